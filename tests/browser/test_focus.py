"""Tab goes through the page as the eye does, and whoever goes there sees where they are."""

from itertools import pairwise

from tests.browser.fixtures import Visit

REGIONS = [".bar", ".rail.left", "main", ".rail.right", ".status"]
#: Where the focus is: region, place on the page as if nothing were scrolled, and whether a ring is drawn.
WHERE = """(_, regions) => {
  const one = document.querySelector("hyperscope-app").shadowRoot.activeElement;
  if (one === null) return null;
  const box = one.getBoundingClientRect();
  let down = 0;
  for (let at = one; at instanceof Element; at = at.parentNode) down += at.scrollTop;
  const ringed = (part, pseudo) => {
    const style = getComputedStyle(part, pseudo);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) ||
      (pseudo !== undefined && style.content !== "none" && parseFloat(style.borderTopWidth) > 0);
  };
  const framed = one.matches(".search input") && getComputedStyle(one.parentNode).borderTopColor !== "rgba(0, 0, 0, 0)";
  // A slider's ring is drawn round its thumb, which no script can ask about.
  const thumbed = one.matches("input[type=range]:focus-visible");
  return {
    name: one.getAttribute("aria-label") || one.title || one.textContent.trim().slice(0, 24),
    region: regions.findIndex((region) => one.closest(region) !== null),
    left: box.left, right: box.right, top: box.top + down, bottom: box.bottom + down,
    seen: ringed(one) || ringed(one, "::after") || framed || thumbed,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def stops(watched) -> list[dict]:
    """Every place that Tab reaches, from the first to the last."""
    found: list[dict] = []
    for _ in range(120):
        watched.page.keyboard.press("Tab")
        stop = watched.ask(WHERE, REGIONS)
        if stop is None:
            break
        found.append(stop)
    return found


def backward(a: dict, b: dict) -> bool:
    """Whether the eye would go back from `a` to `b`: up within a column, or left within a line.

    The button that folds a rail comes first in it, though it stands at the end of the first line.
    """
    if a["region"] != b["region"]:
        return b["region"] < a["region"]
    up = b["bottom"] <= a["top"] and b["left"] < a["right"]
    left = abs(b["top"] - a["top"]) < 4 and b["left"] < a["left"]
    return (up or left) and not a["name"].startswith("Hide ")


def test_tab_goes_as_the_eye_does_and_the_focus_is_always_seen(digits: str, visit: Visit):
    watched = visit(digits)
    watched.page.get_by_role("combobox", name="Colour by").select_option("digit")
    watched.ask("(hyperscope) => hyperscope.select([5])")
    watched.page.get_by_role("list", name="Nearest neighbours").wait_for()
    watched.page.evaluate("() => document.querySelector('hyperscope-app').shadowRoot.activeElement?.blur()")
    watched.page.mouse.click(1, 1)
    found = stops(watched)
    assert {stop["region"] for stop in found} == set(range(len(REGIONS)))
    assert [stop["name"] for stop in found if not (stop["seen"] and stop["inside"])] == []
    assert [(a["name"], b["name"]) for a, b in pairwise(found) if backward(a, b)] == []
