"""Which rows a filter keeps: its tree, column by column, as masks.

A cell without a value (empty, or NaN among numbers) satisfies no comparison, not even `!=`; `is empty` finds it.
Numbers are compared as numbers, also where a column of words holds some; texts as they are written, letter by letter.
"""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.columns import Column, arrow
from hyperscope.query import cells
from hyperscope.query.cells import Mask
from hyperscope.query.expression import Compare, Holds, Joined, Name, Not, Operand, Tree, Within

SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
ARROW = {
    "=": "equal", "!=": "not_equal", "<": "less", "<=": "less_equal", ">": "greater", ">=": "greater_equal",
}  # fmt: skip
NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def keep(tree: Tree, columns: Mapping[str, Column], *, case: bool = False) -> Mask:
    """(n,) True where the filter holds. `case` is for `contains` and `matches`; `=` is always letter by letter."""
    match tree:
        case Joined("and", parts):
            return np.logical_and.reduce([keep(part, columns, case=case) for part in parts])
        case Joined(_, parts):
            return np.logical_or.reduce([keep(part, columns, case=case) for part in parts])
        case Not(part):
            return ~keep(part, columns, case=case)
        case Within(name, low, high):
            return _within(_numbers(columns[name]), low, high)
        case Holds(name, how, text):
            return _holds(columns[name], how, text, case=case)
        case Compare(left, sign, right):
            return _compare(left, sign, right, columns)


def _within(numbers: NDArray[np.float64], low: float | None, high: float | None) -> Mask:
    above = numbers >= (-np.inf if low is None else low)
    return above & (numbers <= (np.inf if high is None else high))


def _holds(column: Column, how: str, text: str, *, case: bool) -> Mask:
    if how == "empty":
        return ~_filled(column)
    return (cells.containing if how == "contains" else cells.matching)(column, text, case=case)


def _filled(column: Column) -> Mask:
    if column.numbers is not None:
        return ~np.isnan(column.numbers)
    return _spread(column, arrow.not_equal(column.categories.dictionary, ""))


def _compare(left: Operand, sign: str, right: Operand, columns: Mapping[str, Column]) -> Mask:
    if not isinstance(left, Name):
        left, sign, right = right, TURNED.get(sign, sign), left
    assert isinstance(left, Name)  # the grammar sees to it
    column = columns[left.name]
    if isinstance(right, Name):
        return _with_column(column, sign, columns[right.name])
    if isinstance(right, str) and column.numbers is not None:
        number = _number(right)
        right = right if number is None else number
    if isinstance(right, float):
        numbers = _numbers(column)
        return SIGNS[sign](numbers, right) & ~np.isnan(numbers)
    compared = getattr(arrow, ARROW[sign])(column.categories.dictionary, right)
    return _spread(column, compared) & (_filled(column) | (right == ""))


def _with_column(column: Column, sign: str, other: Column) -> Mask:
    filled = _filled(column) & _filled(other)
    if column.numbers is not None and other.numbers is not None:
        return SIGNS[sign](column.numbers, other.numbers) & filled
    compared = getattr(arrow, ARROW[sign])(column.written, other.written)
    return compared.to_numpy(zero_copy_only=False) & filled


def _numbers(column: Column) -> NDArray[np.float64]:
    """(n,) the cells as numbers, NaN for those that are none."""
    if column.numbers is not None:
        return column.numbers
    words = arrow.utf8_trim_whitespace(column.categories.dictionary)
    blanked = arrow.if_else(arrow.match_substring_regex(words, NUMBER), words, pa.scalar(None, pa.string()))
    known = blanked.cast(pa.float64()).fill_null(float("nan"))
    return _spread(column, known)


def _number(written: str) -> float | None:
    return float(written) if re.match(NUMBER, written.strip()) else None


def _spread(column: Column, hit: pa.Array) -> NDArray[Any]:
    """From an array over the distinct cells to one over the rows."""
    return hit.to_numpy(zero_copy_only=False)[column.categories.indices.to_numpy()]
