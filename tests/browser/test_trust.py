"""How far a picture can be trusted is always in sight, and badly placed points can be seen."""

import re

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.running import long_run


def test_the_quality_of_the_layout_is_in_the_line_and_in_the_list(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    status = watched.page.get_by_role("contentinfo")
    expect(status).to_contain_text(re.compile(r"neighbours kept \d+ %"))
    expect(status).to_contain_text("drawn 150 of 150")
    expect(watched.page.get_by_role("list", name="Layouts")).to_contain_text(re.compile(r"kept \d+ %"))
    long_run(watched)
    expect(status).not_to_contain_text("neighbours kept")


def test_badly_placed_points_can_be_coloured(iris: str, visit: Visit):
    watched = visit(iris)
    page = watched.page
    page.get_by_role("combobox", name="Colour by").select_option(label="Quality per point")
    legend = page.get_by_role("figure", name="Legend")
    expect(legend).to_be_visible()
    expect(page.get_by_text("low means badly placed")).to_be_visible()
    colours = (
        "(hyperscope) => new Set([...Array(150).keys()].map((row) => String(hyperscope.colorAt(row)))).size"
    )
    watched.until(f"(hyperscope) => ({colours})(hyperscope) > 3")
