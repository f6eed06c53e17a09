import time

import numpy as np
import pyarrow as pa
import pytest

from hyperscope.columns import CATEGORIES_AT_MOST, Column, Kind


def column(*cells: str) -> Column:
    return Column.of("c", cells)


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1", "2.5", "-3e2"], [1, 2.5, -300]),
        (["007", " 8 ", "+9", ".5", "5."], [7, 8, 9, 0.5, 5]),
        (["1", "", "3"], [1, np.nan, 3]),
        (["1", "NA", "n/a", "None", "null", "NULL", " nan "], [1, *[np.nan] * 6]),
        (["inf", "-inf", "Infinity", "NaN"], [np.inf, -np.inf, np.inf, np.nan]),
    ],
)
def test_numbers_as_people_write_them(cells, numbers):
    found = column(*cells)
    assert found.kind is Kind.NUMERIC
    np.testing.assert_array_equal(found.values, numbers)
    assert found.values.dtype == np.float64
    assert found.text == cells


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "x"],
        ["", ""],
        ["nan", "NA"],
        ["1_000", "2"],
        ["0x10", "1"],
        ["1,5", "2,5"],
        ["NA", "word"],
        ["12 %", "3"],
        [],
    ],
)
def test_what_is_not_numbers_throughout_stays_as_written(cells):
    found = column(*cells)
    assert found.numbers is None
    assert found.values.tolist() == cells
    assert found.values.dtype == object


def test_one_word_far_down_makes_a_column_of_words():
    assert column(*["1"] * 5_000, "x").numbers is None
    missing = column(*["1"] * 5_000, "NA").numbers
    assert missing is not None
    assert np.isnan(missing[-1])


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["a", "b", "a"], Kind.CATEGORICAL),
        (["a", "b", "c"], Kind.TEXT),
        (["a"], Kind.CATEGORICAL),
        (["http://x.org/a", "https://x.org/b"], Kind.LINK),
        (["http://x.org/a", ""], Kind.LINK),
        (["http://x.org/a.png", "https://x.org/b.JPG"], Kind.IMAGE),
        (["http://x.org/a.png", "https://x.org/b"], Kind.LINK),
        (["http://x.org/a", "b"], Kind.TEXT),
        (["", ""], Kind.CATEGORICAL),
        ([f"w{row % (CATEGORIES_AT_MOST + 1)}" for row in range(5_000)], Kind.TEXT),
        ([f"w{row % CATEGORIES_AT_MOST}" for row in range(5_000)], Kind.CATEGORICAL),
    ],
)
def test_kinds(cells, kind):
    assert column(*cells).kind is kind


def test_categories_are_in_the_order_of_first_appearance():
    found = column("b", "a", "b", "c")
    assert found.categories.dictionary.to_pylist() == ["b", "a", "c"]
    assert found.categories.indices.to_pylist() == [0, 1, 0, 2]
    assert found.n_unique == 3


class Undecided:
    """As pandas' NA: it refuses to say whether it equals itself."""

    def __ne__(self, other):
        return self

    def __bool__(self):
        raise TypeError("ambiguous")


def test_anything_can_be_a_cell():
    cells = [
        None,
        float("nan"),
        Undecided(),
        np.float32(0.5),
        np.int64(7),
        True,
        b"x",
        "",
        np.array([1, 2]),
        np.str_("y"),
    ]
    assert Column.of("c", cells).text == ["", "", "", "0.5", "7", "True", "x", "", "[1 2]", "y"]


def test_rows_are_taken_in_their_order():
    taken = column("a", "b", "c").take(np.array([2, 0, 2]))
    assert (taken.name, taken.text, len(taken)) == ("c", ["c", "a", "c"], 3)


@pytest.mark.parametrize("cell", ["{}", "w{}"])
def test_a_million_cells_are_typed_in_a_blink(cell):
    found = Column("c", pa.array([cell.format(row) for row in range(1_000_000)]))
    started = time.perf_counter()
    assert found.kind is (Kind.NUMERIC if cell == "{}" else Kind.TEXT)
    assert time.perf_counter() - started < 2
