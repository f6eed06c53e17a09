"""A set of rows as one bit a row, the lowest first: a million rows are 125 kB, in JSON 167 kB of base64."""

import numpy as np

from hyperscope.arrays import Rows
from hyperscope.errors import QueryError


def unpack(bits: bytes, n: int) -> Rows:
    """The rows (m,) int64, ascending. Raises `QueryError` where there is not one bit for each of `n` rows, or none is set."""
    marked = np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")
    if len(bits) != (n + 7) // 8 or marked[n:].any():
        raise QueryError(
            f"one bit for each of {n:,} rows",
            f"{8 * len(bits):,} bits",
            "Send them lowest first.",
            where="rows",
        )
    rows = np.flatnonzero(marked)
    if not len(rows):
        raise QueryError("at least one row", "none", "Select some first.", where="rows")
    return rows


def pack(rows: Rows, n: int) -> bytes:
    """The reverse."""
    marked = np.zeros(n, np.uint8)
    marked[rows] = 1
    return np.packbits(marked, bitorder="little").tobytes()
