"""Which cells of one column hold a text, as a mask over its rows. Every distinct cell is looked at once.

Substrings are found in one buffer of all distinct cells (`Column.folded`): where the rarest byte of the text stands, do
the others stand around it? That is a few passes of NumPy over the bytes, several times faster than a search per cell.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from os import cpu_count

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.columns import Buffer, Column, arrow
from hyperscope.errors import QueryError

Mask = NDArray[np.bool_]
CELLS_A_THREAD = 65_536


def containing(column: Column, text: str, *, case: bool = False) -> Mask:
    """(n,) True where the cell holds `text`; upper and lower case count only if `case` says so."""
    if case:
        return _rows(column, _found(column.buffer, text))
    return _rows(column, _found(column.folded, arrow.utf8_lower(pa.scalar(text)).as_py()))


def equal(column: Column, text: str, *, case: bool = False) -> Mask:
    """(n,) True where the cell is `text` and nothing else."""
    cells = column.categories.dictionary
    if not case:
        cells, text = arrow.utf8_lower(cells), arrow.utf8_lower(pa.scalar(text)).as_py()
    return _rows(column, arrow.equal(cells, text).to_numpy(zero_copy_only=False))


def matching(column: Column, pattern: str, *, case: bool = False) -> Mask:
    """(n,) True where a part of the cell matches the regular expression (RE2: linear in the text).

    Raises `QueryError` for a pattern that is none.
    """

    def match(cells: pa.Array) -> Mask:
        return arrow.match_substring_regex(cells, pattern, ignore_case=not case).to_numpy(
            zero_copy_only=False
        )

    cells = column.categories.dictionary
    try:
        match(cells.slice(0, 0))
        return _rows(column, _shared(match, cells))
    except pa.ArrowInvalid as error:
        raise _not_a_pattern(pattern, str(error)) from None


def _rows(column: Column, hit: Mask) -> Mask:
    """From a mask over the distinct cells to one over the rows."""
    return hit[column.categories.indices.to_numpy()]


def _shared(match: Callable[[pa.Array], Mask], cells: pa.Array) -> Mask:
    if len(cells) <= CELLS_A_THREAD:
        return match(cells)
    starts = [*range(0, len(cells), CELLS_A_THREAD), len(cells)]
    pieces = [cells.slice(start, end - start) for start, end in pairwise(starts)]
    with ThreadPoolExecutor(cpu_count() or 1) as threads:
        return np.concatenate(list(threads.map(match, pieces)))


def _found(buffer: Buffer, text: str) -> Mask:
    """A mask over the cells of `buffer`."""
    wanted = np.frombuffer(text.encode(), np.uint8)
    hit = np.zeros(len(buffer.ends), np.bool_)
    if not len(wanted) or len(wanted) > len(buffer.data) or not buffer.counts[wanted].all():
        return hit
    rarest = int(np.argmin(buffer.counts[wanted]))
    last = len(buffer.data) - len(wanted)
    places = np.flatnonzero(buffer.data[rarest : last + rarest + 1] == wanted[rarest])
    for at in np.argsort(buffer.counts[wanted], kind="stable"):
        if at != rarest:
            places = places[buffer.data[places + at] == wanted[at]]
    hit[np.searchsorted(buffer.ends, places, side="right")] = True
    return hit


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
