"""The points as a table: by keyboard alone from the page to a selected row, sorted as a person likes."""

from playwright.sync_api import expect

from tests.browser.fixtures import Visit

SELECTED = "(hyperscope) => hyperscope.state().selected"


def test_by_keyboard_alone_from_the_page_to_a_row_and_back(iris: str, visit: Visit):
    watched = visit(iris)
    page, keys = watched.page, watched.page.keyboard
    keys.press("d")
    table = page.get_by_role("table", name="Points as a table")
    expect(table).to_have_attribute("aria-rowcount", "151")
    expect(table.get_by_role("columnheader")).to_have_text(["species", "Row", "name"])
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    watched.until(f"(hyperscope) => ({SELECTED})(hyperscope).join() === '2'")
    keys.press("End")
    expect(table.get_by_role("row").last.get_by_role("button")).to_be_focused()
    keys.press("Shift+Enter")
    watched.until(f"(hyperscope) => ({SELECTED})(hyperscope).join() === '2,149'")
    expect(table.get_by_role("row").last).to_have_attribute("aria-rowindex", "151")
    page.get_by_role("radio", name="Selected · 2").click()
    expect(table).to_have_attribute("aria-rowcount", "3")
    page.get_by_role("application").focus()
    keys.press("d")
    expect(table).to_have_count(0)


def test_a_heading_sorts_upward_then_downward_and_says_so(own_numbers: str, visit: Visit):
    page = visit(own_numbers).page
    page.get_by_role("button", name="Points as a table").click()
    heading = page.get_by_role("columnheader", name="height")
    first = page.get_by_role("table").get_by_role("row").nth(1).get_by_role("cell").last
    for way, height in (("ascending", "0"), ("descending", "49")):
        heading.get_by_role("button").click()
        expect(heading).to_have_attribute("aria-sort", way)
        expect(first).to_have_text(height)


def test_the_points_make_room_for_it(iris: str, visit: Visit):
    watched = visit(iris)
    watched.page.get_by_role("button", name="Points as a table").click()
    top = watched.page.get_by_role("region", name="Points as a table").bounding_box()
    assert top is not None
    lowest = "(hyperscope) => Math.max(...Array.from({ length: 150 }, (_, row) => hyperscope.locate(row).y))"
    watched.until(f"(hyperscope, top) => ({lowest})(hyperscope) < top", top["y"])
