"""What can be done with selected points: compare, keep, lay out alone; and what their rows say."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.running import clipboard, copied
from tests.browser.serving import serving
from tests.browser.watched import Watched

LONG = "once upon a time " * 40


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """60 rows whose metadata is as hostile as metadata can be."""
    folder = tmp_path_factory.mktemp("odd")
    np.save(folder / "odd.npy", np.random.default_rng(0).normal(size=(60, 4)).astype(np.float32))
    head = "name\t10\t2\t__proto__\thomepage\tscript\ttext\tempty"
    line = "p{}\tten\ttwo\tharmless\thttps://example.org/{}\t<img src=x onerror=alert(1)>\t{}\t"
    lines = [head, *(line.format(row, row, LONG) for row in range(60))]
    lines[2] = lines[2].replace("https://example.org/1", "javascript:alert(1)")
    (folder / "odd.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with serving(folder / "odd.npy", "--metadata", folder / "odd.tsv") as address:
        yield address


def select(watched: Watched, *rows: int) -> None:
    watched.ask("(hyperscope, rows) => hyperscope.select(rows)", list(rows))


def card(watched: Watched):
    return watched.page.get_by_role("article", name="The selected row")


def test_a_row_is_text_and_nothing_else(odd: str, visit: Visit):
    watched = visit(odd)
    select(watched, 0)
    names = card(watched).locator("dt")
    expect(names).to_have_text(["name", "10", "2", "__proto__", "homepage", "script", "text", "empty"])
    expect(card(watched).get_by_text("harmless")).to_be_visible()
    expect(card(watched).get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    link = card(watched).get_by_role("link")
    expect(link).to_have_attribute("href", "https://example.org/0")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    select(watched, 1)
    expect(card(watched).get_by_text("javascript:alert(1)")).to_be_visible()
    expect(card(watched).get_by_role("link")).to_have_count(0)


def test_long_text_is_folded_and_every_cell_can_be_copied(odd: str, visit: Visit):
    watched = visit(odd)
    clipboard(watched)
    select(watched, 3)
    unfold = card(watched).get_by_role("button", name=re.compile(r"^All 6\d\d characters$"))
    unfold.click()
    expect(card(watched).get_by_role("button", name="Less")).to_be_visible()
    card(watched).get_by_role("button", name="Copy text").click()
    assert copied(watched).strip() == LONG.strip()


def test_neighbours_are_sought_in_the_layout_too(digits: str, visit: Visit):
    watched = visit(digits)
    select(watched, 5)
    lines = watched.page.get_by_role("list", name="Nearest neighbours").get_by_role("listitem")
    expect(lines.first).to_be_visible()
    watched.page.get_by_role("radio", name="Euclidean").click()
    with watched.page.expect_response(re.compile("space=layout")) as answer:
        watched.page.get_by_role("radio", name="Layout on show").click()
    found = answer.value.json()
    positions = np.array(watched.ask("(hyperscope) => Array.from(hyperscope.positions().data)")).reshape(
        1_797, -1
    )
    away = np.linalg.norm(positions - positions[5], axis=1)
    nearest = np.argsort(away, kind="stable")[1:11]
    assert set(found["rows"][:10]) == set(nearest.tolist())


def test_several_points_are_listed_with_what_they_have_in_common(iris: str, visit: Visit):
    watched = visit(iris)
    watched.page.get_by_role("combobox", name="Colour by").select_option("species")
    select(watched, 0, 1, 2, 60, 61, 149)
    common = watched.page.get_by_role("list", name="What the selected points have in common: species")
    expect(common.get_by_role("listitem")).to_have_text(["setosa3", "versicolor2", "virginica1"])
    points = watched.page.get_by_role("list", name="Selected points", exact=True)
    expect(points.get_by_role("listitem").first).to_contain_text("virginica")
    points.get_by_role("button").nth(1).click()
    watched.until("(hyperscope) => String(hyperscope.state().selected) === '61'")


def test_the_selection_is_saved_as_a_file(odd: str, visit: Visit):
    watched = visit(odd)
    select(watched, 7, 2)
    watched.page.get_by_text("Export 2 points").click()
    with watched.page.expect_download() as saved:
        watched.page.get_by_role("button", name="Save", exact=True).click()
    assert saved.value.suggested_filename == "odd-rows.csv"
    lines = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text("utf-8"), newline="")))
    assert [line[:2] for line in lines] == [["row", "name"], ["2", "p2"], ["7", "p7"]]
    watched.page.get_by_role("combobox", name="What to export").select_option(label="Rows and vectors")
    watched.page.get_by_role("combobox", name="Format").select_option(label=".npy")
    with watched.page.expect_download() as saved:
        watched.page.get_by_role("button", name="Save", exact=True).click()
    assert np.load(saved.value.path()).shape == (2, 4)


def test_row_numbers_are_copied(odd: str, visit: Visit):
    watched = visit(odd)
    clipboard(watched)
    select(watched, 7, 2)
    watched.page.get_by_text("Export 2 points").click()
    watched.page.get_by_role("button", name="Copy the row numbers").click()
    assert copied(watched) == "7\n2"


def test_a_run_may_lay_out_the_isolated_rows_alone(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    watched.ask("(hyperscope) => hyperscope.select(Array.from({ length: 50 }, (_, row) => row))")
    watched.page.keyboard.press("i")
    watched.page.get_by_role("tab", name="t-SNE", exact=True).click()
    watched.page.get_by_role("checkbox", name="Only the 50 isolated rows").check()
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_iter: 20 }); }")
    watched.until("(hyperscope) => hyperscope.stats().state === 'done'")
    placed = "(hyperscope) => Array.from(hyperscope.positions().data).filter(Number.isFinite).length"
    assert watched.ask(placed) == 50 * 2


def test_the_picture_of_a_row_is_shown_at_full_size(digits: str, visit: Visit):
    watched = visit(digits)
    select(watched, 11)
    card(watched).get_by_role("button", name="Show the picture at full size").click()
    expect(card(watched).locator("img")).to_be_visible()
    card(watched).get_by_role("button", name="Show the thumbnail").click()
    expect(card(watched).locator("img")).to_have_count(0)
