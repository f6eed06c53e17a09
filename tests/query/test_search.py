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
        ("POP.", None, "exact", [1]),
        ("pop", None, "exact", []),
        ("1", None, "exact", [0]),
        ("count:2..12", None, "substring", [1, 4]),
        ("count:..2", None, "substring", [0, 1]),
        ("count: 12 ..", "word", "substring", [2, 4]),
        ("colour:2..12", None, "substring", []),
        ("count:a..b", None, "substring", []),
        ("count:..", None, "substring", []),
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


@pytest.mark.parametrize(
    ("text", "mode", "rows"),
    [("Pop", "substring", []), ("pop", "substring", [1, 3]), ("poppy", "exact", [3]), ("^P", "regex", [0])],
)
def test_case_counts_where_it_was_asked_for(text, mode, rows):
    assert search.rows(COLUMNS, text, "word", mode, case=True).tolist() == rows


@pytest.mark.parametrize("text", ["", "a", "ab", "b\xff", "\n", "é", "本", "a\0b", "abcabcabc" * 9])
def test_substrings_are_found_as_python_finds_them(text):
    """Also across cells, where nothing must be found, in empty cells, and beyond the longest cell."""
    rng = np.random.default_rng(len(text))
    cells = ["".join(rng.choice(list("abcé本\n\0ÿ"), rng.integers(0, 6))) for _ in range(500)] + [
        "",
        "ab",
        "a\0b",
    ]
    twin = [row for row, cell in enumerate(cells) if text and text.lower() in cell.lower()]
    assert search.rows({"w": Column.of("w", cells)}, text).tolist() == twin


def test_patterns_are_shared_among_threads_without_mixing_rows():
    cells = [f"row {row}" for row in range(150_000)]
    found = search.rows({"w": Column.of("w", cells)}, "[37]$", mode="regex")
    np.testing.assert_array_equal(found, [row for row in range(150_000) if row % 10 in (3, 7)])


def test_many_cells_are_searched_exactly():
    words = np.array(["lorem", "ipsum", "dolor"])
    cells = np.random.default_rng(0).choice(words, 100_000)
    found = search.rows({"w": Column.of("w", list(cells))}, "IPS")
    np.testing.assert_array_equal(found, np.flatnonzero(cells == "ipsum"))
