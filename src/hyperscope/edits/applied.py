"""Edits applied to columns. Pure: the columns as they were read stay as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from hyperscope.columns import MISSING, Column, arrow
from hyperscope.edits.journal import Edit
from hyperscope.errors import QueryError

LONGEST_NAME, LONGEST_VALUE = 200, 10_000


def apply(columns: Mapping[str, Column], edits: Sequence[Edit], n: int) -> dict[str, Column]:
    """The columns with what the edits say, the later over the earlier. One of a new name begins with empty cells."""
    edited = dict(columns)
    for name in dict.fromkeys(edit.column for edit in edits):
        column = columns.get(name) or Column(
            name, pa.array([""], pa.string()).take(pa.array(np.zeros(n, np.int64)))
        )
        edited[name] = _changed(column, [edit for edit in edits if edit.column == name])
    return edited


def _changed(column: Column, edits: Sequence[Edit]) -> Column:
    last = np.full(len(column), -1, np.int32)
    for at, edit in enumerate(edits):
        last[edit.rows] = at
    values = pa.array([edit.value for edit in edits], pa.string()).cast(column.written.type)
    said = values.take(pa.array(last, mask=last < 0))
    return replace(column, written=arrow.coalesce(said, column.written))


def check(columns: Mapping[str, Column], column: str, value: str) -> None:
    """Raises `QueryError` for a name that no column may have, and for words in a column of numbers."""
    if not column.strip() or len(column) > LONGEST_NAME or not _writable(column) or column < " ":
        raise QueryError(
            f"a column's name of 1 to {LONGEST_NAME} characters, none of them a control character first",
            repr(column[: LONGEST_NAME + 1]),
            "Give it another name.",
            where="column",
        )
    if len(value) > LONGEST_VALUE or not _writable(value):
        raise QueryError(
            f"a value of at most {LONGEST_VALUE:,} characters of text",
            repr(value[:60]),
            "Shorten it.",
            where="value",
        )
    there = columns.get(column)
    blank = value.strip().lower() in MISSING
    if (
        there is not None
        and there.numbers is not None
        and not blank
        and Column.of("", [value]).numbers is None
    ):
        raise QueryError(
            f"a number, as in all of {column}",
            repr(value),
            "Tag in a new column, or type a number.",
            where="value",
        )


def _writable(text: str) -> bool:
    """Is it text that any file can hold? Halves of characters (lone surrogates) and NUL are none."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
