"""Something went away: the graphics card, WebGL2, the server. The page says so calmly, and goes on when it is back."""

import re
from contextlib import ExitStack
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.serving import serving

CANVAS = "document.querySelector('hyperscope-app').shadowRoot.querySelector('canvas')"
LOSE = f"""() => {{
  window.card = {CANVAS}.getContext("webgl2").getExtension("WEBGL_lose_context");
  card.loseContext();
}}"""
GROUND = "async (hyperscope) => Array.from((await hyperscope.readPixels()).data.slice(0, 3))"
#: What the picture says as one number: another pixel, another number.
SUM = """async (hyperscope) => {
  const { data } = await hyperscope.readPixels();
  return data.reduce((sum, byte, at) => (31 * sum + byte * (at % 251)) % 1000003, 7);
}"""
NO_WEBGL2 = """
const known = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind === "webgl2" ? null : known.call(this, kind, ...rest);
};
"""
NO_BUFFERS = "WebGL2RenderingContext.prototype.createBuffer = () => { throw new Error('no more buffers'); };"


def test_a_lost_picture_is_said_and_comes_back_on_its_ground(iris: str, visit: Visit):
    watched = visit(iris)
    ground = watched.ask(GROUND)
    watched.page.evaluate(LOSE)
    said = watched.page.get_by_text("The graphics card let go of the picture.")
    expect(said).to_be_visible()
    watched.page.evaluate("() => card.restoreContext()")
    expect(said).to_have_count(0)
    assert watched.ask(GROUND) == ground == [251, 251, 249]


def test_the_same_picture_comes_back_with_its_thumbnails_colours_and_labels(digits: str, visit: Visit):
    watched = visit(digits)
    page = watched.page
    page.get_by_role("combobox", name="Colour by").select_option("digit")
    watched.ask("(hyperscope) => hyperscope.select([3, 8])")
    discs = watched.ask(SUM)
    page.get_by_role("button", name="Thumbnails").click()
    shown = f"async (hyperscope, discs) => {{ const sum = await ({SUM})(hyperscope); return sum !== discs && sum; }}"
    watched.until(shown, discs)
    page.wait_for_timeout(500)  # all pages of the sheet
    before = watched.ask(SUM)
    page.evaluate(LOSE)
    said = page.get_by_text("The graphics card let go of the picture.")
    expect(said).to_be_visible()
    page.evaluate("() => card.restoreContext()")
    expect(said).to_have_count(0)
    watched.until(f"async (hyperscope, before) => (await ({SUM})(hyperscope)) === before", before)


def test_without_webgl2_a_sentence_stands_in_the_picture_s_place(iris: str, visit: Visit):
    watched = visit(iris, wait=False)
    watched.page.add_init_script(NO_WEBGL2)
    watched.page.goto(iris)
    expect(watched.page.get_by_role("heading", name="This browser cannot draw the points")).to_be_visible()
    expect(watched.page.get_by_role("complementary", name="Data and projection")).to_be_visible()


def test_a_scene_that_fails_takes_no_panel_with_it(iris: str, visit: Visit):
    watched = visit(iris, wait=False)
    watched.page.add_init_script(NO_BUFFERS)
    watched.page.goto(iris)
    expect(watched.page.get_by_role("complementary", name="Data and projection")).to_be_visible()
    assert "no more buffers" in " ".join(watched.wrongs)
    watched.wrongs.clear()


def test_a_server_that_ends_is_missed_and_one_that_follows_is_told_apart(iris_files: list[str], visit: Visit):
    with ExitStack() as first:
        address = first.enter_context(serving(*iris_files))
        watched = visit(address)
    lost = watched.page.get_by_text("Connection lost. Trying again…")
    expect(lost).to_be_visible()
    assert watched.ask("(hyperscope) => hyperscope.stats().drawn") == 150
    port = str(urlsplit(address).port)
    with serving(*iris_files, "--port", port) as again:
        expect(watched.page.get_by_text("Hyperscope was started anew.")).to_be_visible()
        watched.page.goto(again)
        watched.ready()
        expect(watched.page.get_by_text(re.compile("Connection lost|started anew"))).to_have_count(0)
        watched.page.goto("about:blank")
        watched.page.wait_for_timeout(200)
        watched.wrongs.clear()  # the browser reports every request that failed
