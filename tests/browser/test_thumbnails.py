"""Images as points."""

import time

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.picture import Colours, colours
from tests.browser.watched import Watched


def changed(watched: Watched, before: Colours, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while (after := colours(watched)) == before:
        assert time.monotonic() < end, after
        watched.page.wait_for_timeout(50)


def test_thumbnails_change_the_picture(digits: str, visit: Visit):
    watched = visit(digits)
    button = watched.page.get_by_role("button", name="Thumbnails")
    pressed = button.get_attribute("aria-pressed") == "true"
    before = colours(watched)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false" if pressed else "true")
    changed(watched, before)


def test_data_without_images_offers_none(iris: str, visit: Visit):
    expect(visit(iris).page.get_by_role("button", name="Thumbnails")).to_be_disabled()


def test_a_selected_row_shows_its_image(digits: str, visit: Visit):
    watched = visit(digits)
    watched.ask("async (hyperscope) => { await hyperscope.select([10]); }")
    card = watched.page.get_by_role("article", name="The selected row")
    expect(card.get_by_text("Row 10", exact=True).last).to_be_visible()
    expect(card.get_by_role("img")).to_be_visible()
