"""A swatch of the legend is exactly the colour of its points."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.fixtures import Visit
from tests.browser.picture import ALONE
from tests.browser.watched import Watched

PIXEL = """async (hyperscope, { x, y }) => {
  const { width, data } = await hyperscope.readPixels();
  const scale = width / innerWidth;
  const at = 4 * (Math.round(y * scale) * width + Math.round(x * scale));
  return Array.from(data.slice(at, at + 3));
}"""


def colour_by_the_first_column(watched: Watched) -> None:
    menu = watched.page.get_by_role("combobox", name="Colour by")
    menu.select_option(index=1)
    expect(watched.page.get_by_role("figure", name="Legend")).to_be_visible()
    watched.until("(hyperscope) => String(hyperscope.colorAt(0)) !== String(hyperscope.colorAt(149))")


def swatches(legend: Locator) -> set[tuple[int, ...]]:
    shown = legend.locator(".swatch").evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"
    )
    return {tuple(int(part) for part in re.findall(r"\d+", text)[:3]) for text in shown}


def test_the_legend_lists_the_colours_of_the_points(iris: str, visit: Visit):
    watched = visit(iris)
    colour_by_the_first_column(watched)
    legend = watched.page.get_by_role("figure", name="Legend")
    asked = "(hyperscope) => Array.from({ length: 150 }, (_, row) => hyperscope.colorAt(row))"
    drawn = {tuple(round(part) for part in colour) for colour in watched.ask(asked)}
    assert len(drawn) == 3
    assert swatches(legend) == drawn


def test_the_middle_of_a_disc_has_the_colour_that_is_told(iris: str, visit: Visit):
    watched = visit(iris)
    watched.page.keyboard.press("2")
    watched.until("(hyperscope) => hyperscope.state().camera.dimensions === 2")
    colour_by_the_first_column(watched)
    for spot in watched.ask(ALONE, 24)[:6]:
        told = [
            round(part) for part in watched.ask("(hyperscope, row) => hyperscope.colorAt(row)", spot["row"])
        ]
        drawn = watched.ask(PIXEL, {"x": spot["x"], "y": spot["y"]})
        assert max(abs(a - b) for a, b in zip(told, drawn, strict=True)) <= 2


def test_the_ends_of_a_ramp_can_be_typed(own_numbers: str, visit: Visit):
    watched = visit(own_numbers)
    page = watched.page
    page.get_by_role("combobox", name="Colour by").select_option("height")
    high = page.get_by_role("textbox", name="Highest colour, value")
    expect(high).to_have_value("49")
    top = watched.ask("(hyperscope) => hyperscope.colorAt(49)")
    high.fill("24.5")
    high.press("Enter")
    watched.until("(hyperscope, top) => String(hyperscope.colorAt(25)) === String(top)", top)
    high.fill("-3")
    high.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="the lower one on the left")).to_be_visible()
    high.press("Escape")
    page.get_by_role("button", name="Whole range").click()
    expect(high).to_have_value("49")
    page.get_by_role("combobox", name="Palette").select_option("magma")
    watched.until("(hyperscope, top) => String(hyperscope.colorAt(49)) !== String(top)", top)
    page.get_by_role("checkbox", name="Each value its own colour").check()
    lines = page.get_by_role("figure", name="Legend").get_by_role("listitem")
    expect(lines.first).to_have_attribute("aria-setsize", "50")
