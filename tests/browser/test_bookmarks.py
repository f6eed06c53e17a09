"""Saved views: added, walked through, saved and loaded; a file's layout stands beside those that are there."""

import json
from pathlib import Path

import numpy as np
from playwright.sync_api import expect

from hyperscope.readers.beside import bookmarks as reader
from tests.browser.fixtures import Serve, Visit
from tests.browser.watched import Watched

SAMPLE = Path(__file__).parents[1] / "fixtures" / "bookmarks" / "word2vec_full_bookmarks.txt"
FIRST = "(hyperscope) => [...hyperscope.positions().data.slice(0, 2)]"


def bookmarks(watched: Watched):
    return watched.page.get_by_role("list", name="Bookmarks").get_by_role("listitem")


def test_a_view_is_saved_to_a_file_and_comes_back_from_it(own_iris: str, visit: Visit, tmp_path: Path):
    watched = visit(own_iris)
    page = watched.page
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_iter: 30, n_components: 2 }); }")
    watched.until(
        "(hyperscope) => hyperscope.stats().method === 'tsne' && hyperscope.stats().state === 'done'"
    )
    page.get_by_role("combobox", name="Colour by").select_option("species")
    page.get_by_role("button", name="setosa, 50 points").click()
    watched.ask("(hyperscope) => hyperscope.select([3, 7])")
    before = watched.ask(FIRST)
    page.get_by_role("button", name="Bookmark this view").click()
    page.get_by_role("button", name="Rename").last.click()
    page.get_by_role("textbox", name="Name of the bookmark").fill("two flowers")
    page.keyboard.press("Enter")
    expect(bookmarks(watched)).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save bookmarks").click()
        page.get_by_role("button", name="For Hyperscope").click()
    download.value.save_as(tmp_path / "saved.json")
    assert json.loads((tmp_path / "saved.json").read_text())["version"] == 1
    with page.expect_download() as download:
        page.get_by_role("button", name="For TensorBoard").click()
    download.value.save_as(tmp_path / "saved.txt")
    page.keyboard.press("Escape")
    same_for_tensorboard(tmp_path / "saved.txt", tmp_path / "saved.json")
    page.get_by_role("button", name="Delete this bookmark").click()
    expect(bookmarks(watched)).to_have_count(0)
    page.get_by_role("button", name="Delete this layout").click()
    watched.until("(hyperscope) => hyperscope.stats().method === 'pca'")
    watched.ask("(hyperscope) => hyperscope.select([])")
    page.get_by_role("combobox", name="Colour by").select_option("No colour")
    page.locator("input[type=file]").last.set_input_files(tmp_path / "saved.json")
    expect(bookmarks(watched)).to_have_count(1)
    bookmarks(watched).get_by_role("button").first.click()
    watched.until(
        "(hyperscope) => hyperscope.stats().method === 'tsne' && hyperscope.state().color === 'species'"
    )
    watched.until("(hyperscope, x) => Math.abs(hyperscope.positions().data[0] - x) < 1e-6", before[0])
    assert watched.ask("(hyperscope) => [...hyperscope.state().selected]") == [3, 7]
    expect(page.get_by_text("2 of 3 categories shown")).to_be_visible()
    expect(page.get_by_role("list", name="Layouts").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("list", name="Layouts")).to_contain_text("saved positions")


def same_for_tensorboard(theirs: Path, ours: Path):
    """Both files of one view say the same, as far as TensorBoard has words for it."""
    (one,), (other,) = reader.read(theirs), reader.read(ours)
    assert other.layout.positions is not None
    assert other.view.camera is not None
    assert one.layout.positions == other.layout.positions
    assert one.layout.params["perplexity"] == other.layout.params["perplexity"]
    for name in ("method", "n_components", "iteration", "rows"):
        assert getattr(one.layout, name) == getattr(other.layout, name)
    assert (one.label, one.selected, one.isolated) == (other.label, other.selected, other.isolated)
    assert (one.data.n, one.data.d) == (other.data.n, other.data.d)
    assert (one.view.color, one.view.label) == (other.view.color, other.view.label)
    assert one.view.camera is not None
    np.testing.assert_allclose(one.view.camera.extent, other.view.camera.extent, rtol=1e-4)
    np.testing.assert_allclose(one.view.camera.target, other.view.camera.target, rtol=1e-4, atol=1e-4)


def test_bookmarks_of_the_command_line_fill_the_panel_and_say_when_they_are_of_other_data(
    iris_files, serve: Serve, visit: Visit
):
    watched = visit(serve(*iris_files, "--bookmarks", SAMPLE))
    bookmarks(watched).get_by_role("button").first.click()
    expect(watched.page.get_by_role("alert")).to_contain_text("one of data with 200 dimensions")
    assert watched.ask("(hyperscope) => hyperscope.stats().method") == "pca"
    watched.page.get_by_role("button", name="Open its positions").click()
    watched.until("(hyperscope) => hyperscope.stats().points === 101")


def test_several_files_behind_one_option_fill_the_panel(
    iris_files: list[str], serve: Serve, visit: Visit, tmp_path: Path
):
    state = json.loads(SAMPLE.read_text())[0]
    for label in ("first", "second"):
        (tmp_path / f"{label}.txt").write_text(json.dumps([state | {"label": label}]), encoding="utf-8")
    watched = visit(serve(*iris_files, "--bookmarks", tmp_path / "first.txt", tmp_path / "second.txt"))
    expect(bookmarks(watched)).to_have_count(2)
    expect(bookmarks(watched).last).to_contain_text("second")
    expect(watched.page.get_by_role("combobox", name="Source")).to_have_count(0)


def test_bookmarks_that_a_config_names_are_there_on_opening_and_the_first_is_shown_by_a_click(
    tmp_path: Path, serve: Serve, visit: Visit
):
    np.savetxt(tmp_path / "v.tsv", np.random.default_rng(0).normal(size=(101, 200)), delimiter="\t")
    state = json.loads(SAMPLE.read_text())[0] | {"filteredPoints": None}
    (tmp_path / "saved.txt").write_text(json.dumps([state]), encoding="utf-8")
    config = {
        "tensorName": "w",
        "tensorShape": [101, 200],
        "tensorPath": "v.tsv",
        "bookmarksPath": "saved.txt",
    }
    (tmp_path / "projector_config.json").write_text(json.dumps({"embeddings": [config]}), encoding="utf-8")
    watched = visit(serve(tmp_path / "projector_config.json"))
    expect(bookmarks(watched)).to_have_count(1)
    assert watched.ask("(hyperscope) => hyperscope.state().projection") == "pca"
    bookmarks(watched).get_by_role("button").first.click()
    first = state["projections"][0]
    watched.until("(hyperscope, x) => Math.abs(hyperscope.positions().data[0] - x) < 1e-5", first["linear-x"])
    expect(watched.page.get_by_role("list", name="Layouts")).to_contain_text("saved positions")


def test_a_real_file_by_itself_shows_its_positions_and_says_what_they_are(serve: Serve, visit: Visit):
    watched = visit(serve(SAMPLE))
    raw = json.loads(SAMPLE.read_text())[0]["projections"]
    shown = watched.ask(
        "(hyperscope) => [hyperscope.stats().points, ...hyperscope.positions().data.slice(0, 2)]"
    )
    np.testing.assert_allclose(shown, [101, raw[0]["linear-x"], raw[0]["linear-y"]], rtol=1e-5)
    expect(watched.page.get_by_role("complementary", name="Data and projection")).to_contain_text(
        "Positions only"
    )


def test_the_keys_walk_through_the_bookmarks(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    for row in (5, 6):
        watched.ask("(hyperscope, row) => hyperscope.select([row])", row)
        watched.page.keyboard.press("b")
    expect(bookmarks(watched)).to_have_count(2)
    watched.page.keyboard.press(",")
    watched.until("(hyperscope) => hyperscope.state().selected[0] === 5")
    watched.page.keyboard.press(".")
    watched.until("(hyperscope) => hyperscope.state().selected[0] === 6")
