"""The scene's tools, options and pictures as a person meets them on the page."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.serving import serving

SELECTED = "(hyperscope) => hyperscope.state().selected.length"
TOOLS = ("Move", "Box", "Lasso", "Sphere")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """60 points in three lines, one of them closed; row 7 names a next row that does not exist."""
    folder = tmp_path_factory.mktemp("walk")
    np.save(
        folder / "walk.npy", np.cumsum(np.random.default_rng(1).normal(size=(60, 5)), 0).astype(np.float32)
    )
    follow = {row: row + 1 for row in range(60)} | {7: 900, 19: "", 39: 20, 59: ""}
    words = ("東京", "Straße", "قهوة", "река", "👩‍👩‍👧")
    rows = [f"{words[row % 5]} {row}\t{follow[row]}" for row in range(60)]
    (folder / "walk.tsv").write_text("\n".join(["word\t__next__", *rows]) + "\n", encoding="utf-8")
    with serving(folder / "walk.npy", "--metadata", folder / "walk.tsv") as address:
        yield address


def test_tools_are_chosen_by_key_and_button_and_escape_leaves_them(iris: str, visit: Visit):
    page = visit(iris).page
    tools = page.get_by_role("radiogroup", name="Tool")
    for key, name in zip("vrgo", TOOLS, strict=True):
        page.keyboard.press(key)
        expect(tools.get_by_role("radio", name=name)).to_be_checked()
    page.keyboard.press("Escape")
    expect(tools.get_by_role("radio", name="Move")).to_be_checked()
    tools.get_by_role("radio", name="Lasso").click()
    expect(page.locator("canvas").first).to_have_css("cursor", "crosshair")


def test_a_box_selects_shift_adds_and_alt_takes_away(iris: str, visit: Visit):
    watched = visit(iris)
    page = watched.page

    def box(left: int, top: int, right: int, bottom: int, *keys: str) -> int:
        for key in keys:
            page.keyboard.down(key)
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move(right, bottom, steps=4)
        page.mouse.up()
        for key in keys:
            page.keyboard.up(key)
        return watched.ask(SELECTED)

    page.keyboard.press("r")
    everything = box(305, 50, 955, 765)
    assert everything == 150
    some = box(305, 50, 630, 765, "Alt")
    assert 0 < some < 150
    page.keyboard.press("Escape")
    assert box(305, 50, 630, 765, "Shift") == 150


def test_lines_can_be_put_away_and_broken_ones_are_told(walk: str, visit: Visit):
    watched = visit(walk)
    page = watched.page
    expect(page.get_by_text("1 row names a next row in __next__ that does not exist")).to_be_visible()
    ink = """async (hyperscope) => {
      const { data } = await hyperscope.readPixels();
      return data.reduce((sum, value, i) => (i % 4 < 3 ? sum + 255 - value : sum), 0);
    }"""
    with_lines = watched.ask(ink)
    page.get_by_role("button", name="Labels, lines and regions").click()
    page.get_by_role("checkbox", name="4 lines").uncheck()
    watched.until(f"async (hyperscope, before) => (await ({ink})(hyperscope)) < before", with_lines)


def test_a_picture_is_saved_at_the_size_that_was_chosen(walk: str, visit: Visit, tmp_path: Path):
    page = visit(walk).page
    page.get_by_role("button", name="Save a picture").click()
    page.get_by_role("radio", name="Custom").click()
    page.get_by_role("textbox", name="Width in pixels").fill("700")
    page.get_by_role("textbox", name="Height in pixels").fill("300")
    page.get_by_role("radio", name="Transparent").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PNG").click()
    assert download.value.suggested_filename == "walk.png"
    download.value.save_as(tmp_path / "walk.png")
    with Image.open(tmp_path / "walk.png") as picture:
        assert (picture.size, picture.mode) == ((700, 300), "RGBA")
    page.get_by_role("textbox", name="Width in pixels").fill("wide")
    page.get_by_role("button", name="Save as PNG").click()
    expect(page.get_by_text("A picture has whole pixels")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Save as PNG")).to_be_hidden()
