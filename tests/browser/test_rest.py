"""At rest the page does nothing: no frames, no timers, and no requests while nobody looks."""

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.running import COUNT, quiet

HIDE = """(hyperscope, hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_nothing_runs_once_the_opening_turn_is_touched(iris: str, visit: Visit):
    watched = visit(iris, motion=True, script=COUNT)
    watched.page.mouse.click(640, 120)
    assert quiet(watched)


def test_only_one_request_is_held_at_rest(iris: str, visit: Visit):
    watched = visit(iris, wait=False, script=COUNT)
    held: set[str] = set()
    watched.page.on("request", lambda request: held.add(request.url))
    for end in ("requestfinished", "requestfailed"):
        watched.page.on(end, lambda request: held.discard(request.url))
    watched.page.reload()
    watched.ready()
    expect(watched.page.get_by_text("neighbours kept").first).to_be_visible(
        timeout=60_000
    )  # else it is asked for
    assert quiet(watched)
    assert [url.partition("?")[0].rpartition("/")[2] for url in held] in (["changes"], [])


def test_a_hovered_point_rests_too(iris: str, visit: Visit):
    watched = visit(iris, script=COUNT)
    spot = watched.ask("(hyperscope) => hyperscope.locate(0)")
    watched.page.mouse.move(spot["x"], spot["y"])
    watched.page.get_by_role("tooltip").wait_for()
    assert quiet(watched)


def test_a_hidden_page_asks_for_nothing_and_goes_on_when_it_is_seen(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_iter: 100000 }); }")
    watched.until("(hyperscope) => hyperscope.stats().iteration > 5")
    watched.ask(HIDE, True)
    watched.page.wait_for_timeout(300)
    asked: list[str] = []
    watched.page.on("request", lambda request: asked.append(request.url))
    held = watched.ask("(hyperscope) => hyperscope.stats().iteration")
    watched.page.wait_for_timeout(800)
    assert asked == []
    watched.ask(HIDE, False)
    watched.until("(hyperscope, held) => hyperscope.stats().iteration > held", held)
