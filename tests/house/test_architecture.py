"""ARCHITECTURE.md says what is there."""

import re
import tomllib
from pathlib import Path

import pytest
from starlette.routing import Route

from hyperscope.server.access import Access
from hyperscope.server.app import create_app
from hyperscope.session.runs import MOVES
from hyperscope.session.session import Session
from tests.house.sources import ROOT, text

PAGE = text(Path("ARCHITECTURE.md"))
PACKAGE = ROOT / "src/hyperscope"
WORDS = re.compile(r"\w+")


def section(title: str) -> str:
    return re.split(r"^## ", PAGE, flags=re.MULTILINE)[_titles().index(title) + 1]


def _titles() -> list[str]:
    return [line.partition(" (")[0] for line in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)]


def law() -> list[set[str]]:
    """The layers as they are drawn, the lowest first."""
    drawn = next(part for part in section("The import law").split("\n\n") if part.startswith("    errors"))
    return [set(WORDS.findall(layer)) for layer in drawn.split("◀")]


def test_the_law_is_drawn_as_it_is_executed():
    contract = tomllib.loads(text(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"][0]
    layers = [set(WORDS.findall(re.sub(r"\(\w+\)", "", layer))) for layer in reversed(contract["layers"])]
    assert law() == [layer for layer in layers if layer]


def test_every_room_is_in_the_table():
    rooms = {folder.parent.name for folder in PACKAGE.glob("*/__init__.py")}
    assert set(re.findall(r"^\| `(\w+)/`", section("Rooms"), re.MULTILINE)) == rooms


def test_every_noun_is_in_the_table():
    nouns = {file.name for file in PACKAGE.glob("*.py") if not file.name.startswith("__")}
    assert set(re.findall(r"`(\w+\.py)`", section("Nouns").partition("\n| file |")[2])) == nouns


def test_every_route_is_in_the_table():
    drawn = re.findall(r"^\| `(GET|POST) /?([^`?\[]*)", section("HTTP interface"), re.MULTILINE)
    routes = [route for route in create_app(Session([]), Access(1)).routes if isinstance(route, Route)]
    served = [
        ("POST" if "POST" in (route.methods or ()) else "GET", route.path.replace(":path", "").lstrip("/"))
        for route in routes
    ]
    assert sorted(drawn) == sorted(served)


@pytest.mark.parametrize("move", MOVES)
def test_every_move_is_named(move: str):
    (row,) = re.findall(r"^\| `POST api/runs/{id}/{move}` \| (.*)", section("HTTP interface"), re.MULTILINE)
    assert move in WORDS.findall(row)


def test_every_file_it_points_to_is_there():
    for name in re.findall(r"`((?:\w+/)+\w+\.\w+)`", PAGE):
        assert (PACKAGE / name).is_file() or (ROOT / name).is_file(), name
