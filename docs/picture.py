"""Makes the README's picture with the product itself: the digits demo, laid out by t-SNE. Run by `scripts/picture`."""

from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from tests.browser.fixtures import executable
from tests.browser.serving import serving
from tests.browser.watched import FLAGS, Watched

PICTURE = Path(__file__).parent / "pictures/hyperscope.png"
SIZE = ViewportSize(width=1440, height=900)


def arrange(watched: Watched) -> None:
    """A settled layout in colours, its quality, and a point among other digits with its neighbours."""
    watched.ready()
    watched.page.get_by_role("combobox", name="Colour by").select_option(index=1)
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_components: 2 }); }")
    settled = "(hyperscope) => hyperscope.stats().method === 'tsne' && hyperscope.stats().state === 'done'"
    watched.until(settled, seconds=120)
    watched.page.get_by_role("contentinfo").get_by_text("neighbours kept").wait_for()
    watched.ask("async (hyperscope) => { await hyperscope.select([69]); }")
    watched.page.wait_for_timeout(1500)


def main() -> None:
    """Write the picture."""
    PICTURE.parent.mkdir(exist_ok=True)
    with serving("demo", "digits") as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        page = browser.new_page(
            viewport=SIZE, device_scale_factor=1, reduced_motion="reduce", color_scheme="light"
        )
        watched = Watched(page, "")
        page.goto(address)
        arrange(watched)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
