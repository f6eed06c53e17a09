"""`python -m benchmarks.bench_page`: our page beside TensorBoard's projector, in one run of one headless Chromium.

Both show the same vectors on a canvas of the same size and turn them by themselves, as they do on opening. A script that
knows neither page wraps `requestAnimationFrame`: a frame counts if points were drawn in it, and ends when the graphics card
has finished (one pixel is read back). TensorBoard is installed into an environment of its own that is thrown away, or taken
from --tensorboard.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.machine import load
from benchmarks.tables import publish
from tests.browser.fixtures import executable
from tests.browser.serving import serving
from tests.browser.watched import FLAGS

TENSORBOARD = "tensorboard==2.21.0"
READY = re.compile(r"TensorBoard [\d.]+ at (http://\S+)")
CANVAS = (1280, 800)
#: Moves of the pointer in the drag of our page; TensorBoard draws in the pointer's events, where no frame can be told.
MOVES = 120
#: Milliseconds of turning that are watched.
TURN = 4_000
#: Frames of one page in which so many milliseconds pass are waited for at most this long.
PATIENCE = 120_000
WORDS = """\
Both pages in one run of one headless Chromium that draws with the processor (SwiftShader), the same vectors of 50 dimensions on
canvases of one size. *First picture* is from the request of the page until all points are on it; *turn* is a frame of the
opening turn, all points in it, until the graphics card has finished. Ours ends the turn where frames are slow, and in a *drag*
draws fewer points, all of them again at rest; TensorBoard's drag cannot be told frame by frame."""
WATCH = """() => {
  window.frames_ = [];
  let drawn = 0, contexts = new Set();
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    for (const [name, at] of [["drawArrays", 2], ["drawElements", 1]]) {
      const known = kind.prototype[name];
      kind.prototype[name] = function (...given) { drawn += given[at]; contexts.add(this); return known.apply(this, given); };
    }
  }
  const asked = window.requestAnimationFrame.bind(window);
  const pixel = new Uint8Array(4);
  window.requestAnimationFrame = (callback) => asked((now) => {
    const [began, before] = [performance.now(), drawn];
    callback(now);
    if (drawn === before) return;
    for (const gl of contexts) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    const ended = performance.now();
    frames_.push({began, ended, vertices: drawn - before});
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


def middle(frames: list[dict[str, float]]) -> float:
    """The median time of frames, in milliseconds."""
    return round(median(frame["ended"] - frame["began"] for frame in frames), 1)


def drag(page: Page, box: dict[str, float]) -> None:
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
            break
        page.set_viewport_size(
            {"width": window["width"] + missing[0], "height": window["height"] + missing[1]}
        )
        page.wait_for_timeout(500)


def measure(browser: Browser, address: str, rows: int) -> dict[str, Any]:
    """First picture, and the frames of the opening turn and of a drag, in milliseconds."""
    page = browser.new_page(viewport=ViewportSize(width=CANVAS[0], height=CANVAS[1]))
    page.add_init_script(f"({WATCH})()")
    page.goto(address)
    waited = 0
    while not (first := page.evaluate(f"frames_.find((frame) => frame.vertices >= {rows})?.ended ?? null")):
        page.wait_for_timeout(50)
        waited += 50
        assert waited < PATIENCE, f"{address} drew nothing"
    if page.evaluate(LARGEST)["width"] != CANVAS[0]:
        fitted(page)
        page.evaluate("frames_.length = 0")
    page.wait_for_timeout(TURN)
    turned = page.evaluate("frames_.splice(0)")
    box = page.evaluate(LARGEST)
    drag(page, box)
    dragged = page.evaluate("frames_")
    page.close()
    return {
        "points": f"{rows:,}",
        "canvas": f"{box['width']:.0f} x {box['height']:.0f}",
        "first picture, ms": round(first),
        "turn, ms": middle([frame for frame in turned[1:] if frame["vertices"] >= rows]),
        "drag, ms": middle(dragged) if len(dragged) > MOVES / 4 else "–",
        "load": load(),
    }


def run(program: Path, sizes: list[int]) -> list[dict[str, Any]]:
    results = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for rows in sizes:
            vectors = clusters(rows)
            directory = log_directory(Path(folder) / f"log{rows}", vectors)
            np.save(Path(folder) / f"{rows}.npy", vectors)
            with tensorboard(program, directory) as address:
                results.append({"": "TensorBoard 2.21", **measure(browser, address, rows)})
            with serving(Path(folder) / f"{rows}.npy") as address:
                results.append({"": "hyperscope", **measure(browser, address, rows)})
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
        publish("browser", "The page beside TensorBoard's", WORDS, run(program, given.rows))


if __name__ == "__main__":
    main()
