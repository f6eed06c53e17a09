"""The page in its main states, judged by axe-core: WCAG 2.2 A and AA, and what axe-core calls best practice."""

from pathlib import Path

import pytest

import hatch_build
from tests.browser.fixtures import Serve, Visit
from tests.browser.running import held, long_run
from tests.browser.watched import Watched

ROOT = Path(__file__).parents[2]
RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  // "2, 177 points" does say what stands there, "2 177": the rule takes the comma for a difference.
  const rules = { "label-content-name-mismatch": { enabled: false } };
  const { violations } = await axe.run(document, { resultTypes: ["violations"], runOnly: tags, rules });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ""}`));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    hatch_build.modules(ROOT)
    return (ROOT / "web/node_modules/axe-core/axe.min.js").read_text("utf-8")


def judge(watched: Watched, axe: str, state: str) -> None:
    watched.page.evaluate(axe)
    assert (state, watched.page.evaluate(RUN)) == (state, [])


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_the_open_page_and_all_that_opens_on_it(digits: str, visit: Visit, axe: str, night: bool):
    watched = visit(digits, night=night)
    page = watched.page
    judge(watched, axe, "opened")
    page.get_by_role("combobox", name="Colour by").select_option("digit")
    for summary in page.locator("summary").all():
        summary.click()
    watched.ask("(hyperscope) => hyperscope.select([5])")
    page.get_by_role("list", name="Nearest neighbours").wait_for()
    judge(watched, axe, "a point selected")
    page.get_by_role("searchbox").fill("digit 1")
    page.get_by_role("list", name="Search results").wait_for()
    page.get_by_role("tab", name="Custom").click()
    judge(watched, axe, "searched, axes of one's own")
    page.get_by_role("button", name="Points as a table").click()
    page.get_by_role("table").wait_for()
    judge(watched, axe, "the table of points")
    page.get_by_role("button", name="Close the table").click()
    for name in ("Labels, lines and regions", "Save a picture"):
        page.get_by_role("button", name=name).click()
        judge(watched, axe, name)
        page.keyboard.press("Escape")
    page.set_viewport_size({"width": 900, "height": 700})
    page.get_by_role("button", name="Show data and projection").click()
    judge(watched, axe, "a drawer open")
    page.get_by_role("button", name="Help and keys").click()
    judge(watched, axe, "help")


def test_a_run_on_its_way(own_iris: str, visit: Visit, axe: str):
    watched = visit(own_iris)
    long_run(watched)
    watched.page.get_by_role("button", name="Pause").click()
    held(watched)
    judge(watched, axe, "paused")


def test_the_empty_page(serve: Serve, visit: Visit, axe: str):
    judge(visit(serve(), wait=False), axe, "empty")
