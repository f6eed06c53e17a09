"""Marking regions with box, lasso and sphere; hiding rows; lines; pictures as files. All on the stage alone."""

import base64
import io

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.gallery import Show, rest

TOLD = "told.filter(line => line.startsWith('region'))"
#: Rows whose centres lie in [left, right) × [top, bottom), the obvious way.
WITHIN = """([left, top, right, bottom]) => {
  const rows = Array.from({length: stage.stats().points}, (_, row) => row);
  return rows.filter((row) => {
    const {x, y, visible} = stage.locate(row);
    return visible && x >= left && x < right && y >= top && y < bottom;
  });
}"""
#: How far each row of a gallery's cloud is from one, in the layout, the obvious way.
FAR = """([row, count, components]) => {
  const {data} = clusters(count, components);
  const between = (a, b) => Array.from({length: components}, (_, k) => data[a * components + k] - data[b * components + k]);
  return Array.from({length: count}, (_, other) => Math.hypot(...between(row, other)));
}"""


def drag(page: Page, *corners: tuple[float, float], key: str | None = None) -> list[int]:
    """Drag from corner to corner; the rows of the region that was told."""
    page.evaluate("told.length = 0")
    if key:
        page.keyboard.down(key)
    page.mouse.move(*corners[0])
    page.mouse.down()
    for corner in corners[1:]:
        page.mouse.move(*corner, steps=8)
    page.mouse.up()
    if key:
        page.keyboard.up(key)
    said = page.evaluate(TOLD)
    assert len(said) <= 1
    return [int(word) for word in said[0].split()[1:-2]] if said else []


@pytest.mark.parametrize("dims", [2, 3])
def test_a_box_holds_the_rows_in_it_hidden_behind_others_or_not(show: Show, dims: int):
    page = show(f"n=900&d={dims}")
    camera = page.evaluate("JSON.stringify(stage.camera())")
    page.evaluate("stage.setTool('box')")
    rows = drag(page, (400, 200), (800, 600))
    assert rows == page.evaluate(WITHIN, [400, 200, 800, 600])
    assert len(rows) > 50
    assert page.evaluate("JSON.stringify(stage.camera())") == camera
    page.evaluate("stage.setVisibleOnly(true)")
    seen = drag(page, (400, 200), (800, 600))
    assert set(seen) < set(rows) or (dims == 2 and seen == rows)


def test_a_lasso_holds_what_it_encloses_and_says_which_keys_were_held(show: Show):
    page = show("n=900&d=2")
    page.evaluate("stage.setTool('lasso')")
    inside = drag(page, (400, 150), (900, 150), (900, 650), (400, 650))
    assert set(inside) == set(page.evaluate(WITHIN, [400, 150, 900, 650]))
    drag(page, (400, 150), (900, 150), (900, 650), key="Alt")
    assert page.evaluate(TOLD)[0].endswith("false true")


@pytest.mark.parametrize("dims", [2, 3])
def test_a_sphere_holds_all_rows_within_its_radius_in_the_layout(show: Show, dims: int):
    page = show(f"n=400&d={dims}")
    page.evaluate("stage.setTool('sphere')")
    spot = page.evaluate("stage.locate(7)")
    rows = drag(page, (spot["x"], spot["y"]), (spot["x"] + 120, spot["y"] + 10))
    assert 7 in rows
    # Another row may lie in front of the one that was located.
    center = page.evaluate("({x, y}) => stage.idAt(x, y)", spot)
    far = page.evaluate(FAR, [center, 400, dims])
    edge = max(far[row] for row in rows)
    assert rows == [row for row, distance in enumerate(far) if distance <= edge]
    assert 1 < len(rows) < 400


def test_beside_every_point_a_sphere_leaves_the_drag_to_the_camera(show: Show):
    page = show("n=60&d=3")
    before = page.evaluate("JSON.stringify(stage.camera())")
    page.evaluate("stage.setTool('sphere')")
    assert drag(page, (5, 5), (80, 60)) == []
    assert page.evaluate("JSON.stringify(stage.camera())") != before


def test_shift_draws_a_box_without_a_tool_and_leaving_the_tool_gives_a_region_up(show: Show):
    page = show("n=300&d=2")
    assert drag(page, (300, 100), (900, 700), key="Shift") == page.evaluate(WITHIN, [300, 100, 900, 700])
    page.evaluate("stage.setTool('box')")
    page.mouse.move(300, 100)
    page.mouse.down()
    page.mouse.move(600, 500, steps=4)
    page.evaluate("told.length = 0; stage.setTool('move')")
    page.mouse.up()
    assert page.evaluate(TOLD) == []
    assert page.evaluate("document.querySelector('svg path').getAttribute('d')") == ""


def test_hidden_rows_are_as_if_they_were_not_there(show: Show):
    page = show("n=900&d=2&show=color,few")
    rest(page)
    shown = page.evaluate("Array.from({length: 900}, (_, row) => stage.locate(row).visible)")
    assert page.evaluate("stage.stats().drawn") == sum(shown) < 300
    page.evaluate("stage.setTool('box')")
    assert len(drag(page, (0, 0), (1279, 799))) == sum(shown)
    page.evaluate("stage.setShown(null)")
    rest(page)
    assert page.evaluate("stage.stats().drawn") == 900


def test_home_holds_the_shown_rows_only(show: Show):
    page = show("n=900&d=2")
    whole = page.evaluate("stage.camera().extent")
    page.evaluate("stage.setShown(Uint8Array.from({length: 900}, (_, row) => +(row % 10 === 0)))")
    assert page.evaluate("stage.camera().extent") < whole / 2


def test_lines_join_rows_and_a_selected_one_stands_out(show: Show):
    count = "stage.readPixels().then(p => p.data.reduce((sum, v, i) => i % 4 < 3 ? sum + 255 - v : sum, 0))"
    page = show("n=90&d=2&show=plain")
    bare = page.evaluate(count)
    page.evaluate("stage.setPolylines([[0, 1, 2, 0], [3, 4], [5, 99], [6]])")
    lined = page.evaluate(count)
    assert lined > bare * 1.02
    page.evaluate("stage.setPolylines([])")
    assert page.evaluate(count) == bare


PICTURE = """async ([size, ground]) => {
  const bytes = new Uint8Array(await (await stage.picture(size, ground)).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""


def picture(page: Page, size: dict[str, float], ground: str = "theme") -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(page.evaluate(PICTURE, [size, ground]))))


def test_a_picture_has_the_size_that_was_asked_for_and_the_scene_in_it(show: Show):
    page = show("n=300&d=3&show=color,labels,rails,lines,axes")
    once = picture(page, {"scale": 1})
    assert once.size == (1280 - 620, 800 - 72)
    thrice = picture(page, {"scale": 3})
    assert thrice.size == (3 * once.width, 3 * once.height)
    small = thrice.convert("RGB").resize(once.size, Image.Resampling.BOX)
    off = [abs(a - b) for a, b in zip(small.tobytes(), once.convert("RGB").tobytes(), strict=True)]
    assert sum(off) / len(off) < 3
    assert picture(page, {"width": 500, "height": 900}).size == (500, 900)


def test_a_transparent_picture_has_no_ground(show: Show):
    page = show("n=300&d=2&show=color")
    clear = picture(page, {"scale": 1}, "transparent")
    assert clear.getpixel((1, 1)) == (0, 0, 0, 0)
    assert clear.getchannel("A").getextrema() == (0, 255)
    row = page.evaluate("stage.locate(5)")
    pixel = clear.getpixel((int(row["x"]), int(row["y"])))
    assert isinstance(pixel, tuple)
    assert pixel[3] == 255


def test_a_picture_larger_than_any_canvas_is_refused(show: Show):
    page = show("n=10&d=2")
    refused = page.evaluate(
        "stage.picture({width: 50000, height: 50000}, 'theme').catch(error => error.message)"
    )
    assert "50000 × 50000" in refused
