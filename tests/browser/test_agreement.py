"""What is located, what is picked and what is painted agree: at every pixel ratio, in 2-D and 3-D, whatever is covered."""

import pytest

from tests.browser.fixtures import Visit
from tests.browser.picture import ALONE
from tests.browser.watched import Watched

JUDGE = """async (hyperscope, spots) => {
  const { width, data } = await hyperscope.readPixels();
  const ratio = width / innerWidth;
  const wrong = [];
  for (const { row, x, y } of spots) {
    const at = 4 * (Math.floor(y * ratio) * width + Math.floor(x * ratio));
    const far = Math.max(...hyperscope.colorAt(row).map((value, k) => Math.abs(value - data[at + k])));
    if ((await hyperscope.idAt(x, y)) !== row) wrong.push([row, "is not under its place"]);
    if (hyperscope.state().camera.dimensions === 2 && far > 2) wrong.push([row, "has another colour", far]);
  }
  return [ratio, wrong];
}"""


def agree(watched: Watched, scale: float) -> None:
    for dimensions in (2, 3):
        watched.page.keyboard.press(str(dimensions))
        watched.until("(hyperscope, wanted) => hyperscope.state().camera.dimensions === wanted", dimensions)
        spots = watched.ask(ALONE, 26)[:12]
        assert len(spots) >= 4
        assert watched.ask(JUDGE, spots) == [scale, []]


@pytest.mark.parametrize("scale", [1, 2])
def test_place_row_and_pixel_agree_with_rails_open_and_closed(iris: str, visit: Visit, scale: int):
    watched = visit(iris, scale=scale)
    agree(watched, scale)
    for name in ("Hide data and projection", "Hide inspector"):
        watched.page.get_by_role("button", name=name).click()
    agree(watched, scale)
    for name in ("Show data and projection", "Show inspector"):
        watched.page.get_by_role("button", name=name).click()


def test_after_the_first_picture_and_after_a_run_all_points_are_drawn(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    drawn = "(hyperscope) => [hyperscope.stats().drawn, hyperscope.stats().points]"
    assert watched.ask(drawn) == [150, 150]
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_iter: 20 }); }")
    watched.until("(hyperscope) => hyperscope.stats().state === 'done'")
    assert watched.ask(drawn) == [150, 150]
