"""The demo is an invitation: it shows t-SNE without a click."""

from tests.browser.fixtures import Serve, Visit
from tests.browser.picture import colours


def test_the_demo_lays_itself_out(serve: Serve, visit: Visit):
    watched = visit(serve("demo"))
    assert watched.ask("(hyperscope) => hyperscope.stats().points") == 1797
    moving = "(hyperscope) => hyperscope.stats().method === 'tsne' && hyperscope.stats().iteration > 5"
    watched.until(moving)
    assert colours(watched).distinct > 50
