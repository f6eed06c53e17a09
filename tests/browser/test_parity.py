"""What TensorBoard's projector shows and no other test does: menus, and what is chosen at first."""

from urllib.parse import urljoin

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Serve, Visit
from tests.readers.checkpoint.writing import write_bundle

PLACE = "(hyperscope) => hyperscope.positions().data[0]"
SELECTED = "(hyperscope) => hyperscope.state().selected.length"


def test_the_runs_of_a_log_are_a_menu_and_the_first_is_shown(tmp_path, serve: Serve, visit: Visit):
    for at, run in enumerate(("late", "early")):
        matrix = np.random.default_rng(at).normal(size=(30 + at, 5)).astype(np.float32)
        write_bundle(tmp_path / run / "m-1", {"emb": matrix})
    watched = visit(serve(tmp_path))
    page = watched.page
    runs = page.get_by_role("combobox", name="Run", exact=True)
    expect(runs.locator("option")).to_have_text(["early", "late"])
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 31
    expect(page.get_by_role("combobox", name="Label by").locator("option")).to_have_text(["Row number"])
    watched.ask("(hyperscope) => hyperscope.select([4])")
    expect(page.get_by_role("article", name="The selected row")).to_contain_text("Row 4")
    runs.select_option("late")
    watched.until("(hyperscope) => hyperscope.stats().points === 30")


def test_what_is_chosen_at_first(iris: str, visit: Visit):
    watched = visit(iris)
    page = watched.page
    expect(page.get_by_role("combobox", name="Run", exact=True)).to_have_count(0)
    expect(page.get_by_role("combobox", name="Label by")).to_have_value("species")
    expect(page.get_by_role("combobox", name="Colour by").locator("option:checked")).to_have_text("No colour")
    expect(page.get_by_role("tab", name="PCA")).to_have_attribute("aria-selected", "true")
    assert watched.ask("(hyperscope) => hyperscope.state().camera.dimensions") == 3
    page.get_by_role("tab", name="UMAP").click()
    expect(page.get_by_role("textbox", name="Neighbours, value")).to_have_value("15")
    expect(page.get_by_role("textbox", name="Minimal distance, value")).to_have_value("0.1")
    expect(page.get_by_role("combobox", name="Normalise").locator("option:checked")).to_have_text("none")
    watched.ask("(hyperscope) => hyperscope.select([4])")
    expect(page.get_by_role("textbox", name="Neighbours, value").last).to_have_value("100")
    expect(page.get_by_role("radio", name="Cosine")).to_be_checked()


def test_the_data_are_normalised_once_for_all_methods(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    menu = page.get_by_role("combobox", name="Normalise")
    expect(menu.locator("option")).to_have_text(["none", "sphereize", "unit", "zscore"])
    before = watched.ask(PLACE)
    menu.select_option("sphereize")
    rail = page.get_by_role("complementary", name="Data and projection")
    expect(rail).to_contain_text("Centred, then unit length, so that directions count.")
    watched.until(f"(hyperscope, before) => Math.abs(({PLACE})(hyperscope) - before) > 0.1", before)
    assert recorded(page, "pca") == ["none", "sphereize"]
    page.get_by_role("tab", name="t-SNE", exact=True).click()
    page.get_by_text("Advanced").click()
    expect(menu).to_have_count(1)
    expect(menu).to_have_value("sphereize")
    assert recorded(page, "tsne") == []
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_iter: 20 }); }")
    watched.until(
        "(hyperscope) => hyperscope.stats().method === 'tsne' && hyperscope.stats().state === 'done'"
    )
    menu.select_option("unit")
    expect(rail).to_contain_text("Unit length. Takes effect with the next run.")
    assert len(recorded(page, "tsne")) == 1


def recorded(page: Page, method: str) -> list[str]:
    """The normalisation that each run of a method says it was made with, in the order they began."""
    runs = page.request.get(urljoin(page.url, "api/runs")).json()
    return [run["params"]["normalize"] for run in runs if run["method"] == method]


def test_a_click_beside_the_points_clears_and_a_drag_does_not(iris: str, visit: Visit):
    watched = visit(iris)
    mouse = watched.page.mouse
    watched.ask("(hyperscope) => hyperscope.select([4, 5])")
    mouse.move(320, 90)
    mouse.down()
    mouse.move(360, 120, steps=3)
    mouse.up()
    assert watched.ask(SELECTED) == 2
    mouse.click(320, 90)
    watched.until(f"(hyperscope) => ({SELECTED})(hyperscope) === 0")
