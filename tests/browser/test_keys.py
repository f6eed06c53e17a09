"""The keyboard: runs, steps, walks, and where the focus is seen."""

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.running import STATE, choose_pace, held, long_run


def test_space_pauses_and_goes_on(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    long_run(watched)
    watched.page.locator("canvas").first.click(position={"x": 640, "y": 120})
    watched.page.keyboard.press("Space")
    watched.until(STATE, "paused")
    watched.page.keyboard.press("Space")
    watched.until(STATE, "running")


def test_one_step_is_one_step_and_every_step_misses_none(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    long_run(watched)
    choose_pace(watched, "one step")
    at = held(watched)
    for step in (1, 2, 3):
        watched.page.get_by_role("button", name="Step", exact=True).click()
        watched.until("(hyperscope, wanted) => hyperscope.stats().iteration === wanted", at + step)
    choose_pace(watched, "every step")
    before = watched.ask("(hyperscope) => [hyperscope.stats().iteration, hyperscope.stats().frames]")
    watched.page.get_by_role("button", name="Resume").click()
    watched.until("(hyperscope, before) => hyperscope.stats().iteration >= before + 20", before[0])
    after = watched.ask("(hyperscope) => [hyperscope.stats().iteration, hyperscope.stats().frames]")
    assert after[1] - before[1] >= after[0] - before[0] - 1


def test_brackets_walk_the_neighbours_and_enter_goes_there(iris: str, visit: Visit):
    watched = visit(iris)
    watched.ask("(hyperscope) => hyperscope.select([0])")
    expect(watched.page.get_by_role("list", name="Nearest neighbours")).to_be_visible()
    watched.page.keyboard.press("]")
    watched.page.keyboard.press("]")
    watched.page.keyboard.press("[")
    expect(watched.page.get_by_role("tooltip")).to_be_visible()
    watched.page.keyboard.press("Enter")
    watched.until("(hyperscope) => { const [row] = hyperscope.state().selected; return row > 0; }")


def test_fly_comes_near_and_home_goes_back(iris: str, visit: Visit):
    watched = visit(iris)
    extent = "(hyperscope) => hyperscope.state().camera.extent"
    whole = watched.ask(extent)
    watched.ask("(hyperscope) => hyperscope.select([0])")
    watched.page.keyboard.press("f")
    watched.until(f"(hyperscope, whole) => ({extent})(hyperscope) < whole / 2", whole)
    watched.page.keyboard.press("h")
    watched.until(f"(hyperscope, whole) => Math.abs(({extent})(hyperscope) / whole - 1) < 1e-6", whole)


def test_other_dimensions_turn_the_view_and_say_what_run_would_do(own_iris: str, visit: Visit):
    watched = visit(own_iris)
    watched.ask("async (hyperscope) => { await hyperscope.run('tsne', { n_components: 2, n_iter: 10 }); }")
    watched.until(STATE, "done")
    watched.page.keyboard.press("3")
    expect(watched.page.get_by_text("Run lays the points out anew in 3-D.")).to_be_visible()
    expect(watched.page.get_by_role("contentinfo")).to_contain_text("a 2-D layout, seen in 3-D")
    watched.page.keyboard.press("Space")
    watched.until("(hyperscope) => hyperscope.positions().components === 3")
    expect(watched.page.get_by_text("Run lays the points out anew")).to_have_count(0)


def test_the_focus_ring_lies_between_the_rails_and_comes_by_keyboard_only(iris: str, visit: Visit):
    watched = visit(iris)
    scene = watched.page.get_by_role("application")
    ring = """(scene) => {
      const ring = getComputedStyle(scene, "::after");
      return ring.content === "none" ? null : [ring.left, ring.right, ring.borderTopWidth];
    }"""
    watched.page.mouse.click(640, 120)
    watched.page.keyboard.press("l")
    assert scene.evaluate(ring) is None
    watched.page.keyboard.press("Tab")
    watched.page.keyboard.press("Shift+Tab")
    assert scene.evaluate(ring) == ["304px", "324px", "2px"]
    watched.page.mouse.click(640, 120)
    assert scene.evaluate(ring) is None


def test_escape_closes_the_help(iris: str, visit: Visit):
    page = visit(iris).page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys and gestures")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_escape_in_a_field_restores_its_value_and_leaves_the_selection(iris: str, visit: Visit):
    watched = visit(iris)
    page = watched.page
    watched.ask("(hyperscope) => hyperscope.select([7])")
    field = page.get_by_role("textbox", name="Neighbours, value").last
    for typed in ("12", "none"):
        field.fill(typed)
        page.keyboard.press("Escape")
        expect(field).to_have_value("100")
        expect(field).not_to_be_focused()
    lines = page.get_by_role("list", name="Nearest neighbours").get_by_role("listitem")
    expect(lines.first).to_have_attribute("aria-setsize", "100")
    assert watched.ask("(hyperscope) => hyperscope.state().selected") == [7]
    page.get_by_role("button", name="Rename").first.click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_count(0)
    assert watched.ask("(hyperscope) => hyperscope.state().selected") == [7]
    page.keyboard.press("Escape")
    watched.until("(hyperscope) => hyperscope.state().selected.length === 0")
