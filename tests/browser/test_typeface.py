"""The page's typeface comes from the page's own files, and only what is written is fetched."""

from tests.browser.fixtures import Visit

FACES = "() => [...document.fonts].map((face) => [face.family, face.status, face.unicodeRange])"
BASIC = "U+0-FF"


def test_the_typeface_is_of_the_pages_own_files_and_only_what_is_written_is_fetched(
    digits: str, visit: Visit
) -> None:
    watched = visit(digits)
    watched.until(f"() => ({FACES})().some(([, status]) => status === 'loaded')")
    faces = watched.page.evaluate(FACES)
    assert {(family, status) for family, status, of in faces if of.startswith(BASIC)} == {("Inter", "loaded")}
    assert {status for _, status, of in faces if not of.startswith(BASIC)} == {"unloaded"}


def test_labels_are_written_again_in_a_typeface_that_arrives_later(digits: str, visit: Visit) -> None:
    watched = visit(digits)
    watched.ask("async (hyperscope) => { await hyperscope.select([69]); }")
    watched.until(f"() => ({FACES})().some(([, status]) => status === 'loaded')")
    watched.page.wait_for_timeout(500)
    before = watched.ask("(hyperscope) => hyperscope.stats().frames")
    watched.page.evaluate("() => document.fonts.dispatchEvent(new Event('loadingdone'))")
    watched.until("(hyperscope, before) => hyperscope.stats().frames > before", before)
