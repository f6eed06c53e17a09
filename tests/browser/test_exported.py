"""An exported page from a plain web server, under a sub-path: no other host is asked, nothing is computed, all of it works."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

import hyperscope
from tests.browser.fixtures import Visit
from tests.browser.running import COUNT, quiet

SHOWN = "(hyperscope, method) => hyperscope.stats().method === method"
FAR = """(hyperscope) => {
    const { data } = hyperscope.positions();
    return Math.max(...data) - Math.min(...data);
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """`python -m http.server`, without its lines."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """400 digits, exported beneath the folder that is served."""
    root = tmp_path_factory.mktemp("host")
    digits = hyperscope.read("demo:digits")
    hyperscope.export(
        digits.select(digits.kept[:400]), root / "maps/digits", ["tsne", "pca"], n_iter=120, frames=8
    )
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/maps/digits/"
        server.shutdown()


def test_search_neighbours_layouts_and_replay_need_no_server(visit: Visit, address: str):
    watched = visit(address)
    page = watched.page
    assert watched.ask("(hyperscope) => [hyperscope.stats().points, hyperscope.stats().method]") == [
        400,
        "tsne",
    ]

    page.get_by_role("searchbox").fill("7")
    found = page.get_by_role("list", name="Search results").get_by_role("listitem")
    expect(found.first).to_contain_text("7")

    page.get_by_role("searchbox").fill("")
    watched.until("(hyperscope) => hyperscope.locate(5).visible")
    spot = watched.ask("(hyperscope) => hyperscope.locate(5)")
    box = page.locator("canvas").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    watched.until("(hyperscope) => hyperscope.state().selected.length === 1")
    near = page.locator(".neighbors")
    expect(near.locator(".number").first).to_be_visible()
    near.get_by_text("Euclidean").click()
    watched.until("""() => {
        const app = document.querySelector("hyperscope-app").shadowRoot;
        return Number(app.querySelector(".neighbors .number")?.lastChild.textContent) > 2;
    }""")

    page.get_by_role("tab", name="PCA", exact=True).click()
    watched.until(SHOWN, "pca")
    page.get_by_role("tab", name="t-SNE", exact=True).click()
    watched.until(SHOWN, "tsne")

    end = watched.ask(FAR)
    slider = page.get_by_role("slider", name="Iteration", exact=True)
    slider.fill("0")
    watched.until("(hyperscope) => hyperscope.stats().iteration === 0")
    watched.until(f"(hyperscope, end) => ({FAR})(hyperscope) < end / 10", end)
    page.get_by_role("button", name="Replay").click()
    watched.until("(hyperscope) => hyperscope.stats().iteration === 120")
    assert watched.ask(FAR) == pytest.approx(end, rel=1e-3)


def test_no_server_is_asked_for_anything_and_nothing_runs_at_rest(visit: Visit, address: str):
    watched = visit(address, wait=False, script=COUNT)
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    watched.page.reload()
    watched.ready()
    watched.page.mouse.click(640, 120)
    assert quiet(watched)
    assert asked
    assert [url for url in asked if "/api/" in url] == []


def test_what_needs_a_server_is_not_shown_and_said_once(visit: Visit, address: str):
    page = visit(address).page
    expect(page.get_by_text("This page was exported")).to_have_count(1)
    for name in ("Run", "Load…", "Delete this layout", "Rename"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(page.get_by_role("option", name="Filter")).to_have_count(0)


def test_the_typeface_is_one_of_its_own_files(visit: Visit, address: str):
    watched = visit(address)
    watched.until("() => [...document.fonts].some((face) => face.status === 'loaded')")


def test_a_bookmark_shows_the_view_again(visit: Visit, address: str):
    watched = visit(address)
    page = watched.page
    page.get_by_role("button", name="Bookmark this view").click()
    page.get_by_role("tab", name="PCA", exact=True).click()
    watched.until(SHOWN, "pca")
    page.get_by_role("list", name="Bookmarks").get_by_role("button").first.click()
    watched.until(SHOWN, "tsne")


def test_a_missing_file_is_told_on_the_page(visit: Visit, address: str, folder: Path):
    layout = folder / "maps/digits/data/layout-2.bin"
    away = layout.rename(layout.with_suffix(".away"))
    try:
        watched = visit(address)
        watched.page.get_by_role("tab", name="PCA", exact=True).click()
        expect(watched.page.get_by_text("data/layout-2.bin").first).to_be_visible()
    finally:
        away.rename(layout)
    watched.wrongs[:] = [wrong for wrong in watched.wrongs if "404" not in wrong]
