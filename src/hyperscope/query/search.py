"""Which rows hold a text, match a pattern, lie in a range, or satisfy a filter."""

from collections.abc import Mapping
from typing import Literal

import numpy as np

from hyperscope.arrays import Rows
from hyperscope.columns import Column
from hyperscope.errors import QueryError
from hyperscope.query import cells, conditions, expression

Mode = Literal["substring", "exact", "regex", "filter"]
CELLS = {"substring": cells.containing, "exact": cells.equal, "regex": cells.matching}


def rows(
    columns: Mapping[str, Column],
    text: str,
    column: str | None = None,
    mode: Mode = "substring",
    *,
    case: bool = False,
) -> Rows:
    """The rows (m,) int64, ascending, where a cell of `column` (None: of any column) holds `text`.

    Cells are read as written, and upper and lower case are the same unless `case` says otherwise. A regular expression is
    in RE2's syntax (linear in the text, so no pattern can hang the server) and may begin with `(?-i)` to respect case. A
    filter (see `expression`) names its columns itself, so does a range among substrings: `age:20..30`. An empty text is
    found nowhere. Raises `QueryError` for an unknown column, and for what is no regular expression or no filter.
    """
    if not text.strip() and (mode == "filter" or not text):
        return np.empty(0, np.int64)
    tree = expression.parse(text, columns) if mode == "filter" else None
    if mode == "substring":
        tree = expression.spanned(text, columns)
    if tree is not None:
        return np.flatnonzero(conditions.keep(tree, columns, case=case))
    found = [CELLS[mode](each, text, case=case) for each in _chosen(columns, column)]
    return np.flatnonzero(np.logical_or.reduce(found)) if found else np.empty(0, np.int64)


def _chosen(columns: Mapping[str, Column], name: str | None) -> list[Column]:
    if name is None:
        return list(columns.values())
    if name not in columns:
        known = ", ".join(columns) or "none: these data have no columns"
        raise QueryError(f"one of the columns ({known})", repr(name), "Choose one of them.", where="search")
    return [columns[name]]
