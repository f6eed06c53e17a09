"""The first picture: something is drawn, and what is drawn where is what the page says."""

import pytest

from tests.browser.fixtures import Visit
from tests.browser.picture import ALONE, colours

ID_AT = "async (hyperscope, { x, y }) => await hyperscope.idAt(x, y)"


def test_the_demo_is_a_picture_of_all_points(digits: str, visit: Visit):
    watched = visit(digits)
    stats = watched.ask("(hyperscope) => hyperscope.stats()")
    assert (stats["points"], stats["drawn"]) == (1797, 1797)
    seen = colours(watched)
    assert seen.distinct > 50
    assert 0.3 < seen.ground < 0.999


def test_positions_are_three_finite_numbers_a_point(digits: str, visit: Visit):
    watched = visit(digits)
    asked = """(hyperscope) => {
      const { data, components, count } = hyperscope.positions();
      return [data.length, components, count, Array.from(data).every(Number.isFinite)];
    }"""
    assert watched.ask(asked) == [1797 * 3, 3, 1797, True]


@pytest.mark.parametrize("dimensions", [2, 3])
def test_the_point_under_a_pixel_is_the_one_that_was_located_there(iris: str, visit: Visit, dimensions: int):
    watched = visit(iris)
    watched.page.keyboard.press(str(dimensions))
    watched.until("(hyperscope, wanted) => hyperscope.state().camera.dimensions === wanted", dimensions)
    alone = watched.ask(ALONE, 24)
    assert len(alone) >= 5
    for spot in alone:
        assert watched.ask(ID_AT, {"x": spot["x"], "y": spot["y"]}) == spot["row"]


def test_no_point_is_under_an_empty_corner(iris: str, visit: Visit):
    watched = visit(iris)
    assert watched.ask(ID_AT, {"x": 2, "y": 2}) is None


BRIGHTNESS = """async (hyperscope) => {
  const { data } = await hyperscope.readPixels();
  let sum = 0;
  for (let at = 0; at < data.length; at += 4) sum += data[at] + data[at + 1] + data[at + 2];
  return sum / (data.length / 4) / 3;
}"""


def test_a_person_who_prefers_darkness_gets_it(iris: str, visit: Visit):
    day, night = visit(iris).ask(BRIGHTNESS), visit(iris, night=True).ask(BRIGHTNESS)
    assert night < 80 < 180 < day


def test_night_is_one_key_away(iris: str, visit: Visit):
    watched = visit(iris)
    assert watched.ask(BRIGHTNESS) > 180
    watched.page.keyboard.press("n")
    watched.until(f"async (hyperscope) => (await ({BRIGHTNESS})(hyperscope)) < 80")
