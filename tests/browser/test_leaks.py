"""Whoever puts the page's scene into another page and takes it out again leaves nothing behind."""

import pytest
from playwright.sync_api import Page

from tests.browser.fixtures import Visit
from tests.browser.gallery import Show

#: Each scene with points, colours, labels, lines and a selection, drawn once, then disposed.
MOUNT = """async (times) => {
  for (let i = 0; i < times; i++) {
    const one = again();
    one.setPositions(clusters(50, 3), 0);
    one.setColors({index: new Uint16Array(50), table: [[10, 20, 30]]});
    one.setLabels([], (row) => `row ${row}`, true);
    one.setPolylines([[1, 2, 3]]);
    one.setTool("lasso");
    await one.readPixels();
    one.dispose();
    await new Promise((done) => setTimeout(done, 5));
  }
}"""


def heap(page: Page) -> int:
    """Bytes of JavaScript that are reachable."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return int(used)


def test_a_hundred_mounts_and_unmounts_leave_the_heap_as_it_was(show: Show):
    page = show("n=50&d=3", size=(200, 150))
    page.evaluate(MOUNT, 5)
    before = heap(page)
    page.evaluate(MOUNT, 100)
    assert heap(page) - before < 2_000_000
    assert page.evaluate("document.querySelectorAll('canvas, svg').length") == 3


#: The whole page, put there, awaited until its first picture, and taken away, so many times.
PAGES = """async (times) => {
  for (let i = 0; i < times; i++) {
    const page = document.createElement("hyperscope-app");
    document.body.append(page);
    while (window.__hyperscope === undefined) await new Promise((done) => setTimeout(done, 5));
    await window.__hyperscope.ready;
    window.__hyperscope.select([i % 150]);
    page.remove();
    await new Promise((done) => setTimeout(done, 5));
  }
}"""


@pytest.mark.parametrize("times", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_whole_pages_leave_the_heap_as_it_was(iris: str, visit: Visit, times: int):
    watched = visit(iris, size=(1024, 300))
    page = watched.page
    page.evaluate("document.querySelector('hyperscope-app').remove()")
    page.evaluate(PAGES, 10)
    before = heap(page)
    page.evaluate(PAGES, times)
    assert heap(page) - before < 20_000 * times
    assert page.evaluate("window.__hyperscope === undefined && !document.querySelector('hyperscope-app')")
