"""Points are tagged, untagged and found again: by another page, after a reload, after a restart of the server."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Serve, Visit
from tests.browser.serving import serving
from tests.browser.watched import Watched


@pytest.fixture
def source(tmp_path: Path) -> list[str]:
    """Twelve points with a name, of which nobody has written anything."""
    rows = [f"{row}\t{row * row % 7}\t{row % 3}" for row in range(12)]
    (tmp_path / "few.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    names = [f"point {row}" for row in range(12)]
    (tmp_path / "names.tsv").write_text("\n".join(names) + "\n", encoding="utf-8")
    return [str(tmp_path / "few.tsv"), "--metadata", str(tmp_path / "names.tsv")]


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, str]:
    return {"HYPERSCOPE_DATA": str(tmp_path / "kept")}


def unfold(page: Page) -> None:
    page.get_by_text("Tag points", exact=True).click()


def tag(watched: Watched, rows: list[int], column: str, value: str) -> None:
    page = watched.page
    watched.ask("(hyperscope, rows) => hyperscope.select(rows)", rows)
    page.get_by_label("Column", exact=True).fill(column)
    page.get_by_label("Value", exact=True).fill(value)
    page.get_by_role("button", name=f"Tag {len(rows)} points").click()


def holds(page: Page, edits: str) -> None:
    expect(page.get_by_text(f"{edits}, kept on this computer")).to_be_visible()


def legend_line(page: Page, name: str, count: str):
    return page.get_by_role("button", name=f"{name}, {count}", exact=True)


def test_a_tag_is_seen_undone_and_done_again(
    source: list[str], kept: dict[str, str], serve: Serve, visit: Visit
):
    watched = visit(serve(*source, env=kept))
    page = watched.page
    unfold(page)
    expect(page.get_by_role("button", name="Tag the selection")).to_be_disabled()
    tag(watched, [1, 2, 3], "verdict", "<b>good</b>")
    expect(page.get_by_role("combobox", name="Colour by")).to_have_value("verdict")
    expect(legend_line(page, "<b>good</b>", "3 points")).to_be_visible()
    assert watched.ask("(hyperscope) => hyperscope.state().selected") == [1, 2, 3]
    tag(watched, [3, 4], "verdict", "bad")
    expect(legend_line(page, "bad", "2 points")).to_be_visible()
    expect(legend_line(page, "<b>good</b>", "2 points")).to_be_visible()
    holds(page, "2 edits")
    page.get_by_role("contentinfo").click()
    page.keyboard.press("Control+z")
    holds(page, "1 edit")
    expect(legend_line(page, "<b>good</b>", "3 points")).to_be_visible()
    page.keyboard.press("Control+Shift+Z")
    holds(page, "2 edits")
    expect(legend_line(page, "bad", "2 points")).to_be_visible()


def test_values_that_are_there_are_offered_and_one_click_says_them(
    source: list[str], kept: dict[str, str], serve: Serve, visit: Visit
):
    watched = visit(serve(*source, env=kept))
    page = watched.page
    unfold(page)
    tag(watched, [1, 2, 3], "verdict", "good")
    tag(watched, [3, 4], "verdict", "bad")
    holds(page, "2 edits")
    offered = page.get_by_label("Value", exact=True).evaluate(
        "(field) => [...field.list.options].map((option) => option.value)"
    )
    assert sorted(offered) == ["bad", "good"]
    watched.ask("(hyperscope) => hyperscope.select([1, 2, 4, 9])")
    says = page.get_by_role("list", name="What the selected points say there")
    expect(says.get_by_role("listitem")).to_have_text(["good 2", "bad 1"])
    says.get_by_role("button", name="good").click()
    expect(legend_line(page, "good", "4 points")).to_be_visible()
    expect(legend_line(page, "bad", "1 point")).to_be_visible()
    expect(says.get_by_role("listitem")).to_have_text(["good 4"])


def test_edits_outlive_the_page_and_the_server(source: list[str], kept: dict[str, str], visit: Visit):
    before = [Path(name).read_bytes() for name in source if name.endswith(".tsv")]
    with serving(*source, env=kept) as address:
        watched = visit(address)
        unfold(watched.page)
        tag(watched, [0, 11], "tag", "日本語")
        holds(watched.page, "1 edit")
        watched.page.reload()
        unfold(watched.page)
        holds(watched.page, "1 edit")
        watched.page.goto("about:blank")
    with serving(*source, env=kept) as address:
        page = visit(address).page
        unfold(page)
        holds(page, "1 edit")
        page.get_by_role("combobox", name="Colour by").select_option("tag")
        expect(legend_line(page, "日本語", "2 points")).to_be_visible()
        with page.expect_download() as coming:
            page.get_by_role("button", name="CSV").click()
        rows = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8"))))
        assert [row["tag"] for row in rows] == ["日本語", *[""] * 10, "日本語"]
        page.get_by_role("button", name="Undo: tag = 日本語 for 2 points").click()
        expect(page.get_by_role("button", name="Do again: tag = 日本語 for 2 points")).to_be_enabled()
        page.goto("about:blank")
    assert [Path(name).read_bytes() for name in source if name.endswith(".tsv")] == before


def test_another_page_sees_it_without_a_reload(
    source: list[str], kept: dict[str, str], serve: Serve, visit: Visit
):
    address = serve(*source, env=kept)
    here, there = visit(address), visit(address)
    unfold(here.page)
    unfold(there.page)
    tag(here, [5, 6], "tag", "odd")
    holds(there.page, "1 edit")
    expect(
        there.page.get_by_role("combobox", name="Label by").locator("option", has_text="tag")
    ).to_have_count(1)


def test_words_in_a_column_of_numbers_are_refused_where_they_were_typed(own_numbers: str, visit: Visit):
    watched = visit(own_numbers)
    unfold(watched.page)
    tag(watched, [0, 1], "height", "tall")
    expect(watched.page.get_by_text("a number, as in all of height")).to_be_visible()
    tag(watched, [0, 1], "height", "7")
    holds(watched.page, "1 edit")
    expect(watched.page.get_by_text("a number, as in all of height")).to_have_count(0)
    watched.wrongs[:] = [wrong for wrong in watched.wrongs if "status of 400" not in wrong]
