"""The stage in a real browser: pixels, picking, pointer, rest, loss."""

import pytest

from tests.browser.gallery import rest

#: Centre pixel of row r in the picture, as [r, g, b].
PIXEL = """async row => {
  const spot = stage.locate(row), ratio = stage.canvas.width / stage.canvas.clientWidth;
  const picture = await stage.readPixels();
  const at = (Math.floor(spot.y * ratio) * picture.width + Math.floor(spot.x * ratio)) * 4;
  return Array.from(picture.data.slice(at, at + 3));
}"""
#: Rows on the canvas whose disc no other disc can reach (26 px apart).
ALONE = """() => {
  const spots = Array.from({length: stage.stats().points}, (_, row) => stage.locate(row));
  const far = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) > 26;
  return spots.flatMap((s, row) =>
    s.visible && spots.every((o, other) => other === row || far(s, o)) ? [row] : []);
}"""


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_a_discs_centre_has_exactly_the_legends_colour(show, theme, ratio):
    for kind in ("color", "plain"):
        page = show(f"n=60&d=2&theme={theme}&show={kind}", ratio)
        rows = page.evaluate(ALONE)
        assert len(rows) > 5
        for row in rows[:6]:
            assert page.evaluate(PIXEL, row) == page.evaluate("row => [...stage.colorAt(row)]", row)


def test_the_smallest_discs_have_it_too(show):
    page = show("n=60&d=2")
    page.evaluate("stage.setPointSize(0.05)")
    for row in page.evaluate(ALONE)[:6]:
        assert page.evaluate(PIXEL, row) == page.evaluate("row => [...stage.colorAt(row)]", row)


@pytest.mark.parametrize("dims", [2, 3])
@pytest.mark.parametrize("ratio", [1, 2])
def test_the_row_under_a_pixel_is_told(show, dims, ratio):
    page = show(f"n=60&d={dims}&show=color,rails", ratio)
    rows = page.evaluate(ALONE)
    assert rows
    for row in rows:
        found = page.evaluate("row => { const s = stage.locate(row); return stage.idAt(s.x, s.y); }", row)
        assert found == row
    assert page.evaluate("stage.idAt(310, 50)") is None


def test_in_two_dimensions_every_point_can_be_reached(show):
    page = show("n=2000&d=2")
    wrong = page.evaluate("""async () => {
      let wrong = 0;
      for (let row = 0; row < 2000; row++) {
        const spot = stage.locate(row);
        if (spot.visible && (await stage.idAt(spot.x, spot.y)) !== row) wrong += 1;
      }
      return wrong;
    }""")
    assert wrong == 0


def test_hover_and_click_tell_the_row_and_a_drag_does_not_select(show):
    page = show("n=60&d=2")
    row = page.evaluate(ALONE)[0]
    spot = page.evaluate("row => stage.locate(row)", row)
    page.mouse.move(spot["x"] + 1, spot["y"] + 1)
    page.wait_for_function(f"told.includes('hover {row}')")
    page.mouse.click(spot["x"], spot["y"])
    assert f"pick {row} false false" in page.evaluate("told")
    page.evaluate("told.length = 0")
    page.mouse.down()
    page.mouse.move(spot["x"] + 60, spot["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_function("told.includes('camera 2')")
    assert not [line for line in page.evaluate("told") if line.startswith("pick")]
    moved = page.evaluate("row => stage.locate(row)", row)
    assert (moved["x"] - spot["x"], moved["y"] - spot["y"]) == pytest.approx((60, 40), abs=0.01)


def test_the_wheel_zooms_toward_the_pointer(show):
    page = show("n=60&d=3")
    spot = page.evaluate("(stage.setDimensions(2), stage.locate(7))")
    before = page.evaluate("stage.camera().extent")
    page.mouse.move(spot["x"], spot["y"])
    page.mouse.wheel(0, -200)
    page.wait_for_function(f"stage.camera().extent < {before}")
    after = page.evaluate("stage.locate(7)")
    # A wheel event tells whole pixels only.
    assert (after["x"], after["y"]) == pytest.approx((spot["x"], spot["y"]), abs=0.5)


def test_rows_left_out_are_not_drawn(show):
    page = show("n=60&d=2")
    page.evaluate("""() => {
      const p = clusters(60, 2);
      p.data[10] = NaN; p.data[21] = Infinity;
      stage.setPositions(p, 0);
    }""")
    rest(page)
    assert page.evaluate("stage.stats()") | {"frames": 0} == {"points": 60, "drawn": 58, "frames": 0}
    assert page.evaluate("[stage.locate(5).visible, stage.locate(10).visible]") == [False, False]
    assert page.evaluate("stage.locate(99)") == {"x": 0, "y": 0, "visible": False}


def test_what_was_said_before_the_positions_came_holds(show):
    page = show("n=60&d=2&show=plain")
    page.evaluate("""() => {
      stage.setColors({index: new Uint16Array(80).fill(0), table: [[200, 30, 90]]});
      stage.setPositions(clusters(80, 2), 0);
    }""")
    row = page.evaluate(ALONE)[0]
    assert page.evaluate(PIXEL, row) == [200, 30, 90]


def test_motion_comes_to_rest_with_all_points(show):
    page = show("n=20000&d=3&motion=on")
    rest_before = page.evaluate(
        "(stage.setPositions(clusters(20000, 3, 9), 300), stage.orbit(false), told.length)"
    )
    rest(page)
    assert "painted" in page.evaluate("told")[rest_before:]
    page.evaluate("measure(10)")
    rest(page)
    assert page.evaluate("stage.stats().drawn") == 20000


def test_streaming_frames_reuse_the_buffers_of_the_card(show):
    page = show("n=500&d=3&motion=on")
    calls = page.evaluate("""async () => {
      const calls = {bufferData: 0, createBuffer: 0, bufferSubData: 0};
      const context = WebGL2RenderingContext.prototype;
      for (const name of Object.keys(calls)) {
        const known = context[name];
        context[name] = function (...given) { calls[name] += 1; return known.apply(this, given); };
      }
      for (let seed = 1; seed <= 5; seed++) {
        const before = stage.stats().frames;
        stage.setPositions(clusters(500, 3, seed), 50);
        do await new Promise(done => setTimeout(done, 80)); while (stage.stats().frames === before);
      }
      return calls;
    }""")
    assert (calls["bufferData"], calls["createBuffer"]) == (0, 0)
    assert calls["bufferSubData"] >= 5


def test_an_empty_and_a_one_row_layout_are_pictures(show):
    page = show("n=1&d=3")
    assert page.evaluate("stage.locate(0)") == {"x": 640, "y": 400, "visible": True}
    page.evaluate("stage.setPositions({data: new Float32Array(0), components: 2, count: 0}, 400)")
    rest(page)
    assert page.evaluate("stage.stats().drawn") == 0
    assert page.evaluate("stage.idAt(640, 400)") is None


def test_a_lost_context_comes_back_with_the_same_picture(show):
    page = show("n=500&d=2&show=color,thumbnails")
    rest(page)
    picture = "stage.readPixels().then(p => p.data.reduce((sum, v, i) => (sum * 31 + v + i) % 1000003, 0))"
    before = page.evaluate(picture)
    page.evaluate("""() => {
      window.lose = stage.canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
      lose.loseContext();
    }""")
    page.wait_for_function("told.includes('lost true')")
    page.evaluate("lose.restoreContext()")
    page.wait_for_function("told.includes('lost false')")
    page.wait_for_function(f"async () => (await {picture}) === {before}")


def test_disposing_leaves_nothing_behind(show):
    page = show("n=60&d=3&motion=on")
    page.evaluate("stage.dispose()")
    assert page.evaluate("document.querySelectorAll('canvas').length") == 0
    page.evaluate("told.length = 0")
    page.mouse.move(300, 300)
    page.set_viewport_size({"width": 800, "height": 500})
    page.wait_for_timeout(200)
    assert page.evaluate("told") == []


def test_without_webgl2_the_stage_says_so(show):
    page = show("n=1")
    name = page.evaluate("""() => {
      HTMLCanvasElement.prototype.getContext = () => null;
      try { again(); } catch (error) { return error.message; }
    }""")
    assert "WebGL2" in name


def test_a_label_is_its_points(show):
    page = show("n=3&d=2&show=labels")
    page.evaluate(
        """stage.setPositions({data: Float32Array.of(0, 0, 4, 4, -4, -4), components: 2, count: 3}, 0)"""
    )
    rest(page)
    spot = page.evaluate("stage.locate(0)")
    page.mouse.move(spot["x"] + 22, spot["y"])
    page.wait_for_function("told.includes('hover 0')")
    assert page.evaluate("({x, y}) => stage.idAt(x + 22, y)", spot) is None


def test_hovering_draws_one_point_over_the_kept_picture(show):
    page = show("n=3000&d=3")
    page.evaluate("() => { window.calm = {selected: [], neighbors: [], strengths: []}; }")
    page.evaluate("stage.setEmphasis({hovered: null, ...calm})")
    rest(page)
    before = page.screenshot()
    points = page.evaluate("""async () => {
        let points = 0;
        const known = WebGL2RenderingContext.prototype.drawElements;
        WebGL2RenderingContext.prototype.drawElements = function (...given) {
          points += given[1];
          return known.apply(this, given);
        };
        const frames = stage.stats().frames;
        stage.setEmphasis({hovered: 7, ...calm});
        while (stage.stats().frames === frames) await new Promise(done => setTimeout(done, 20));
        return points;
    }""")
    assert points == 1
    assert page.screenshot() != before
    page.evaluate("stage.setEmphasis({hovered: null, ...calm})")
    rest(page)
    same = page.screenshot() == before
    assert same


def test_what_a_hovered_point_needs_is_made_at_leisure_and_leaves_the_picture(show):
    page = show("n=60&d=2&show=plain")
    rest(page)
    before = page.screenshot()
    page.evaluate("""() => {
        window.linked = 0;
        const known = WebGL2RenderingContext.prototype.linkProgram;
        WebGL2RenderingContext.prototype.linkProgram = function (program) { linked += 1; known.call(this, program); };
    }""")
    page.evaluate("stage.setTheme('night'), stage.setTheme('day')")
    page.wait_for_timeout(800)
    rest(page)
    assert page.screenshot() == before
    page.evaluate("(linked = 0, stage.setEmphasis({hovered: 7, selected: [], neighbors: [], strengths: []}))")
    rest(page)
    assert page.screenshot() != before
    assert page.evaluate("linked") == 0


def test_taking_hold_of_a_resting_picture_draws_nothing_yet(show):
    page = show("n=900&d=3")
    page.evaluate("stage.orbit(false)")
    page.mouse.move(4, 4)
    rest(page)
    before = page.evaluate("stage.stats().frames")
    page.mouse.down()
    rest(page)
    assert page.evaluate("stage.stats().frames") == before
    page.mouse.move(60, 4, steps=2)
    rest(page)
    assert page.evaluate("stage.stats().frames") > before
