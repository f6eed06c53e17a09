"""The page's typeface comes from the page's own files, and only what is written is fetched."""

import time

from playwright.sync_api import Route

from tests.browser.fixtures import Visit
from tests.browser.watched import Watched

#: The labels alone: they have a canvas of their own, over that of the points.
LETTERS = """() => {
  const scene = document.querySelector("hyperscope-app").shadowRoot.querySelector(".scene");
  return scene.querySelectorAll("canvas")[1].toDataURL();
}"""
FACES = "() => [...document.fonts].map((face) => [face.family, face.status, face.unicodeRange])"
BASIC = "U+0-FF"


def settled(watched: Watched) -> str:
    """The labels, once nothing changes in them any more."""
    before, now = "", watched.ask(LETTERS)
    while before != now:
        watched.page.wait_for_timeout(300)
        before, now = now, watched.ask(LETTERS)
    return now


def test_the_typeface_is_of_the_pages_own_files_and_only_what_is_written_is_fetched(
    digits: str, visit: Visit
) -> None:
    watched = visit(digits)
    watched.until(f"() => ({FACES})().some(([, status]) => status === 'loaded')")
    faces = watched.page.evaluate(FACES)
    assert {(family, status) for family, status, of in faces if of.startswith(BASIC)} == {("Inter", "loaded")}
    assert {status for _, status, of in faces if not of.startswith(BASIC)} == {"unloaded"}


def test_labels_are_measured_and_written_again_in_a_typeface_that_arrives_later(
    iris: str, visit: Visit
) -> None:
    watched = visit(iris)
    watched.page.get_by_role("button", name="Labels", exact=True).click()
    watched.until(f"() => ({FACES})().some(([, status]) => status === 'loaded')")
    at_once = settled(watched)
    held: list[Route] = []
    watched.page.route("**/*.woff2", lambda route: held.append(route))
    watched.page.reload()
    watched.ready()
    assert held, "the page has asked for its typeface"
    other = settled(watched)
    assert other != at_once, "it is written in another one meanwhile"
    for route in held:
        route.continue_()
    end = time.monotonic() + 60
    while watched.ask(LETTERS) != at_once:
        assert time.monotonic() < end, "labels stand as they were measured in the other typeface"
        watched.page.wait_for_timeout(100)
