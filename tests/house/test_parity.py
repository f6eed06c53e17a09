"""Every feature of the original has a test that shows it, or a reason why it is not here."""

import ast
import re
import tomllib

from tests.house.sources import ROOT

TABLE = tomllib.loads((ROOT / "tests/browser/parity.toml").read_text("utf-8"))
ROWS = TABLE.pop("rows")
SECTIONS = {"shell", "data", "projections", "inspector", "bookmarks", "scene"}
ENTRIES = [(f"{section}: {row}", entry) for section, rows in TABLE.items() for row, entry in rows.items()]


def named(test: str) -> bool:
    """Whether FILE::NAME is a test: a Python function, or the title of one of the page's unit tests."""
    path, _, name = test.partition("::")
    file = ROOT / path
    if not file.is_file():
        return False
    text = file.read_text("utf-8")
    if file.suffix == ".ts":
        return re.search(rf'\btest\(\s*"{re.escape(name)}"', text) is not None
    functions = {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}
    return name.startswith("test_") and name in functions


def test_every_row_has_its_entry():
    assert set(ROWS) == set(TABLE) == SECTIONS
    assert {section: set(rows) for section, rows in ROWS.items()} == {
        section: set(rows) for section, rows in TABLE.items()
    }


def test_every_entry_says_one_thing():
    for row, entry in ENTRIES:
        assert len(entry) == 1, row
        assert entry.get("shown") or entry.get("open") or entry["dropped"].startswith("because "), row


def test_every_test_that_is_named_exists():
    missing = [(row, test) for row, entry in ENTRIES for test in entry.get("shown", []) if not named(test)]
    assert missing == []


def test_a_test_that_does_not_exist_would_be_noticed():
    assert named("tests/house/test_parity.py::test_every_row_has_its_entry")
    assert not named("tests/house/test_parity.py::test_nothing_of_that_name")
    assert not named("tests/house/test_no_such_file.py::test_every_row_has_its_entry")
    assert not named("web/test/geometry/view.test.ts::no such title")
