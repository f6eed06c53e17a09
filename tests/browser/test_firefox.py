"""The page in Firefox, where there is one: it opens, draws every point, and answers a hand."""

from tests.browser.firefox import firefox

COLORS = """window.__hyperscope.readPixels().then(
  ({ data }) => new Set(new Uint32Array(data.buffer)).size)"""


def test_the_page_opens_draws_and_answers_in_firefox(digits: str):
    with firefox() as browser:
        browser.open(digits)
        browser.until("window.__hyperscope !== undefined")
        browser.ask("window.__hyperscope.ready.then(() => true)")
        browser.until("window.__hyperscope.stats().drawn === 1797")
        assert browser.ask(COLORS) > 20
        spot = browser.ask("window.__hyperscope.locate(5)")
        # The picture begins below the bar at the top; the canvas says where.
        corner = browser.ask(
            """(() => {
              const canvas = document.querySelector("hyperscope-app").shadowRoot.querySelector("canvas");
              const { left, top } = canvas.getBoundingClientRect();
              return [left, top];
            })()"""
        )
        row = browser.ask(f"window.__hyperscope.idAt({spot['x']}, {spot['y']})")
        browser.click(corner[0] + spot["x"], corner[1] + spot["y"])
        assert browser.until("window.__hyperscope.state().selected") == [row]
        assert browser.errors == []
