"""The tree of errors: drawn as it is, in one place, and no branch without a use."""

import re
from pathlib import Path

import pytest

from hyperscope import errors
from hyperscope.errors import HyperscopeError, PathError, UnknownId, sentence

KINDS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, HyperscopeError)
}
PACKAGE = Path(errors.__file__).parent
ELSEWHERE = "\n".join(
    path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path != Path(errors.__file__)
)


def test_the_drawing_shows_every_kind_under_its_parent():
    drawn = re.findall(r"^    ([│ ├└─]*)(\w+)", errors.__doc__ or "", re.MULTILINE)
    above = ["Exception"]
    for branch, name in drawn:
        depth = len(branch) // 4 + 1
        assert KINDS[name].__bases__[0].__name__ == above[depth - 1]
        above[depth:] = [name]
    assert sorted(name for _, name in drawn) == sorted(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS.keys() - {"HyperscopeError"}))
def test_every_kind_is_raised_somewhere(name):
    assert re.search(rf"\b{name}(?:\.\w+)?\(", ELSEWHERE)


def test_no_kind_is_defined_elsewhere():
    assert re.findall(rf"^class \w+\((?:{'|'.join(KINDS)})\b.*", ELSEWHERE, re.MULTILINE) == []


def test_a_message_has_three_parts_and_a_place():
    error = HyperscopeError("five cells", "four", "Add one.", where="a.tsv, row 3")
    assert str(error) == "a.tsv, row 3: expected five cells, got four. Add one."
    assert sentence("five cells", "four", "Add one.") == "expected five cells, got four. Add one."


def test_the_messages_that_are_written_here():
    assert "nothing at 'a b.npy'" in str(PathError.missing("a b.npy"))
    assert "open a folder that holds both with --root DIR" in str(PathError.outside("../x", "/data"))
    assert "(r1, r2), got 'r9'" in str(UnknownId("a run", "r9", ["r1", "r2"]))
