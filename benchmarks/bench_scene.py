"""`scripts/bench scene`: scenes of 100,000 and 1,000,000 points in the page, in headless Chromium.

The server has the layout already: a visit before the measured one asked for it. Frames are told as in `bench_page`.
"""

import argparse
import json
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

import hatch_build
from benchmarks.bench_page import LARGEST, ROOT, WATCH, clusters, drag, times, until
from benchmarks.machine import load
from benchmarks.tables import other, publish
from tests.browser.fixtures import executable
from tests.browser.serving import serving
from tests.browser.watched import FLAGS

ASKED = 11
PATIENCE = 120_000
WORDS = """\
The page in headless Chromium that draws with the processor (SwiftShader), 1280 x 800. *There* is from the request of the page
until all points are on it, the layout being known to the server. *Moving* are the frames of a turn by hand, until the graphics
card has finished, with fewer points while it moves; *all again* is from the last move until all points are back. A *pick* asks
which point is at a place; a *hover* is from the pointer's event until the point under it is drawn larger, and in how many
frames."""
DRAWN = """(() => {
  const {points, drawn} = window.__hyperscope?.stats() ?? {points: 0};
  return points > 0 && drawn === points ? performance.now() : null;
})()"""
PICKS = """async (rows) => {
  const taken = [];
  for (const row of rows) {
    const {x, y} = window.__hyperscope.locate(row);
    const began = performance.now();
    const found = await window.__hyperscope.idAt(x, y);
    taken.push(performance.now() - began);
    if (found === null) throw new Error(`nothing at the place of row ${row}`);
  }
  return taken;
}"""
#: Animation frames are counted from the pointer's event on, whoever asked for them.
POINT = """() => {
  window.pointed = null;
  document.addEventListener("pointermove", () => {
    frames_.length = 0;
    window.pointed = {at: performance.now(), frames: 0};
    const count = () => {
      if (frames_.length > 0) return;
      pointed.frames += 1;
      asked_(count);
    };
    asked_(count);
  }, {capture: true, once: true});
}"""


def measure(browser: Browser, address: str, rows: int) -> dict[str, Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script("window.asked_ = window.requestAnimationFrame.bind(window);")
    page.add_init_script(f"({WATCH})()")
    page.goto(address)
    there = whole(page)
    page.evaluate("frames_.length = 0")
    drag(page)
    released = page.evaluate("performance.now()")
    moved = page.evaluate("frames_")
    again = whole(page) - released
    rested(page)
    sample = np.random.default_rng(0).choice(rows, ASKED, replace=False)
    picks = page.evaluate(PICKS, [int(row) for row in sample])
    hovers = [hover(page, int(row)) for row in sample]
    context.close()
    taken = times(moved)
    seconds = (moved[-1]["ended"] - moved[0]["began"]) / 1000
    return {
        "points": f"{rows:,}", "there, ms": round(there), "moving, ms": round(median(taken), 1),
        "first moving, ms": round(taken[0], 1), "frames a second": round(len(moved) / seconds, 1),
        "points in motion": f"{int(median(frame['vertices'] for frame in moved)):,}",
        "all again, ms": round(again), "pick, ms": round(median(picks), 1),
        "hover, ms": round(median(ms for ms, _ in hovers), 1), "frames": max(frames for _, frames in hovers),
        "load": load(),
    }  # fmt: skip


def whole(page: Page) -> float:
    """When all points are on the picture, in milliseconds of the page."""
    answer = until(page, DRAWN, PATIENCE)
    assert answer is not None, "the points did not come"
    return answer


def rested(page: Page) -> None:
    """Until nothing was drawn for half a second."""
    before = -1
    while (now := page.evaluate("window.__hyperscope.stats().frames")) != before:
        before = now
        page.wait_for_timeout(500)


def hover(page: Page, row: int) -> tuple[float, int]:
    """Milliseconds and animation frames from the pointer's event to the picture with the point under it."""
    box = page.evaluate(LARGEST)
    page.mouse.move(box["x"] + 330, box["y"] + 12)
    rested(page)
    spot = page.evaluate("(row) => window.__hyperscope.locate(row)", row)
    page.evaluate(POINT)
    page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"])
    ended = until(page, "frames_[0]?.ended ?? null", PATIENCE)
    assert ended is not None, f"row {row} was not drawn again"
    at, frames = page.evaluate("[pointed.at, pointed.frames]")
    return ended - at, frames


def run(sizes: list[int]) -> list[dict[str, Any]]:
    hatch_build.build(ROOT)
    results = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for rows in sizes:
            np.save(Path(folder) / f"{rows}.npy", clusters(rows))
            with serving(Path(folder) / f"{rows}.npy") as address:
                first = browser.new_page()
                first.goto(address)
                whole(first)
                first.close()
                results.append(measure(browser, address, rows))
        browser.close()
    return results


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench scene", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    measured = run(parser.parse_args().rows)
    print(json.dumps(measured, indent=1))
    publish("scene", "Large scenes in the page", WORDS, measured + other("scene", "points", measured))


if __name__ == "__main__":
    main()
