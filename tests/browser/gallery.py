"""The gallery page, which shows the stage alone, built once and served; `show` opens it with a query."""

import functools
import http.server
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

import hatch_build

ROOT = Path(__file__).parents[2]
Show = Callable[..., Page]

TYPES = {".html": "text/html", ".js": "text/javascript", "": "application/octet-stream"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return TYPES.get(Path(path).suffix, TYPES[""])

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the gallery, built into `folder`, while the block runs."""
    hatch_build.modules(ROOT)
    vite = ROOT / "web/node_modules/vite/bin/vite.js"
    built = [vite, "build", "gallery", "--outDir", str(folder), "--emptyOutDir", "--logLevel", "error"]
    assert hatch_build.node(ROOT / "web", built) == 0
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/index.html"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("gallery")) as address:
        yield address


@pytest.fixture
def show(chromium: Browser, gallery: str) -> Iterator[Show]:
    pages: list[Page] = []
    troubles: list[str] = []

    def opened(query: str, ratio: float = 1, size: tuple[int, int] = (1280, 800)) -> Page:
        view = ViewportSize(width=size[0], height=size[1])
        page = chromium.new_page(viewport=view, device_scale_factor=ratio)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{gallery}?{query}")
        page.evaluate("painted")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert troubles == []


def rest(page) -> None:
    """Wait until the stage has drawn nothing for 300 ms, and no picture that was asked for is still to come."""
    page.wait_for_function("""async () => {
      const before = stage.stats().frames;
      await new Promise(done => setTimeout(done, 300));
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      return stage.stats().frames === before;
    }""")
