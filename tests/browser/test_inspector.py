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


def search(watched: Watched, mode: str, text: str):
    watched.page.get_by_role("combobox", name="Search for").select_option(label=mode)
    watched.page.get_by_role("searchbox", name="Search the points").fill(text)
    return watched.page.get_by_role("region", name="Search results")


def test_a_filter_finds_and_what_it_finds_is_selected_added_and_subtracted(iris: str, visit: Visit):
    watched = visit(iris)
    search(watched, "Filter", "species = 'setosa'").get_by_role("button", name="Select all 50").click()
    watched.until(f"(hyperscope) => ({SELECTED})(hyperscope).length === 50")
    found = search(watched, "Filter", "species != 'setosa' and name contains '14'")
    expect(found.get_by_text("11 matches")).to_be_visible()
    found.get_by_role("button", name="Add", exact=True).click()
    watched.until(f"(hyperscope) => ({SELECTED})(hyperscope).length === 61")
    found = search(watched, "Filter", "species = 'setosa'")
    expect(found.get_by_text("50 matches")).to_be_visible()
    found.get_by_role("button", name="Subtract").click()
    watched.until(f"(hyperscope) => ({SELECTED})(hyperscope).length === 11")


def test_a_filter_that_cannot_be_read_says_at_the_box_which_columns_there_are(iris: str, visit: Visit):
    watched = visit(iris)
    search(watched, "Filter", "colour = 'red'")
    told = watched.page.get_by_role("search").get_by_role("alert")
    expect(told).to_contain_text("Expected one of the columns species, name.")
    expect(told).to_contain_text("Got 'colour' at character 1.")
    search(watched, "Filter", "species = 'setosa'")
    expect(told).to_have_count(0)
    watched.wrongs[:] = [wrong for wrong in watched.wrongs if "status of 400" not in wrong]


def test_matching_case_is_a_choice(iris: str, visit: Visit):
    watched = visit(iris)
    found = search(watched, "Exactly", "SETOSA")
    expect(found.get_by_text("50 matches")).to_be_visible()
    watched.page.get_by_role("button", name="Match case").click()
    expect(watched.page.get_by_text("No point matches ‘SETOSA’.")).to_be_visible()


def test_the_list_of_results_is_walked_by_keyboard_to_its_end(digits: str, visit: Visit):
    watched = visit(digits)
    search(watched, "Contains", "digit")
    lines = watched.page.get_by_role("list", name="Search results").get_by_role("listitem")
    expect(lines.first).to_have_attribute("aria-setsize", "1797")
    lines.first.get_by_role("button").focus()
    focused = watched.page.locator("[data-at]:has(:focus)")
    for key, at in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("End", 1_796), ("Home", 0)):
        watched.page.keyboard.press(key)
        expect(focused).to_have_attribute("aria-posinset", str(at + 1))
    watched.page.keyboard.press("End")
    expect(focused).to_have_attribute("aria-posinset", "1797")
    watched.page.keyboard.press("Enter")
    watched.until("(hyperscope) => hyperscope.state().selected[0] === 1796")


def test_isolating_is_nested_and_loses_nothing(iris: str, visit: Visit):
    watched = visit(iris)
    watched.ask("(hyperscope) => hyperscope.select(Array.from({ length: 40 }, (_, row) => row))")
    isolated = "(hyperscope, wanted) => hyperscope.state().isolated.length === wanted"
    held = "(hyperscope) => [hyperscope.state().camera.target, Array.from(hyperscope.positions().data)]"
    before = watched.ask(held)
    watched.page.keyboard.press("i")
    watched.until(isolated, 40)
    watched.ask("(hyperscope) => hyperscope.select([1, 2, 3, 90])")
    watched.page.get_by_role("button", name="Show the selection alone").click()
    watched.until(isolated, 3)
    trail = watched.page.get_by_role("navigation", name="Points shown alone")
    expect(trail.get_by_role("listitem")).to_have_text(["150", "40", "3"])
    expect(watched.page.get_by_role("contentinfo")).to_contain_text("drawn 3 of")
    watched.page.keyboard.press("u")
    watched.until(isolated, 40)
    watched.page.keyboard.press("i")
    watched.until(isolated, 3)
    trail.get_by_role("button", name="All 150 points").click()
    watched.until(isolated, 0)
    expect(trail).to_have_count(0)
    assert watched.ask(held) == before
    assert watched.ask(SELECTED) == [1, 2, 3, 90]


def test_one_point_is_isolated_with_its_neighbours(iris: str, visit: Visit):
    watched = visit(iris)
    watched.ask("(hyperscope) => hyperscope.select([7])")
    expect(watched.page.get_by_role("list", name="Nearest neighbours")).to_be_visible()
    watched.page.keyboard.press("i")
    watched.until("(hyperscope) => hyperscope.state().isolated.length === 101")
    search(watched, "Contains", "flower 10")
    told = watched.page.get_by_role("complementary", name="Inspector")
    expect(told.get_by_text(re.compile(r"(is|are) not shown now\."))).to_be_visible()


def test_a_result_can_be_selected(digits: str, visit: Visit):
    watched = visit(digits)
    watched.page.get_by_role("searchbox", name="Search the points").fill("7")
    found = watched.page.get_by_role("region", name="Search results")
    found.get_by_role("list", name="Search results").get_by_role("button").first.click()
    watched.until("(hyperscope) => hyperscope.state().selected.length === 1")
