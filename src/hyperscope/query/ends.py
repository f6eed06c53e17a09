"""The ends of an axis: what a person writes, looked up as rows, and where these lie in space.

An end is text, so that a panel, a command line, a message and a bookmark can all hold it:

    best                  the rows whose cell is just that, else every row whose cell holds it; case is ignored
    /^best/               a regular expression, as in `search`
    #3 #17 #20-25         rows, counted from 0
    king - man + woman    terms of these kinds, added and taken away (a space on either side of the sign)
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, QueryError
from hyperscope.params import Method
from hyperscope.query import search

SIGN = re.compile(r"\s+([+\-−–])\s+")
ROWS = re.compile(r"#\d+(?:-\d+)?(?:[\s,]+#\d+(?:-\d+)?)*")
RANGE = re.compile(r"#(\d+)(?:-(\d+))?")
ROWS_AT_ONCE = 4_096
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Term:
    """`rows` (m,) that a text stands for, m ≥ 1; their mean counts `sign` (1 or −1) times."""

    text: str
    sign: int
    rows: Rows


@dataclass(frozen=True, slots=True)
class End:
    """`text` as written, the terms it stands for, and their sum (d,)."""

    text: str
    terms: tuple[Term, ...]
    vector: F64

    @property
    def told(self) -> str:
        """The text with how many rows each of its terms matched."""
        counts = [f"{len(term.rows):,}" for term in self.terms]
        noun = "match" if counts == ["1"] else "matches"
        return f"“{self.text}” ({' and '.join(counts)} {noun})"


def look_up(dataset: Dataset, space: Dataset, method: Method, params: Mapping[str, Any]) -> dict[str, End]:
    """Every end among a method's parameters that has a text, by the parameter's name.

    Terms are searched for in the whole `dataset`, in the column that `params["column"]` names (default: its label);
    `space` holds the vectors of its finite rows. Raises `QueryError` for an end that matches nothing.
    """
    named = [param.name for param in method.params if param.kind == "end" and params[param.name]]
    found: dict[str, End] = {}
    for name in named:
        terms = find(dataset, params[name], params.get("column"), where=name)
        finite = tuple(_finite(term, dataset, name) for term in terms)
        found[name] = End(params[name], finite, _vector(finite, dataset, space))
    return found


def find(dataset: Dataset, text: str, column: str | None = None, *, where: str = "end") -> tuple[Term, ...]:
    """The terms of a text with their rows in the dataset. Raises `QueryError` where one matches nothing."""
    whole = text.strip()
    if _is_regex(whole) or len(_whole_cell(dataset, whole, column, where)):
        return (_term(dataset, whole, 1, column, where),)
    parts = SIGN.split(whole)
    signs = [1, *(1 if sign == "+" else -1 for sign in parts[1::2])]
    pairs = zip(parts[::2], signs, strict=True)
    return tuple(_term(dataset, part, sign, column, where) for part, sign in pairs)


def spelled(given: Any, *, where: str = "end") -> str:
    """An end as text: a text itself, a compiled pattern, a row, or any sequence of rows."""
    if isinstance(given, str):
        return given
    if isinstance(given, re.Pattern):
        flag = "" if given.flags & re.IGNORECASE else "(?-i)"
        return f"/{flag}{given.pattern}/"
    rows = np.atleast_1d(np.asarray(given, dtype=object if given is None else None))
    if rows.ndim == 1 and len(rows) and rows.dtype.kind in "iu":
        return " ".join(f"#{row}" for row in rows)
    raise ParameterError(
        "a text, a compiled regular expression, a row or several rows", repr(given),
        "Write \"best\", re.compile('^best'), 17 or [3, 17].", where=where,
    )  # fmt: skip


def paired(params: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
    """Parameters in which x=(from, to) has become x_from and x_to as texts, and how many components the axes need."""
    spelt = {name: value for name, value in params.items() if name not in "xyz"}
    for axis in "xyz":
        pair = params.get(axis)
        if pair is None:
            continue
        if isinstance(pair, str) or not isinstance(pair, Sequence) or len(pair) != 2:
            raise ParameterError("two ends", repr(pair), f'Write {axis}=("worst", "best").', where=axis)
        for name, end in zip((f"{axis}_from", f"{axis}_to"), pair, strict=True):
            spelt[name] = spelled(end, where=name)
    return spelt, 3 if spelt.get("z_from") else None


def _is_regex(text: str) -> bool:
    return len(text) > 2 and text.startswith("/") and text.endswith("/")


def _term(dataset: Dataset, text: str, sign: int, column: str | None, where: str) -> Term:
    if ROWS.fullmatch(text):
        return Term(text, sign, _numbered(text, dataset.n, where))
    if _is_regex(text):
        rows = search.rows(dataset.columns, text[1:-1], _column(dataset, column, where), "regex")
    else:
        rows = _whole_cell(dataset, text, column, where)
        if not len(rows):
            rows = search.rows(dataset.columns, text, _column(dataset, column, where))
    if not len(rows):
        raise _nothing(dataset, text, column, where)
    return Term(text, sign, rows)


def _whole_cell(dataset: Dataset, text: str, column: str | None, where: str) -> Rows:
    """The rows whose cell is `text` and nothing else, case ignored."""
    if ROWS.fullmatch(text) or not text:
        return np.empty(0, np.int64)
    pattern = rf"(?s)^{re.escape(text)}$"
    return search.rows(dataset.columns, pattern, _column(dataset, column, where), "regex")


def _column(dataset: Dataset, asked: str | None, where: str) -> str:
    name = asked or dataset.label_column()
    if name is None:
        raise QueryError(
            "a column to search in", "data without columns",
            "Name rows instead (#3 #17), or open the data with metadata.", where=where,
        )  # fmt: skip
    return name


def _numbered(text: str, n: int, where: str) -> Rows:
    spans = [(int(first), int(last or first)) for first, last in RANGE.findall(text)]
    beyond = [row for span in spans for row in span if row >= n]
    if beyond:
        raise QueryError(
            f"rows from #0 to #{n - 1}", f"#{beyond[0]}", "Rows are counted from 0.", where=where
        )
    rows = [np.arange(first, last + 1) for first, last in spans]
    return np.unique(np.concatenate(rows)).astype(np.int64)


def _finite(term: Term, dataset: Dataset, where: str) -> Term:
    rows = term.rows[~np.isin(term.rows, dataset.left_out)]
    if not len(rows):
        raise QueryError(
            f"a row of finite numbers for {term.text!r}", f"{len(term.rows):,} matches, none of them finite",
            "Choose other rows for this end.", where=where,
        )  # fmt: skip
    return Term(term.text, term.sign, rows)


def _vector(terms: tuple[Term, ...], dataset: Dataset, space: Dataset) -> F64:
    """Σ ± the mean of each term's rows, in float64."""
    total = np.zeros(space.d)
    for term in terms:
        rows = np.searchsorted(dataset.kept, term.rows)
        mean = np.zeros(space.d)
        for start in range(0, len(rows), ROWS_AT_ONCE):
            mean += space.vectors[rows[start : start + ROWS_AT_ONCE]].astype(np.float64).sum(axis=0)
        total += term.sign * mean / len(rows)
    return total


def _nothing(dataset: Dataset, text: str, column: str | None, where: str) -> QueryError:
    name = _column(dataset, column, where)
    cells: Column = dataset.columns[name]
    return QueryError(
        f"a cell of {name!r} that matches {text!r}", f"none among {len(cells):,}",
        "Check the spelling, choose another column, or write a regular expression between slashes.", where=where,
    )  # fmt: skip
