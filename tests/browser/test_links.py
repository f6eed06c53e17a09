"""A link to the view on show: copied, opened in another page, offered where it is heavy, told where it is broken."""

from urllib.parse import urldefrag

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.watched import Watched

CAMERA = "(hyperscope) => hyperscope.state().camera"
SETTLED = "(hyperscope) => hyperscope.stats().state === 'done'"


def copied(watched: Watched) -> str:
    """The link, as it is on the clipboard and in the address bar."""
    watched.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.page.get_by_role("button", name="Copy a link to this view").click()
    watched.until("() => location.hash.startsWith('#view=1')")
    link = watched.page.url
    watched.until("async (_, link) => await navigator.clipboard.readText() === link", link)
    return link


def notice(watched: Watched):
    return watched.page.get_by_role("region", name="Link to this view")


def test_a_link_restores_the_view_in_another_page_and_holds_no_token(iris: str, visit: Visit):
    first = visit(iris)
    first.until(SETTLED)
    first.page.get_by_role("combobox", name="Colour by").select_option("species")
    first.page.get_by_role("button", name="setosa, 50 points").click()
    first.ask("(hyperscope) => hyperscope.select([3, 7, 8, 9])")
    first.page.keyboard.press("+")
    first.page.keyboard.press("ArrowLeft")
    before = first.ask(CAMERA)
    link = copied(first)
    assert "token" not in link
    second = visit(f"{iris}#{urldefrag(link).fragment}")
    second.until("(hyperscope) => hyperscope.state().color === 'species'")
    assert second.ask("(hyperscope) => [...hyperscope.state().selected]") == [3, 7, 8, 9]
    second.until(
        "(hyperscope, extent) => Math.abs(hyperscope.state().camera.extent / extent - 1) < 1e-4",
        before["extent"],
    )
    expect(notice(second)).to_have_count(0)
    expect(second.page.get_by_text("2 of 3 categories shown")).to_be_visible()
    assert second.page.evaluate("location.search") == ""


def test_a_link_holds_how_numbers_are_coloured(own_numbers: str, visit: Visit):
    first = visit(own_numbers)
    page = first.page
    first.until(SETTLED)
    page.get_by_role("combobox", name="Colour by").select_option("height")
    page.get_by_role("combobox", name="Palette").select_option("magma")
    high = page.get_by_role("textbox", name="Highest colour, value")
    high.fill("24.5")
    high.press("Enter")
    expect(page.get_by_role("button", name="Whole range")).to_be_visible()
    tints = "(hyperscope) => [0, 10, 25, 49].map((row) => hyperscope.colorAt(row))"
    before = first.ask(tints)
    second = visit(f"{own_numbers}#{urldefrag(copied(first)).fragment}")
    expect(second.page.get_by_role("combobox", name="Palette")).to_have_value("magma")
    assert second.ask(tints) == before


def test_a_link_holds_what_is_drawn_and_the_search(iris: str, visit: Visit):
    first = visit(iris)
    first.until(SETTLED)
    first.page.get_by_role("button", name="Labels", exact=True).click()
    first.page.get_by_role("searchbox").fill("virgin")
    second = visit(f"{iris}#{urldefrag(copied(first)).fragment}")
    expect(second.page.get_by_role("searchbox")).to_have_value("virgin")
    expect(second.page.get_by_text("50 matches")).to_be_visible()
    expect(second.page.get_by_role("button", name="Labels", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(notice(second)).to_have_count(0)


def test_a_heavy_layout_runs_after_one_click_and_is_found_again_once_it_is_there(own_iris: str, visit: Visit):
    address = (
        f"{own_iris}#view=1&data=iris&method=tsne&in=2&param.perplexity=12&param.n_iter=300&color=species"
    )
    watched = visit(address)
    expect(notice(watched)).to_contain_text("This link shows t-SNE, perplexity 12")
    assert watched.ask("(hyperscope) => hyperscope.state().projection") == "pca"
    assert watched.ask("(hyperscope) => hyperscope.state().color") == "species"
    notice(watched).get_by_role("button", name="Run").click()
    expect(notice(watched)).to_have_count(0)
    watched.until(
        "(hyperscope) => hyperscope.stats().method === 'tsne' && hyperscope.stats().state === 'done'"
    )
    assert watched.ask("(hyperscope) => hyperscope.state().parameters.perplexity") == 12
    again = visit(address)
    again.until("(hyperscope) => hyperscope.stats().method === 'tsne'")
    expect(notice(again)).to_have_count(0)


def test_an_address_that_changes_is_followed_and_what_is_wrong_is_said(iris: str, visit: Visit):
    watched = visit(iris)
    watched.page.evaluate("location.hash = '#view=1&data=iris&camera=broken&select=5-6&color=species'")
    expect(notice(watched)).to_contain_text("‘camera’ cannot be understood; the rest is shown")
    assert watched.ask("(hyperscope) => [...hyperscope.state().selected]") == [5, 6]
    watched.page.evaluate("location.hash = '#view=1&data=iris&of=000000000000&select=1'")
    expect(notice(watched)).to_contain_text("other data under the name iris")
    assert watched.ask("(hyperscope) => [...hyperscope.state().selected]") == []
    notice(watched).get_by_role("button", name="Dismiss").click()
    expect(notice(watched)).to_have_count(0)


def test_where_the_clipboard_is_refused_the_link_stands_on_the_page(iris: str, visit: Visit):
    watched = visit(iris)
    watched.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    watched.page.keyboard.press("c")
    expect(notice(watched).get_by_role("textbox")).to_have_value(watched.page.url)
    assert "#view=1&data=iris" in watched.page.url
