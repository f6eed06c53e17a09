"""`scripts/bench page`: our page beside TensorBoard's projector, in one run of one headless Chromium.

Both show the same vectors on a canvas of the same size and are opened in turns, so that whatever else the machine does meets
both. They turn by themselves, as they do on opening; then each is dragged. A script that knows neither page tells a frame: it
begins with an animation frame or a pointer's event in which points are drawn, and ends when the graphics card has finished
(one pixel is read back). TensorBoard is installed into an environment of its own that is thrown away, or taken from
--tensorboard.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

import hatch_build
from benchmarks.machine import load
from benchmarks.tables import other, publish
from tests.browser.fixtures import executable
from tests.browser.serving import serving
from tests.browser.watched import FLAGS

ROOT = Path(__file__).resolve().parents[1]
TENSORBOARD = "tensorboard==2.21.0"
READY = re.compile(r"TensorBoard [\d.]+ at (http://\S+)")
CANVAS = (1280, 800)
#: So often is each page opened.
VISITS = 3
#: Moves of the pointer in a drag.
MOVES = 40
#: So many frames of the opening turn are watched, for at most so many milliseconds.
TURN = 25
LOOK = 8_000
#: A new window is busy with itself for so many milliseconds at most.
WINDOW = 2_000
#: A picture is waited for at most so many milliseconds.
PATIENCE = 120_000
WORDS = """\
Both pages in one run of one headless Chromium that draws with the processor (SwiftShader), the same vectors of 50 dimensions on
canvases of one size; medians over three visits to each, in turns. *First picture* is from the request of the page, in a window
that is at rest, until all points are on it. An *orbit* frame is one of the opening turn, all points in it, until the graphics
card has finished; ours ends that turn where frames are slow, so that at 100,000 points a visit has only a few. A *drag* frame
is one of a turn by hand, in which ours draws fewer points, as many as the last column says, and all of them again at rest."""
WATCH = """() => {
  window.frames_ = [];
  const pixel = new Uint8Array(4), contexts = new Set();
  let drawn = 0, began = null;
  const finish = () => {
    if (drawn > 0) {
      for (const gl of contexts) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      frames_.push({began, ended: performance.now(), vertices: drawn});
    }
    [drawn, began] = [0, null];
  };
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    for (const [name, at] of [["drawArrays", 2], ["drawElements", 1]]) {
      const known = kind.prototype[name];
      kind.prototype[name] = function (...given) {
        // Drawn outside of an animation frame: it ends with the task.
        if (began === null) { began = performance.now(); queueMicrotask(finish); }
        drawn += given[at];
        contexts.add(this);
        return known.apply(this, given);
      };
    }
  }
  const asked = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => asked((now) => {
    const outer = began === null;
    if (outer) began = performance.now();
    callback(now);
    if (outer) finish();
  });
}"""
LARGEST = """() => {
  const found = [];
  const look = (root) => root.querySelectorAll("*").forEach((one) => {
    if (one.shadowRoot) look(one.shadowRoot);
    if (one.localName === "canvas") found.push(one.getBoundingClientRect());
  });
  look(document);
  found.sort((a, b) => b.width * b.height - a.width * a.height);
  const {x, y, width, height} = found[0];
  return {x, y, width, height};
}"""


def clusters(rows: int) -> np.ndarray:
    """`rows` x 50 vectors in ten clusters."""
    random = np.random.default_rng(0)
    centers = random.normal(size=(10, 50)) * 6
    return (centers[np.arange(rows) % 10] + random.normal(size=(rows, 50))).astype(np.float32)


def log_directory(folder: Path, vectors: np.ndarray) -> Path:
    """What TensorBoard opens: a table and a config that names it."""
    folder.mkdir()
    np.savetxt(folder / "vectors.tsv", vectors, fmt="%.5f", delimiter="\t")
    said = 'embeddings {\n  tensor_name: "vectors"\n  tensor_path: "vectors.tsv"\n}\n'
    (folder / "projector_config.pbtxt").write_text(said)
    return folder


@contextmanager
def tensorboard(program: Path, folder: Path) -> Iterator[str]:
    """The projector's own page, without TensorBoard's frame round it."""
    line = [str(program), "--logdir", str(folder), "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            found = next(filter(None, map(READY.search, process.stdout)))
            yield f"{found[1].rstrip('/')}/data/plugin/projector/projector_binary.html"
        finally:
            process.terminate()


def middle(times: list[float]) -> float:
    """The median, in milliseconds."""
    assert times, "no frame was drawn that could be told"
    return round(median(times), 1)


def drag(page: Page) -> None:
    box = page.evaluate(LARGEST)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.8
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(MOVES):
        page.mouse.move(x + 200 * np.sin(step / 12), y + 20 * np.cos(step / 9))
    page.mouse.up()


def fitted(page: Page) -> None:
    """Make the window as large as it must be for the canvas to have the same size on both pages."""
    for _ in range(3):
        box = page.evaluate(LARGEST)
        window = page.viewport_size
        assert window is not None
        missing = (round(CANVAS[0] - box["width"]), round(CANVAS[1] - box["height"]))
        if missing == (0, 0):
            return
        page.set_viewport_size(
            {"width": window["width"] + missing[0], "height": window["height"] + missing[1]}
        )
        page.wait_for_timeout(500)


def until(page: Page, script: str, patience: int) -> Any:
    """The first answer of a script that is not null, or null when patience is at its end."""
    for _ in range(0, patience, 50):
        if (answer := page.evaluate(script)) is not None:
            return answer
        page.wait_for_timeout(50)
    return None


@dataclass
class Seen:
    """What visits to one page have shown, in milliseconds."""

    first: list[float] = field(default_factory=list)
    orbit: list[float] = field(default_factory=list)
    drag: list[float] = field(default_factory=list)
    dragged: list[float] = field(default_factory=list)

    def visit(self, browser: Browser, address: str, rows: int) -> None:
        page = browser.new_page(viewport=ViewportSize(width=CANVAS[0], height=CANVAS[1]))
        page.wait_for_timeout(WINDOW)
        page.add_init_script(f"({WATCH})()")
        page.goto(address)
        whole = f"frames_.filter((frame) => frame.vertices >= {rows})"
        first = until(page, f"{whole}[0]?.ended ?? null", PATIENCE)
        assert first is not None, f"{address} drew nothing"
        self.first.append(first)
        if page.evaluate(LARGEST)["width"] != CANVAS[0]:
            fitted(page)
            page.evaluate("frames_.length = 0")
        until(page, f"{whole}.length > {TURN} || null", LOOK)
        # The first ones compile programs, or come while the page is still being put together.
        self.orbit += times(page.evaluate(whole)[2:])
        page.evaluate("frames_.length = 0")
        drag(page)
        moved = page.evaluate("frames_")[2:]
        self.drag += times(moved)
        self.dragged += [frame["vertices"] for frame in moved]
        page.close()

    def row(self, name: str, rows: int) -> dict[str, Any]:
        return {
            "": name,
            "points": f"{rows:,}",
            "first picture, ms": round(median(self.first)),
            "orbit, ms": middle(self.orbit),
            "orbit frames": len(self.orbit),
            "drag, ms": middle(self.drag),
            "points in a drag": f"{min(rows, int(round(median(self.dragged), -3))):,}",
            "load": load(),
        }


def times(frames: list[dict[str, float]]) -> list[float]:
    return [frame["ended"] - frame["began"] for frame in frames]


def run(program: Path, sizes: list[int]) -> list[dict[str, Any]]:
    hatch_build.build(ROOT)
    results = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for rows in sizes:
            vectors = clusters(rows)
            directory = log_directory(Path(folder) / f"log{rows}", vectors)
            np.save(Path(folder) / f"{rows}.npy", vectors)
            theirs, ours = Seen(), Seen()
            for _ in range(VISITS):
                with tensorboard(program, directory) as address:
                    theirs.visit(browser, address, rows)
                with serving(Path(folder) / f"{rows}.npy") as address:
                    ours.visit(browser, address, rows)
            results += [theirs.row("TensorBoard 2.21", rows), ours.row("hyperscope", rows)]
        browser.close()
    return results


@contextmanager
def installed(program: Path | None) -> Iterator[Path]:
    """TensorBoard's command: the one that is there, or one in an environment made for this."""
    if program is not None:
        yield program
        return
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        tools = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        # Newer setuptools have lost what it imports.
        subprocess.run(
            [tools / "python", "-m", "pip", "install", "-q", TENSORBOARD, "setuptools<81"], check=True
        )
        yield tools / "tensorboard"


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench page", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--tensorboard", type=Path, default=None, help="its command, if it is installed already"
    )
    given = parser.parse_args()
    with installed(given.tensorboard) as program:
        measured = run(program, given.rows)
    print(json.dumps(measured, indent=1))
    publish(
        "browser", "The page beside TensorBoard's", WORDS, measured + other("browser", "points", measured)
    )


if __name__ == "__main__":
    main()
