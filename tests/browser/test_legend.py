"""The legend hides, isolates, selects and finds categories, by pointer and by keyboard."""

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.watched import Watched


def coloured(watched: Watched, column: str) -> None:
    watched.page.get_by_role("combobox", name="Colour by").select_option(column)
    expect(watched.page.get_by_role("figure", name="Legend")).to_be_visible()


def drawn(watched: Watched, count: int) -> None:
    expect(watched.page.get_by_role("contentinfo")).to_contain_text(f"drawn {count} of 150")


def test_a_click_hides_a_category_and_all_come_back(iris: str, visit: Visit):
    watched = visit(iris)
    coloured(watched, "species")
    line = watched.page.get_by_role("button", name="setosa, 50 points")
    line.click()
    expect(line).to_have_attribute("aria-pressed", "false")
    drawn(watched, 100)
    expect(watched.page.get_by_text("2 of 3 categories shown")).to_be_visible()
    watched.page.get_by_role("button", name="Show all", exact=True).click()
    drawn(watched, 150)
    expect(line).to_have_attribute("aria-pressed", "true")


def test_a_double_click_shows_one_alone_and_so_does_its_button(iris: str, visit: Visit):
    watched = visit(iris)
    coloured(watched, "species")
    watched.page.get_by_role("button", name="setosa, 50 points").dblclick(position={"x": 30, "y": 12})
    drawn(watched, 50)
    expect(watched.page.get_by_text("1 of 3 categories shown")).to_be_visible()
    watched.page.get_by_role("button", name="versicolor, 50 points").hover()
    watched.page.get_by_role("button", name="Show versicolor alone").click()
    expect(watched.page.get_by_role("button", name="setosa, 50 points")).to_have_attribute(
        "aria-pressed", "false"
    )
    watched.page.get_by_role("button", name="Show versicolor alone").click()
    drawn(watched, 150)


def test_the_keyboard_does_all_of_it(iris: str, visit: Visit):
    watched = visit(iris)
    coloured(watched, "species")
    line = watched.page.get_by_role("button", name="virginica, 50 points")
    line.press("Alt+Enter")
    drawn(watched, 50)
    line.press("Enter")
    expect(watched.page.get_by_text("0 of 3 categories shown")).to_be_visible()
    line.press("Shift+Enter")
    watched.until("(hyperscope) => hyperscope.state().selected.length === 50")
    assert watched.ask("(hyperscope) => hyperscope.state().selected.every((row) => row >= 100)")


def test_a_long_legend_is_searched(iris: str, visit: Visit):
    watched = visit(iris)
    coloured(watched, "name")
    legend = watched.page.get_by_role("figure", name="Legend")
    assert legend.get_by_role("listitem").count() < 60
    find = legend.get_by_role("searchbox", name="Find among 150 categories")
    find.fill("flower 149")
    line = legend.get_by_role("button", name="flower 149, 1 point")
    expect(legend.get_by_role("listitem")).to_have_count(1)
    line.click()
    drawn(watched, 149)
    find.fill("no such flower")
    expect(legend.get_by_text("No category holds ‘no such flower’.")).to_be_visible()


def test_size_and_opacity_of_the_points_last(iris: str, visit: Visit):
    watched = visit(iris)
    page = watched.page
    page.get_by_text("Size and opacity").click()
    opacity = page.get_by_role("textbox", name="Opacity, value")
    opacity.fill("40")
    opacity.press("Enter")
    expect(opacity).to_have_value("40 %")
    size = page.get_by_role("textbox", name="Point size, value")
    size.fill("99")
    size.press("Enter")
    expect(page.get_by_text("A factor from 0.25 to 8.")).to_be_visible()
    size.fill("2")
    size.press("Enter")
    expect(page.get_by_role("slider", name="Point size")).to_have_attribute("aria-valuetext", "2")
    page.reload()
    page.get_by_text("Size and opacity").click()
    expect(opacity).to_have_value("40 %")
    expect(size).to_have_value("2")
