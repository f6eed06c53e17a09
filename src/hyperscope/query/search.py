"""Which rows hold a text: substring or regular expression, over one column or all of them."""

import re
from collections.abc import Mapping
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.columns import Column, arrow
from hyperscope.errors import QueryError

Mode = Literal["substring", "regex"]


def rows(
    columns: Mapping[str, Column], text: str, column: str | None = None, mode: Mode = "substring"
) -> Rows:
    """The rows (m,) int64, ascending, where a cell of `column` (None: of any column) holds `text`.

    Both modes read cells as written and ignore case; a regular expression is in RE2's syntax (linear in the text, so
    no pattern can hang the server) and may begin with `(?-i)` to respect case. An empty text is found nowhere.
    Raises `QueryError` for an unknown column or a pattern that is no regular expression.
    """
    if not text:
        return np.empty(0, np.int64)
    found = [_matches(each, text, mode) for each in _chosen(columns, column)]
    return np.flatnonzero(np.logical_or.reduce(found)) if found else np.empty(0, np.int64)


def _chosen(columns: Mapping[str, Column], name: str | None) -> list[Column]:
    if name is None:
        return list(columns.values())
    if name not in columns:
        known = ", ".join(columns) or "none: these data have no columns"
        raise QueryError(f"one of the columns ({known})", repr(name), "Choose one of them.", where="search")
    return [columns[name]]


def _matches(column: Column, text: str, mode: Mode) -> NDArray[np.bool_]:
    """(n,) True where the cell matches; every distinct cell is looked at once."""
    match = arrow.match_substring if mode == "substring" else arrow.match_substring_regex
    cells = column.categories
    try:
        hit = match(cells.dictionary, text, ignore_case=True)
    except pa.ArrowInvalid as error:
        raise _not_a_pattern(text, str(error)) from None
    return hit.to_numpy(zero_copy_only=False)[cells.indices.to_numpy()]


def _not_a_pattern(text: str, reason: str) -> QueryError:
    """RE2 says what is wrong and quotes the place: `Invalid regular expression: missing ]: [ab`."""
    said = re.sub(r"^.*?regular expression:\s*", "", reason)
    fault, _, quoted = said.partition(": ")
    at = text.find(quoted) if quoted else -1
    place = f" at character {at + 1} ({quoted!r})" if at >= 0 else ""
    return QueryError(
        "a regular expression",
        f"{text!r}: {fault}{place}",
        "Put a backslash before a character that is meant literally, or search for a substring.",
        where="search",
    )
