import numpy as np
import pytest

from hyperscope.columns import Column
from hyperscope.errors import QueryError
from hyperscope.query import search

COLUMNS = {
    "word": Column.of("word", ["Politics", "pop.", "apolitical", "poppy", "Ärger"]),
    "count": Column.of("count", [1, 2, 33, None, 12]),
}


@pytest.mark.parametrize(
    ("text", "column", "mode", "rows"),
    [
        ("polit", None, "substring", [0, 2]),
        ("polit", "word", "substring", [0, 2]),
        ("polit", "count", "substring", []),
        ("p.", "word", "substring", [1]),
        ("ärg", "word", "substring", [4]),
        ("3", None, "substring", [2]),
        ("^pop", "word", "regex", [1, 3]),
        ("(?-i)^P", "word", "regex", [0]),
        ("^(1|2)$", "count", "regex", [0, 1]),
        ("^$", "count", "regex", [3]),
        ("", None, "substring", []),
        ("", None, "regex", []),
        ("xyzzy", None, "substring", []),
    ],
)
def test_rows_are_found(text, column, mode, rows):
    assert search.rows(COLUMNS, text, column, mode).tolist() == rows


def test_data_without_columns_hold_no_text():
    assert search.rows({}, "a").tolist() == []


def test_an_unknown_column_is_refused_with_the_known_ones():
    with pytest.raises(QueryError, match=r"word, count.*got 'colour'"):
        search.rows(COLUMNS, "a", "colour")


def test_a_broken_pattern_is_refused_with_the_place():
    with pytest.raises(QueryError, match=r"missing \]: at character 4|missing \] at character 4"):
        search.rows(COLUMNS, "pol[it", None, "regex")


def test_a_pattern_that_would_backtrack_for_ever_does_not():
    column = {"a": Column.of("a", ["a" * 5_000 + "b"])}
    assert search.rows(column, "(a+)+$", None, "regex").tolist() == []


def test_many_cells_are_searched_exactly():
    words = np.array(["lorem", "ipsum", "dolor"])
    cells = np.random.default_rng(0).choice(words, 100_000)
    found = search.rows({"w": Column.of("w", list(cells))}, "IPS")
    np.testing.assert_array_equal(found, np.flatnonzero(cells == "ipsum"))
