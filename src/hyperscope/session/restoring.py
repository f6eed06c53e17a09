"""Bookmarks of an entry, and saved positions that become a run again."""

import numpy as np
from msgspec import convert

from hyperscope.bookmark import Bookmark
from hyperscope.dataset import Dataset
from hyperscope.errors import HyperscopeError, QueryError, UnknownId
from hyperscope.layout import Layout
from hyperscope.params import Method, check_seed
from hyperscope.readers.beside import bookmarks
from hyperscope.session.opened import Opened
from hyperscope.session.plan import SHOWN, Plan
from hyperscope.session.runs import Methods
from hyperscope.wire.messages import BookmarkMessage, RestoreRequest, SavedLayoutMessage

FLOAT = 4


def messages(opened: Opened) -> list[BookmarkMessage]:
    """The bookmarks that came with the data."""
    return [message(one) for one in opened.dataset.bookmarks]


def parsed(data: bytes) -> list[BookmarkMessage]:
    """The bookmarks in a file that a person loads. Raises `FormatError` if it is none."""
    return [message(one) for one in bookmarks.parse(data, "the file")]


def message(bookmark: Bookmark) -> BookmarkMessage:
    return convert(bookmark, BookmarkMessage, from_attributes=True, strict=False)


def layout(dataset: Dataset, request: RestoreRequest) -> Layout:
    """The saved positions as a layout of the dataset's rows, NaN for rows they do not hold.

    Raises `QueryError` where they are of other data.
    """
    saved = request.layout
    given, rows = saved.positions or b"", saved.rows
    if saved.n_components not in SHOWN:
        raise _refusal("positions in 2 or 3 dimensions", f"{saved.n_components}", request)
    m = dataset.n if rows is None else len(rows)
    if len(given) != m * saved.n_components * FLOAT:
        points = len(given) // (FLOAT * saved.n_components)
        raise _refusal(f"positions of {m:,} points", f"{points:,}", request)
    positions = np.frombuffer(given, "<f4").reshape(m, saved.n_components).astype(np.float32)
    positions[~np.isfinite(positions).all(axis=1)] = np.nan
    if rows is not None:
        if any(not 0 <= row < dataset.n for row in rows):
            raise _refusal(f"rows from 0 to {dataset.n - 1:,}", f"row {max(rows):,}", request)
        full = np.full((dataset.n, saved.n_components), np.nan, np.float32)
        full[rows] = positions
        positions = full
    note = "Positions that were saved, as they were."
    return Layout(saved.method, positions, saved.params, max(0, saved.iteration), notes=(note,))


def plan(entry: str, saved: SavedLayoutMessage, methods: Methods) -> Plan:
    """What the saved layout was of. A method that is not known here is a name and nothing else."""
    try:
        table = next((one for one in methods.all() if one.name == saved.method), None)
        if table is None:
            raise UnknownId("a method", saved.method, [])
        params = table.check(
            {row.name: saved.params[row.name] for row in table.params if row.name in saved.params}
        )
        seed = check_seed(saved.random_state)
    except HyperscopeError:
        table, params, seed = Method(saved.method, saved.method or "Saved", "", steps=False), {}, 0
    return Plan(entry, table, params, {}, saved.n_components, saved.n_components, seed)


def _refusal(expected: str, got: str, request: RestoreRequest) -> QueryError:
    return QueryError(expected, got, "This bookmark is of other data: open those.", where=request.name)
