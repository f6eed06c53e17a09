import numpy as np
import pytest

from hyperscope.columns import Column, Kind
from hyperscope.edits.applied import apply, check
from hyperscope.edits.journal import Edit
from hyperscope.errors import QueryError

COLUMNS = {"kind": Column.of("kind", ["a", "b", "a", ""]), "size": Column.of("size", [1, 2, 3, None])}


def edit(column, value, *rows):
    return Edit(column, value, np.array(rows))


def naive(columns, edits, n):
    """The same, cell by cell."""
    cells = {name: list(column.text) for name, column in columns.items()}
    for one in edits:
        column = cells.setdefault(one.column, [""] * n)
        for row in one.rows:
            column[row] = one.value
    return cells


def test_the_later_edit_wins_and_a_new_column_begins_empty():
    edits = [edit("kind", "c", 0, 1), edit("tag", "x", 3), edit("kind", "", 1)]
    edited = apply(COLUMNS, edits, 4)
    assert {name: column.text for name, column in edited.items()} == naive(COLUMNS, edits, 4)
    assert edited["size"] is COLUMNS["size"]
    assert COLUMNS["kind"].text == ["a", "b", "a", ""]


def test_random_edits_are_what_the_slow_twin_makes_of_them():
    rng = np.random.default_rng(0)
    columns = {"kind": Column.of("kind", rng.integers(0, 5, 200).astype(str))}
    edits = [
        edit(str(rng.choice(["kind", "tag"])), f"v{at}", *np.unique(rng.integers(0, 200, 30)))
        for at in range(40)
    ]
    edited = apply(columns, edits, 200)
    assert {name: column.text for name, column in edited.items()} == naive(columns, edits, 200)


def test_numbers_stay_numbers_and_colours_of_a_file_stay():
    column = Column("size", COLUMNS["size"].written, {"1": "#ff0000"})
    edited = apply({"size": column}, [edit("size", "7", 3)], 4)["size"]
    assert edited.kind is Kind.NUMERIC
    assert edited.values.tolist() == [1, 2, 3, 7]
    assert edited.colors == {"1": "#ff0000"}


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "\u0001quality", "\tname", "a\0b", "\ud800"])
def test_names_that_no_column_may_have_are_refused(name):
    with pytest.raises(QueryError, match="Give it another name"):
        check(COLUMNS, name, "x")


@pytest.mark.parametrize("value", ["x" * 10_001, "a\0b", "\udfff"])
def test_values_that_no_file_can_hold_are_refused(value):
    with pytest.raises(QueryError, match="Shorten it"):
        check(COLUMNS, "tag", value)


@pytest.mark.parametrize("value", ["7", "-1e3", " 2 ", "", "NA", "nan"])
def test_a_column_of_numbers_takes_numbers_and_blanks(value):
    check(COLUMNS, "size", value)


def test_a_column_of_numbers_takes_no_words():
    with pytest.raises(QueryError, match="expected a number, as in all of size, got 'big'"):
        check(COLUMNS, "size", "big")


@pytest.mark.parametrize("name", ["日本語", "a b", "__next__", "'; DROP", "ünï"])
def test_other_names_are_taken_as_they_are(name):
    check(COLUMNS, name, "line one\nline two\twith a tab")
