"""The frame around the picture: everything in the window, nothing on top of anything else."""

from itertools import combinations
from typing import TypeAlias

import pytest
from playwright.sync_api import expect

from tests.browser.fixtures import Visit
from tests.browser.watched import Watched

SIZES = [(1024, 768), (1280, 800), (1920, 1080)]
PARTS = ("banner", "complementary", "contentinfo")
Box: TypeAlias = dict[str, float]


def boxes(watched: Watched) -> dict[str, Box]:
    """The bars and rails, by their names."""
    found: dict[str, Box] = {}
    for role in PARTS:
        for at, part in enumerate(watched.page.get_by_role(role).all()):
            box = part.bounding_box()
            assert box is not None, role
            found[f"{role} {at}"] = {**box}
    return found


def overlap(a: Box, b: Box) -> bool:
    across = min(a["x"] + a["width"], b["x"] + b["width"]) - max(a["x"], b["x"])
    down = min(a["y"] + a["height"], b["y"] + b["height"]) - max(a["y"], b["y"])
    return across > 1 and down > 1


@pytest.mark.parametrize("size", SIZES)
def test_bars_and_rails_are_inside_the_window(digits: str, visit: Visit, size: tuple[int, int]):
    found = boxes(visit(digits, size=size))
    assert len(found) == 4
    for name, box in found.items():
        inside = box["x"] >= 0 and box["y"] >= 0
        inside = inside and box["x"] + box["width"] <= size[0] and box["y"] + box["height"] <= size[1]
        assert inside, (name, box)


@pytest.mark.parametrize("size", SIZES)
def test_no_part_covers_another(digits: str, visit: Visit, size: tuple[int, int]):
    found = boxes(visit(digits, size=size))
    assert [(a, b) for a, b in combinations(found, 2) if overlap(found[a], found[b])] == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_scrolls_sideways(digits: str, visit: Visit, size: tuple[int, int]):
    watched = visit(digits, size=size)
    wide = watched.page.locator("aside, aside *:not(.unseen)").evaluate_all(
        """(all) => all
          .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "hidden")
          .filter((one) => one.clientWidth > 0 && getComputedStyle(one).display !== "inline")
          .map((one) => one.tagName + "." + one.className)"""
    )
    assert wide == []


def test_the_points_are_between_the_rails(digits: str, visit: Visit):
    watched = visit(digits)
    asked = """(hyperscope) => {
      const spots = Array.from({ length: 1797 }, (_, row) => hyperscope.locate(row));
      return [Math.min(...spots.map((spot) => spot.x)), Math.max(...spots.map((spot) => spot.x))];
    }"""
    left, right = watched.ask(asked)
    rails = boxes(watched)
    inner = [
        (box["x"], box["x"] + box["width"]) for name, box in rails.items() if name.startswith("complementary")
    ]
    middle = (min(end for _, end in inner) + max(start for start, _ in inner)) / 2
    assert abs((left + right) / 2 - middle) < 60


def test_in_a_tight_window_the_scene_has_the_half_and_the_inspector_is_a_click_away(
    digits: str, visit: Visit
):
    watched = visit(digits, size=(1024, 768))
    left, right = watched.page.get_by_role("complementary").all()

    def free() -> float:
        ends = left.bounding_box(), right.bounding_box()
        assert ends[0] is not None
        assert ends[1] is not None
        return ends[1]["x"] - ends[0]["x"] - ends[0]["width"]

    assert free() > 1024 / 2
    watched.page.get_by_role("button", name="Show inspector").click()
    expect(watched.page.get_by_text("Click a point")).to_be_visible()
    assert free() > 320
    watched.page.reload()
    watched.ready()
    expect(watched.page.get_by_role("button", name="Hide inspector")).to_be_visible()


def test_the_status_line_says_what_is_shown(digits: str, visit: Visit):
    said = visit(digits).page.get_by_role("contentinfo").inner_text()
    assert "1,797 points" in said
    assert "drawn 1,797 of 1,797" in said
