"""Squared distances from some rows to all, by NumPy on this thread alone: at opening nothing waits for a compiler.

Whoever measures may do so at a low priority, which a matrix library's own threads would not know of. The room that
distances are worked out in is kept from one block of rows to the next: fresh pages cost more than the arithmetic does.
"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.kernels.blas import one_thread_each
from hyperscope.progress import Progress, Work

ROWS_AT_ONCE = (
    64  # whose products are taken together: of fewer they are slow, of more their distances leave the cache
)
FEW_AXES = 3  # up to which differences cost no more than products
BYTES_IN_A_TILE = 256 << 10  # of columns, and of their distances: they stay in the cache
COLUMNS_AT_LEAST = 256  # of a tile: products of fewer are slow
PRODUCTS_AT_ONCE = 300_000_000  # about 20 ms
NUMBERS_AT_ONCE = 2_000_000  # a few milliseconds
ROUNDING = 2e-16  # times 10 + √p, of two points' squared lengths: more than products leave of a distance of 0
STAGE = "Measuring quality"
Spread = NDArray[np.floating]
Values = NDArray[np.float64]


class Squared:
    """(rows, n) squared distances in a space (n, p) and in its type, infinite from a row to itself, 0 between equal points.

    A call writes over what the call before it returned.
    """

    def __init__(self, space: Spread, height: int) -> None:
        """Of up to `height` rows at a time."""
        self._space, self._found = space, np.empty((height, len(space)), space.dtype)
        self._make = _Products(space, height) if space.shape[1] > FEW_AXES else _Differences(space)

    def of(self, rows: Rows) -> Work[Spread]:
        found = self._found[: len(rows)]
        yield from self._make(rows, found)
        return found


class _Differences:
    def __init__(self, space: Spread) -> None:
        self._space, self._axes = space, np.ascontiguousarray(space.T)
        self._gaps = np.empty(len(space), space.dtype)

    def __call__(self, rows: Rows, found: Spread) -> Work[None]:
        for out, row in zip(found, rows, strict=True):
            for axis, there in enumerate(self._axes):
                squares = self._gaps if axis else out
                np.subtract(there, there[row], out=squares)
                np.multiply(squares, squares, out=squares)
                if axis:
                    np.add(out, squares, out=out)
            out[row] = np.inf
        yield Progress(STAGE)


class _Products:
    """−2a, |a|², 1 times b, 1, |b|² is |a − b|²: float64's products do all of it, and nothing passes over what they make."""

    def __init__(self, space: Spread, height: int) -> None:
        n, p = space.shape
        width = min(n, max(COLUMNS_AT_LEAST, BYTES_IN_A_TILE // (8 * max(height, p))))
        self._space, self._lengths = space, np.empty(0)
        self._there, self._products = np.ones((width, p + 2)), np.empty((height, width))
        self._piece = width * max(1, PRODUCTS_AT_ONCE // (height * p * width))
        self._rounding = ROUNDING * (10 + p**0.5)

    def __call__(self, rows: Rows, found: Spread) -> Work[None]:
        if not len(self._lengths):
            self._lengths = yield from _lengths(self._space)
        n, width, own = len(self._space), len(self._there), self._lengths[rows]
        here = np.column_stack([-2 * self._space[rows].astype(np.float64), own, np.ones(len(rows))])
        for start in range(0, n, self._piece):
            stop = min(start + self._piece, n)
            with one_thread_each():
                for at in range(start, stop, width):
                    self._tile(here, slice(at, min(at + width, stop)), found)
            yield Progress(STAGE)
        found[np.arange(len(rows)), rows] = np.inf
        self._without_rounding(found, own)

    def _tile(self, here: Values, columns: slice, found: Spread) -> None:
        width = columns.stop - columns.start
        there, products = self._there[:width], self._products[: len(here), :width]
        there[:, :-2], there[:, -1] = self._space[columns], self._lengths[columns]
        found[:, columns] = np.matmul(here, there.T, out=products)

    def _without_rounding(self, found: Spread, own: Values) -> None:
        """0 where no more is left than the rounding of products: of equal points."""
        at_most = self._rounding * (own + self._lengths.max())
        for row in (found.min(axis=1) <= at_most).nonzero()[0]:
            there = (found[row] <= at_most[row]).nonzero()[0]
            nothing = found[row, there] <= self._rounding * (own[row] + self._lengths[there])
            found[row, there[nothing]] = 0


def _lengths(space: Spread) -> Work[Values]:
    lengths, step = np.empty(len(space)), max(1, NUMBERS_AT_ONCE // space.shape[1])
    for start in range(0, len(space), step):
        some = space[start : start + step]
        np.einsum("ij,ij->i", some, some, dtype=np.float64, out=lengths[start : start + step])
        yield Progress(STAGE)
    return lengths
