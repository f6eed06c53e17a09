"""Filters: what they keep, what is refused, and that nothing but a filter is ever read as one."""

import numpy as np
import pytest

from hyperscope.columns import Column
from hyperscope.errors import QueryError
from hyperscope.query import search
from hyperscope.query.expression import MOST

COLUMNS = {
    "label": Column.of("label", [7, 3, 7, 1, None]),
    "loss": Column.of("loss", [0.2, 0.9, 0.6, 0.5, 1e3]),
    "word": Column.of("word", ["Best", "it's", "", "best", "12"]),
    "Sepal length": Column.of("Sepal length", [5, 6, 7, 8, 9]),
    "guess": Column.of("guess", [7, 7, 7, 1, 1]),
    "__proto__": Column.of("__proto__", ["a", "b", "c", "d", "e"]),
    "and": Column.of("and", ["x", "y", "x", "y", "x"]),
}


def kept(text, **more):
    return search.rows(COLUMNS, text, mode="filter", **more).tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("label = '7' and loss > 0.5", [2]),
        ("label = 7", [0, 2]),
        ("label == 7 or label == 1", [0, 2, 3]),
        ("label != 7", [1, 3]),
        ("label <> 7", [1, 3]),
        ("not label = 7", [1, 3, 4]),
        ("7 = label", [0, 2]),
        ("0.5 <= loss", [1, 2, 3, 4]),
        ("0.5 <= loss < 1", [1, 2, 3]),
        ("loss > 1e2", [4]),
        ("loss > -1", [0, 1, 2, 3, 4]),
        ("label is empty", [4]),
        ("label is not empty", [0, 1, 2, 3]),
        ("word is empty", [2]),
        ("word = 'best'", [3]),
        ("word != 'best'", [0, 1, 4]),
        ("word = 'it''s'", [1]),
        ('word = "Best"', [0]),
        ("word = ''", [2]),
        ("word < 'a'", [0, 4]),
        ("word > 11", [4]),
        ("word contains 'EST'", [0, 3]),
        ("word contains 1", [4]),
        ("word not contains 'est'", [1, 2, 4]),
        ("word matches '^b'", [0, 3]),
        ("word matches '(?-i)^b'", [3]),
        ("label in (7, '1')", [0, 2, 3]),
        ("label not in (7)", [1, 3, 4]),
        ("label:2..5", [1]),
        ("label in 2..7", [0, 1, 2]),
        ("label:..3", [1, 3]),
        ("label : 3 ..", [0, 1, 2]),
        ("label = guess", [0, 2, 3]),
        ("label != guess", [1]),
        ('"Sepal length" >= 8', [3, 4]),
        ("`Sepal length` >= 8", [3, 4]),
        ("\"and\" = 'x' and LOSS < 1", [0, 2]),
        ("__proto__ = 'b'", [1]),
        ("(label = 7 or label = 3) and not (loss > 0.5)", [0]),
        ("label = 7 or label = 3 and loss > 1", [0, 2]),
        ("LABEL = 7 AND Loss > 0.5", [2]),
        ("  ", []),
    ],
)
def test_a_filter_keeps(text, rows):
    assert kept(text) == rows


def test_case_counts_where_it_was_asked_for():
    assert kept("word contains 'best'", case=True) == [3]
    assert kept("word matches '^b'", case=True) == [3]


@pytest.mark.parametrize(
    ("text", "expected", "got"),
    [
        ("colour = 7", "one of the columns label, loss, word, Sepal length", "'colour' at character 1"),
        ("label = 7 and", "a column, a number or a text", "the end"),
        ("label =", "a column, a number or a text", "the end"),
        ("label", "=, !=, <, >, in, contains, matches or is empty", "the end"),
        ("label = 7 loss > 1", "and, or, or the end", "'loss' at character 11"),
        ("(label = 7", "[)]", "the end"),
        ("7 < 8", "columns label", "'<' at character 3"),
        ("7", "a comparison", "the end"),
        ("word = 'best", "a column, a number, a text or a sign", "at character 8"),
        ("label in 7", "a range such as 20..30", "the end"),
        ("label in ..", "a number on one side of ..", "the end"),
        ("label in (loss)", "a number, or a text in quotes", "'loss' at character 11"),
        ("word matches '('", "a regular expression", "missing"),
        ('"nothing" = 7', "one of the columns", "'=' at character 11"),
        ("`nothing` = 7", "one of the columns", "at character 1"),
    ],
)
def test_what_is_no_filter_is_refused_with_its_place(text, expected, got):
    with pytest.raises(QueryError, match=expected) as refused:
        kept(text)
    assert got in refused.value.got


@pytest.mark.parametrize(
    "text",
    [
        "1=1; DROP TABLE points",
        "label = 7; COPY points TO '/tmp/x'",
        "label = 7 -- comment",
        "label = 7 /* comment */",
        "read_csv('/etc/passwd') = 'x'",
        "label = (SELECT 1)",
        "SELECT * FROM read_text('/etc/passwd')",
        "label = 7 UNION SELECT 1",
        "INSTALL httpfs",
        "ATTACH 'x.db'",
        "PRAGMA database_list",
        "SET enable_external_access = true",
        "__import__('os').system('true')",
        "label.__class__ = 7",
        "[label for label in ()]",
        "lambda: 0",
        "label = {7}",
        "label = 7 && loss > 1",
        "label = $1",
        "label = 7\0",
        "\\",
        "label = 0x7",
        "label = 1_000",
        "'" * 3_999,
        "(" * 3_000,
        "not " * 900 + "label = 7",
        "label = 7 or " * 300 + "label = 7",
        "label in (" + "7," * 300 + "7)",
        "label = 7 " + " " * 4_000,
    ],
)
def test_nothing_but_a_filter_is_read(text):
    with pytest.raises(QueryError, match=r"search: expected .+, got"):
        kept(text)


def test_a_long_filter_is_answered_and_a_longer_one_refused():
    most = " or ".join(["label = 7"] * MOST)
    assert kept(most) == [0, 2]
    with pytest.raises(QueryError, match=f"at most {MOST} comparisons"):
        kept(f"{most} or label = 7")


def test_data_without_columns_say_so():
    with pytest.raises(QueryError, match="no column: these data have none"):
        search.rows({}, "a = 1", mode="filter")


def test_a_filter_agrees_with_numpy_over_many_rows():
    rng = np.random.default_rng(0)
    label, loss = rng.integers(0, 10, 5_000), np.round(rng.random(5_000), 3)
    columns = {"label": Column.of("label", list(label)), "loss": Column.of("loss", list(loss))}
    found = search.rows(columns, "label in (3, 7) and (loss:0.25..0.5 or not loss < 0.9)", mode="filter")
    twin = np.isin(label, [3, 7]) & (((loss >= 0.25) & (loss <= 0.5)) | (loss >= 0.9))
    np.testing.assert_array_equal(found, np.flatnonzero(twin))


def test_a_pattern_in_a_filter_cannot_hang():
    columns = {"a": Column.of("a", ["a" * 5_000 + "b"])}
    assert search.rows(columns, "a matches '(a+)+$'", mode="filter").tolist() == []
