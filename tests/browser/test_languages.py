"""Longer words and other scripts: every word on the page is replaced, and none of them may be cut or push another out."""

import pytest

from tests.browser.fixtures import Visit
from tests.browser.watched import Watched

SAMPLES = {
    "German": "Nachbarschaftserhaltungsmaß der Hauptkomponenten ",
    "Japanese": "近傍保持率と主成分の分散を表示する",
    "Arabic": "عرض أقرب الجيران في الفضاء الأصلي ",
}
#: Characters for one of English: German needs two fifths more, Japanese says it in half as many.
LENGTHS = {"German": 1.4, "Japanese": 0.5, "Arabic": 1.0}

#: Every word becomes one of the sample's, as long as it would be; what the data say, numbers and keys stay.
TRANSLATE = """(_, [sample, length]) => {
  const ours = (node) => !node.parentElement.closest(".text, .point, .lines, kbd, canvas, .status, option, h1, .number");
  const root = document.querySelector("hyperscope-app").shadowRoot;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const said = node.data.trim();
    if (!/[a-z]{3}/i.test(said) || said.startsWith(sample.slice(0, 3)) || !ours(node)) continue;
    const wanted = Math.ceil(said.length * length);
    node.data = sample.repeat(Math.ceil(wanted / sample.length)).slice(0, wanted).trim();
  }
}"""
#: What is cut, or reaches beyond the panel that it stands in.
CUT = """() => {
  const root = document.querySelector("hyperscope-app").shadowRoot;
  const wrong = [];
  for (const one of root.querySelectorAll(".bar *, .rail *, .table *, .popover:popover-open *, dialog[open] *")) {
    const box = one.getBoundingClientRect();
    if (box.width < 2 || one.closest(".unseen, .text, .point, .lines, select, svg, input, h1")) continue;
    const holder = one.closest(".popover, dialog, .table, .rail, .bar").getBoundingClientRect();
    const told = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
    if (!told) continue;
    const style = getComputedStyle(one);
    const cut = style.display !== "inline" && one.scrollWidth > one.clientWidth + 1;
    const beyond = box.right > holder.right + 1 || box.left < holder.left - 1;
    if (cut || beyond) wrong.push(`${one.tagName}.${one.className} ${cut ? "cut" : "beyond"}: ${one.textContent.slice(0, 40)}`);
  }
  return wrong;
}"""


def judge(watched: Watched, language: str, state: str) -> None:
    watched.ask(TRANSLATE, [SAMPLES[language], LENGTHS[language]])
    assert (language, state, watched.ask(CUT)) == (language, state, [])


@pytest.mark.parametrize("language", SAMPLES)
def test_words_of_other_languages_are_neither_cut_nor_pushed_out(digits: str, visit: Visit, language: str):
    watched = visit(digits, size=(1024, 768))
    page = watched.page
    page.get_by_role("button", name="Show inspector").click()
    page.get_by_role("combobox", name="Colour by").select_option("digit")
    page.get_by_role("tab", name="t-SNE", exact=True).click()
    for summary in page.locator("summary").all():
        summary.click()
    watched.ask("(hyperscope) => hyperscope.select([5])")
    page.get_by_role("list", name="Nearest neighbours").wait_for()
    page.keyboard.press("b")
    page.get_by_role("button", name="Points as a table").click()
    page.get_by_role("table").wait_for()
    judge(watched, language, "a point selected, the table open")
    page.get_by_role("button", name="Labels, lines and regions").click()
    judge(watched, language, "a menu open")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    judge(watched, language, "help")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Hide inspector").click()
    judge(watched, language, "a rail folded")
