"""What ran is kept: walked between, named, deleted, and copied as a program that makes it again."""

import numpy as np
from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.running import clipboard, copied
from tests.browser.watched import Watched

POSITIONS = "(hyperscope) => { const all = hyperscope.positions(); return [all.components, ...all.data]; }"


def lines(watched: Watched):
    return watched.page.get_by_role("list", name="Layouts").get_by_role("listitem")


def laid_out(watched: Watched, method: str, **params: object) -> None:
    watched.ask(
        "async (hyperscope, [method, params]) => { await hyperscope.run(method, params); }", [method, params]
    )
    watched.until(
        "(hyperscope, method) => hyperscope.stats().method === method && hyperscope.stats().state === 'done'", method,
    )  # fmt: skip


def positions(watched: Watched) -> np.ndarray:
    components, *data = watched.ask(POSITIONS)
    return np.array(data, np.float32).reshape(-1, int(components))


def test_layouts_are_switched_named_and_deleted(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    before = positions(watched)
    laid_out(watched, "tsne", perplexity=9, n_iter=30)
    expect(lines(watched)).to_have_count(2)
    expect(lines(watched).first).to_contain_text("perplexity 9 · iteration 30 · seed 0")
    lines(watched).last.get_by_role("button").first.click()
    watched.until("(hyperscope) => hyperscope.stats().method === 'pca'")
    watched.until(
        "(hyperscope, p) => Math.abs(hyperscope.positions().data[0] - p) < 1e-5", float(before[0, 0])
    )
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="Name").fill("the widest")
    page.keyboard.press("Enter")
    expect(lines(watched).last).to_contain_text("the widest")
    watched.page.reload()
    watched.ready()
    expect(lines(watched).last).to_contain_text("the widest")
    lines(watched).last.get_by_role("button").first.click()
    page.get_by_role("button", name="Delete this layout").click()
    expect(lines(watched)).to_have_count(1)
    watched.until("(hyperscope) => hyperscope.stats().method === 'tsne'")


def test_the_copied_program_makes_the_positions_on_show(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    laid_out(watched, "tsne", perplexity=9, n_iter=40, n_components=2)
    watched.ask("(hyperscope) => hyperscope.select([5, 7])")
    clipboard(watched)
    watched.page.get_by_role("button", name="With selection").click()
    known: dict = {}
    exec(copied(watched), known)
    assert known["selected"] == [5, 7]
    np.testing.assert_array_equal(known["layout"].positions, positions(watched))


def test_axes_of_ones_own_are_counted_while_they_are_typed(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    page.get_by_role("tab", name="Custom").click()
    axis = page.get_by_role("group", name="Left to right")
    page.get_by_role("textbox", name="Left, what lies there").fill("setosa")
    expect(axis).to_contain_text("50 matches")
    right = page.get_by_role("textbox", name="Right, what lies there")
    right.fill("no such flower")
    expect(axis).to_contain_text("0 matches")
    watched.ask("(hyperscope) => hyperscope.select([50, 51, 52, 99])")
    page.get_by_role("button", name="Use the present selection: right").click()
    expect(right).to_have_value("#50-52 #99")
    expect(axis).to_contain_text("4 matches")
    right.fill("v.*a$")
    page.get_by_role("button", name="Right is a regular expression").click()
    expect(right).to_have_value("/v.*a$/")
    expect(axis).to_contain_text("50 matches")
    right.press("Enter")
    watched.until(
        "(hyperscope) => hyperscope.stats().method === 'custom' && hyperscope.stats().state === 'done'"
    )
    expect(lines(watched).first).to_contain_text("setosa → /v.*a$/")


def test_an_end_that_matches_nothing_is_told_where_run_is_and_the_picture_stays(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    page = watched.page
    page.get_by_role("tab", name="Custom").click()
    page.get_by_role("textbox", name="Left, what lies there").fill("setosa")
    right = page.get_by_role("textbox", name="Right, what lies there")
    right.fill("no such flower")
    page.get_by_role("button", name="Run", exact=True).click()
    card = page.get_by_role("alert").filter(has_text="Right")
    expect(card).to_contain_text("none among 150")
    expect(card).not_to_contain_text("x_to")
    expect(card).to_be_in_viewport(ratio=1)
    assert watched.ask("(hyperscope) => hyperscope.stats().method") == "pca"
    right.fill("virginica")
    right.press("Enter")
    watched.until("(hyperscope) => hyperscope.stats().method === 'custom'")
    expect(card).to_have_count(0)


def test_pca_shows_what_each_component_holds(iris: str, visit: Visit):
    page = visit(iris).page
    bars = page.get_by_role("figure", name="Variance that each component explains")
    expect(bars.get_by_role("listitem")).to_have_count(4)
    expect(bars.get_by_role("listitem").first).to_contain_text("92.5 %")
    expect(bars).to_contain_text("These 3 axes hold")
    expect(page.get_by_text("no more")).to_have_count(0)


def test_a_method_says_how_to_read_it_without_standing_in_the_way(iris: str, visit: Visit):
    page = visit(iris).page
    page.get_by_role("tab", name="t-SNE", exact=True).click()
    page.get_by_text("How to read this").click()
    expect(page.get_by_text("Try 5, 30 and 100")).to_be_visible()


def test_supervision_asks_for_a_label_once_a_column_is_chosen(iris: str, visit: Visit):
    page = visit(iris).page
    page.get_by_role("tab", name="t-SNE", exact=True).click()
    page.get_by_text("Advanced").click()
    expect(page.get_by_role("combobox", name="Ignored label")).to_have_count(0)
    page.get_by_role("combobox", name="Supervise with").select_option("species")
    page.get_by_role("combobox", name="Ignored label").select_option("setosa")
    expect(page.get_by_role("slider", name="Supervision")).to_be_visible()
