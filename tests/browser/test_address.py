"""The token leaves the address, and no script can read the cookie."""

from tests.browser.fixtures import Visit


def test_the_token_is_taken_out_of_the_address_and_a_reload_still_works(iris: str, visit: Visit):
    watched = visit(iris)
    token = iris.partition("token=")[2]
    assert token
    assert "token" not in watched.page.url
    assert token not in watched.page.evaluate("document.cookie")
    assert token not in watched.page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage })")
    watched.page.reload()
    watched.ready()
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 150
