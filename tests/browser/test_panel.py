"""The panel: what is on it stays in sight, and what ran is what it shows."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.fixtures import Serve, Visit

NAMES = ["__proto__", "constructor", "مرحبا بالعالم", "🦜 parrot", "<b>bold</b>", "a name " * 12, ""]


def test_a_ten_row_legend_leaves_the_parameters_in_sight(digits: str, visit: Visit):
    page = visit(digits).page
    page.get_by_role("combobox", name="Colour by").select_option("digit")
    page.get_by_role("tab", name="t-SNE", exact=True).click()
    button = page.get_by_role("button", name="Run", exact=True).bounding_box()
    assert button is not None
    for name in ("Perplexity", "Learning rate"):
        slider = page.get_by_role("slider", name=name).bounding_box()
        assert slider is not None
        assert slider["y"] + slider["height"] < button["y"], name


def test_a_reload_finds_the_parameters_as_they_were_set(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { perplexity: 7, n_iter: 25 }); }")
    watched.until("(hyperscope) => hyperscope.stats().state === 'done'")
    watched.page.reload()
    watched.ready()
    page = watched.page
    expect(page.get_by_role("textbox", name="Perplexity, value")).to_have_value("7")
    expect(page.get_by_role("button", name="Set learning rate to auto")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="Run", exact=True).click()
    watched.until("(hyperscope) => hyperscope.stats().state === 'done'")
    parameters = watched.ask("(hyperscope) => hyperscope.state().parameters")
    assert (parameters["perplexity"], parameters["n_iter"]) == (7, 25)


def test_a_hovered_point_is_named_once(iris: str, visit: Visit):
    watched = visit(iris)
    watched.page.keyboard.press("l")
    spot = watched.ask("(hyperscope) => hyperscope.locate(0)")
    watched.page.mouse.move(spot["x"], spot["y"])
    expect(watched.page.get_by_role("tooltip")).to_have_count(1)
    box = watched.page.get_by_role("tooltip").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 960


def test_odd_names_are_categories_like_any_other(tmp_path, serve: Serve, visit: Visit):
    vectors = np.random.default_rng(0).normal(size=(70, 5)).astype(np.float32)
    np.save(tmp_path / "odd.npy", vectors)
    lines = ["name\tserial\tscore"]
    lines += [f"{NAMES[row % 7]}\tpoint number {row}\t{row / 7:.3f}" for row in range(70)]
    (tmp_path / "odd.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    watched = visit(serve(tmp_path / "odd.npy", "--metadata", tmp_path / "odd.tsv"))
    menu = watched.page.get_by_role("combobox", name="Colour by")
    menu.select_option("name")
    legend = watched.page.get_by_role("figure", name="Legend")
    for name in NAMES[:5]:
        expect(legend.get_by_text(name, exact=True)).to_have_count(1)
    expect(legend.get_by_text("no value")).to_have_count(1)
    expect(legend.locator(".line").filter(has_text="a name a name")).to_have_count(1)
    menu.select_option("score")
    expect(legend.get_by_role("textbox", name="Lowest colour, value")).to_have_value("0")
    expect(legend.get_by_role("textbox", name="Highest colour, value")).to_have_value("9.857")
    expect(legend.get_by_role("listitem")).to_have_count(0)
