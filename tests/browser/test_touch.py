"""Fingers: one turns or pans, two zoom, a tap selects, one that rests asks; and every target is large enough for them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, expect

from tests.browser.picture import ALONE
from tests.browser.watched import Watched

CAMERA = "(hyperscope) => hyperscope.state().camera"
#: What can be pressed and is smaller than a fingertip, as [name, width, height].
SMALL = """() => {
  const root = document.querySelector("hyperscope-app").shadowRoot;
  const all = [...root.querySelectorAll("button, select, summary, label.check, input[type=range]")];
  const seen = all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1);
  const sized = seen.map((one) => [one.title || one.ariaLabel || one.innerText || one.tagName, one.getBoundingClientRect()]);
  return sized.filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([name, box]) => [name, box.width, box.height]);
}"""

#: How far the tools of what is on show reach over its name, for each list.
COVERED = """() => {
  const root = document.querySelector("hyperscope-app").shadowRoot;
  const lines = [...root.querySelectorAll(".layouts > [data-shown=true]")];
  const boxes = (part) => lines.map((line) => line.querySelector(part).getBoundingClientRect());
  const [name, tools] = [boxes(".layout"), boxes(".corner")];
  return name.map((box, at) => Math.max(0, box.bottom - tools[at].top));
}"""


@pytest.fixture
def fingers(chromium: Browser, iris: str) -> Iterator[tuple[Watched, CDPSession]]:
    """A tablet with the irises on it, and a way to touch it."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    watched = Watched(context.new_page(), urlsplit(iris).netloc)
    watched.page.goto(iris)
    watched.ready()
    yield watched, context.new_cdp_session(watched.page)
    context.close()
    assert watched.wrongs == []


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    spots = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})


def swipe(session: CDPSession, *paths: tuple[tuple[float, float], tuple[float, float]]) -> None:
    """Fingers that go from place to place at once."""
    touch(session, "touchStart", *(start for start, _ in paths))
    for step in range(1, 6):
        spots = [tuple(a + (b - a) * step / 5 for a, b in zip(*path, strict=True)) for path in paths]
        touch(session, "touchMove", *((x, y) for x, y in spots))
    touch(session, "touchEnd")


def test_fingers_turn_pan_zoom_tap_and_ask(fingers: tuple[Watched, CDPSession]):
    watched, session = fingers
    before = watched.ask(CAMERA)
    swipe(session, ((640, 400), (740, 430)))
    watched.until(
        f"(hyperscope, was) => String(({CAMERA})(hyperscope).position) !== String(was)", before["position"]
    )
    turned = watched.ask(CAMERA)
    assert turned["target"] == before["target"]
    swipe(session, ((600, 400), (560, 400)), ((680, 400), (760, 400)))
    watched.until(f"(hyperscope, was) => ({CAMERA})(hyperscope).extent < 0.8 * was", turned["extent"])
    watched.page.keyboard.press("h")
    watched.page.keyboard.press("2")
    watched.until("(hyperscope) => hyperscope.state().camera.dimensions === 2")
    flat = watched.ask(CAMERA)
    swipe(session, ((640, 400), (700, 400)))
    watched.until(f"(hyperscope, was) => ({CAMERA})(hyperscope).target[0] < was", flat["target"][0])
    watched.page.keyboard.press("h")
    spot = next(one for one in watched.ask(ALONE, 40) if 340 < one["x"] < 920)
    touch(session, "touchStart", (spot["x"] + 3, spot["y"] + 3))
    expect(watched.page.get_by_role("tooltip")).to_be_visible()
    touch(session, "touchEnd")
    assert watched.ask("(hyperscope) => hyperscope.state().selected") == []
    expect(watched.page.get_by_role("tooltip")).to_be_visible()
    watched.page.touchscreen.tap(spot["x"] + 6, spot["y"] + 6)
    watched.until("(hyperscope, row) => hyperscope.state().selected[0] === row", spot["row"])
    expect(watched.page.get_by_role("list", name="Nearest neighbours")).to_be_visible()
    watched.page.keyboard.press("b")
    expect(watched.page.get_by_role("button", name="Delete this bookmark")).to_be_visible()
    assert watched.page.evaluate(COVERED) == [0, 0]
    assert watched.page.evaluate(SMALL) == []
    wide = "() => document.documentElement.scrollWidth <= innerWidth"
    assert watched.page.evaluate(wide)
