"""Images as points."""

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.picture import colours


def test_thumbnails_change_the_picture(digits: str, visit: Visit):
    watched = visit(digits)
    button = watched.page.get_by_role("button", name="Thumbnails")
    pressed = button.get_attribute("aria-pressed") == "true"
    before = colours(watched)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false" if pressed else "true")
    watched.page.wait_for_timeout(500)
    after = colours(watched)
    assert (after.distinct, after.ground) != (before.distinct, before.ground)


def test_data_without_images_offers_none(iris: str, visit: Visit):
    expect(visit(iris).page.get_by_role("button", name="Thumbnails")).to_be_disabled()


def test_a_selected_row_shows_its_image(digits: str, visit: Visit):
    watched = visit(digits)
    watched.ask("async (hyperscope) => { await hyperscope.select([10]); }")
    card = watched.page.get_by_role("article", name="The selected row")
    expect(card.get_by_text("Row 10", exact=True).last).to_be_visible()
    expect(card.get_by_role("img")).to_be_visible()
