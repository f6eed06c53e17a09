"""Click, read, compare: the inspector."""

import re

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.picture import ALONE
from tests.browser.watched import Watched

SELECTED = "(hyperscope) => hyperscope.state().selected"


def click_a_lonely_point(watched: Watched) -> int:
    """Click a point that nothing else covers, between the rails; returns its row."""
    box = watched.page.locator("canvas").first.bounding_box()
    assert box is not None
    spots = [spot for spot in watched.ask(ALONE, 24) if 340 < spot["x"] < 920 and 80 < spot["y"] < 700]
    assert spots
    watched.page.mouse.click(box["x"] + spots[0]["x"], box["y"] + spots[0]["y"])
    return spots[0]["row"]


def test_a_click_shows_the_row_and_its_neighbours(iris: str, visit: Visit):
    watched = visit(iris)
    row = click_a_lonely_point(watched)
    watched.until("(hyperscope, row) => hyperscope.state().selected.includes(row)", row)
    card = watched.page.get_by_role("article", name="The selected row")
    expect(card.get_by_text(f"Row {row}", exact=True)).to_be_visible()
    lines = watched.page.get_by_role("list", name="Nearest neighbours").get_by_role("listitem")
    expect(lines.first).to_have_attribute("aria-setsize", "100")
    distances = [float(re.findall(r"[\d.]+(?:e-?\d+)?$", text)[0]) for text in lines.all_inner_texts()[:6]]
    assert distances == sorted(distances)


def test_a_neighbour_is_one_click_away(iris: str, visit: Visit):
    watched = visit(iris)
    row = click_a_lonely_point(watched)
    watched.page.get_by_role("list", name="Nearest neighbours").get_by_role("button").first.click()
    other = (
        watched.until(
            f"(hyperscope, row) => ({SELECTED})(hyperscope).filter((one) => one !== row)[0] + 1", row
        )
        - 1
    )
    assert other != row


def test_escape_clears_the_selection(iris: str, visit: Visit):
    watched = visit(iris)
    watched.ask("async (hyperscope) => { await hyperscope.select([3, 5]); }")
    watched.until("(hyperscope) => hyperscope.state().selected.length === 2")
    watched.page.keyboard.press("Escape")
    watched.until("(hyperscope) => hyperscope.state().selected.length === 0")


def test_search_finds_by_substring(digits: str, visit: Visit):
    watched = visit(digits)
    watched.page.keyboard.press("/")
    box = watched.page.get_by_role("searchbox", name="Search the points")
    expect(box).to_be_focused()
    box.fill("7")
    found = watched.page.get_by_role("region", name="Search results")
    expect(found).to_contain_text(re.compile(r"\d+ matches"))


def test_search_says_that_nothing_matches(digits: str, visit: Visit):
    watched = visit(digits)
    watched.page.get_by_role("searchbox", name="Search the points").fill("politcs")
    expect(watched.page.get_by_text("No point matches ‘politcs’.")).to_be_visible()


def test_a_result_can_be_selected(digits: str, visit: Visit):
    watched = visit(digits)
    watched.page.get_by_role("searchbox", name="Search the points").fill("7")
    found = watched.page.get_by_role("region", name="Search results")
    found.get_by_role("list", name="Search results").get_by_role("button").first.click()
    watched.until("(hyperscope) => hyperscope.state().selected.length === 1")
