"""What can be typed into the search: a pattern, a range, a filter, in one column or in all; and a long list of what is found."""

from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Serve, Visit
from tests.browser.watched import Watched

MANY = 100_000


def search(watched: Watched, text: str, mode: str = "Contains", column: str | None = None) -> None:
    page = watched.page
    page.get_by_role("combobox", name="Search for").select_option(label=mode)
    if column is not None:
        page.get_by_role("combobox", name="Search in").select_option(label=column)
    page.get_by_role("searchbox", name="Search the points").fill(text)


@pytest.mark.parametrize(
    ("text", "mode", "column", "matches"),
    [
        ("^point [1-3]$", "Pattern", None, 3),
        ("height:10..19", "Contains", None, 10),
        ("7", "Contains", "height", 5),
        ("7", "Exactly", "height", 1),
        ("height >= 40 and not name contains '9'", "Filter", None, 9),
    ],
)
def test_each_way_to_search_finds_its_rows(
    own_numbers: str, visit: Visit, text: str, mode: str, column: str | None, matches: int
):
    watched = visit(own_numbers)
    search(watched, text, mode, column)
    found = watched.page.get_by_role("region", name="Search results")
    said = f"{matches} match" if matches == 1 else f"{matches} matches"
    expect(found.get_by_text(said, exact=True)).to_be_visible()
    found.get_by_role("list", name="Search results").get_by_role("button").first.click()
    watched.until("(hyperscope) => hyperscope.state().selected.length === 1")


def test_a_broken_pattern_is_said_at_the_box_while_it_is_typed(own_numbers: str, visit: Visit):
    watched = visit(own_numbers)
    search(watched, "point (", "Pattern")
    told = watched.page.get_by_role("search").get_by_role("alert")
    expect(told).to_contain_text("This is not a regular expression.")
    expect(watched.page.get_by_role("searchbox", name="Search the points")).to_have_attribute(
        "aria-invalid", "true"
    )
    search(watched, "point (1|2)$", "Pattern")
    expect(told).to_have_count(0)
    watched.wrongs[:] = [wrong for wrong in watched.wrongs if "status of 400" not in wrong]


def test_a_hundred_thousand_results_are_a_list_of_a_few_lines(tmp_path: Path, serve: Serve, visit: Visit):
    np.save(tmp_path / "many.npy", np.random.default_rng(0).normal(size=(MANY, 3)).astype(np.float32))
    names = [f"point {row}" for row in range(MANY)]
    (tmp_path / "many.tsv").write_text("\n".join(names) + "\n", encoding="utf-8")
    watched = visit(serve(tmp_path / "many.npy", "--metadata", tmp_path / "many.tsv"))
    search(watched, "point")
    lines = watched.page.get_by_role("list", name="Search results").get_by_role("listitem")
    expect(lines.first).to_have_attribute("aria-setsize", str(MANY))
    assert lines.count() < 60
    lines.first.get_by_role("button").focus()
    watched.page.keyboard.press("End")
    expect(lines.last).to_have_attribute("aria-posinset", str(MANY))
    expect(lines.last).to_contain_text(names[-1])
    watched.page.get_by_role("button", name="Select all 100,000").click()
    watched.until(f"(hyperscope) => hyperscope.state().selected.length === {MANY}")
