"""The likeliest neighbours of rows among columns: tiles of float32 products, sifted while they are in the cache.

A score is a·b − |b|² / 2 (a·b for inner products), which orders columns as distances do. The square is one more column
of the product. Candidates are measured again by differences before anybody sees them.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.kernels import lane, selection
from hyperscope.kernels.blas import one_thread_each
from hyperscope.kernels.pool import Pool, in_order
from hyperscope.knn import few
from hyperscope.knn.points import About, Fetched, Held, Points
from hyperscope.knn.vectors import STAGE, portions, reorder
from hyperscope.progress import Progress, Work

ROWS_IN_A_TILE, COLUMNS_IN_A_TILE = 256, 1_024  # 1 MB of scores: half of a core's own cache
ROWS_IN_A_PRODUCT = 512
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scorer:
    """The right side of the product for points (m, d), with −|b|² / 2 in a column of its own; `norms` (m,) are |b|²."""

    right: Points
    norms: NDArray[np.float32]
    inner: bool

    @property
    def m(self) -> int:
        return self.right.shape[0]

    @property
    def bare(self) -> Points:
        """The right side without that column."""
        right = self.right
        if isinstance(right, About):
            return replace(right, norms=None)
        return Held(right.array[:, :-1]) if isinstance(right, Held) and not self.inner else right

    def left(self, rows: Rows) -> Floats:
        """The left side for some rows: they again, and what the squares are multiplied by."""
        left = self.right.take(rows)
        if not self.inner:
            left[:, -1] = 1
        return left

    def reordered(self, order: Rows, points: Points) -> "Work[Scorer]":
        """The scorer of `points`, which are the same as before in this order; what is held is put in order in place."""
        norms, right = self.norms[order], points if self.inner else self.right
        if isinstance(right, About) and isinstance(points, Fetched):
            right = About(points, right.mean, norms)
        elif isinstance(right, Held) and not self.inner:
            yield from reorder(right.array, order)
        return Scorer(right, norms, self.inner)


def scored(points: Points, inner: bool, mean: Floats | None = None) -> Work[Scorer]:
    """The scorer of points (m, d) about their `mean`; of the points themselves where `inner`."""
    m, d = points.shape
    norms = np.empty(m, np.float32)
    bare = About(points, mean, None) if isinstance(points, Fetched) and not inner else points
    right = np.empty((m, d + 1), np.float32) if isinstance(bare, Held) and not inner else None
    for rows in portions(points):
        here = bare.span(rows.start, rows.stop)
        if right is not None:
            here = np.subtract(here, 0 if mean is None else mean, out=right[rows, :d])
        norms[rows] = np.einsum("ij,ij->i", here, here)
        if right is not None:
            right[rows, d] = norms[rows] / np.float32(-2)
        points.rest()
        yield Progress(STAGE, rows.stop, m)
    if right is not None:
        return Scorer(Held(right), norms, False)
    return Scorer(replace(bare, norms=norms) if isinstance(bare, About) else bare, norms, inner)


class Candidates:
    """The `keep` best columns for the points `rows` (b,): in pools, or by NumPy where there are few points in all."""

    def __init__(self, scorer: Scorer, rows: Rows, keep: int) -> None:
        self.scorer, self.rows = scorer, rows
        self.few = scorer.m < few.FEW
        self.pool = few.Scores(len(rows), keep, scorer.m) if self.few else Pool(len(rows), keep)
        self._left = scorer.left(rows)

    def look(self, span: Span) -> None:
        """Offer the columns of a span, of no more than are asked for at once, to every row, on all threads."""
        right = self.scorer.right.span(*span)
        parts = -(-len(self.rows) // ROWS_IN_A_TILE)
        with one_thread_each():
            lane.share(lambda _, start, stop: self._look(right, span[0], start, stop), len(self.rows), parts)

    def _look(self, right: Floats, first: int, start: int, stop: int) -> None:
        left, places = self._left[start:stop], np.arange(start, stop)
        buffer = np.empty(len(left) * COLUMNS_IN_A_TILE, np.float32)
        for tile in range(0, len(right), COLUMNS_IN_A_TILE):
            columns = right[tile : tile + COLUMNS_IN_A_TILE]
            scores = buffer[: len(left) * len(columns)].reshape(len(left), len(columns))
            np.matmul(left, columns.T, out=scores)
            self.pool.offer(scores, places, self.rows, first + tile)

    def look_some(self, places: Rows, span: Span) -> None:
        """Offer the columns of a span to the rows at these places alone, on this thread."""
        begin, end = span
        if not len(places):
            return
        for tile in range(begin, end, COLUMNS_IN_A_TILE):
            right = self.scorer.right.span(tile, min(tile + COLUMNS_IN_A_TILE, end))
            for start in range(0, len(places), ROWS_IN_A_PRODUCT):
                some = places[start : start + ROWS_IN_A_PRODUCT]
                self.pool.offer(self._left[some] @ right.T, some, self.rows, tile)

    def short(self) -> Rows:
        """The places of rows that have been offered fewer columns than they keep."""
        return np.flatnonzero(self.pool.filled < self.pool.keep)

    def measured(self, points: Points, inner: bool) -> tuple[Indices, Floats]:
        """The columns, nearest first, and their Σ (a − b)² (−Σ a·b where `inner`) of `points`, on all threads."""
        shape = len(self.rows), self.pool.keep
        columns, distances = np.empty(shape, np.int32), np.empty(shape, np.float32)

        def task(_part: int, start: int, stop: int) -> None:
            columns[start:stop], distances[start:stop] = self.measured_alone(points, inner, start, stop)

        lane.share(task, len(self.rows))
        return columns, distances

    def measured_alone(self, points: Points, inner: bool, start: int, stop: int) -> tuple[Indices, Floats]:
        """The same for rows start…stop of these, on this thread."""
        columns = self.pool.settle(start, stop)
        distances = np.empty(columns.shape, np.float32)
        measure = few.measure if self.few else selection.measure
        size = max(1, points.at_once // (columns.shape[1] + 1))
        for first in range(0, stop - start, size):
            some = slice(first, min(first + size, stop - start))
            vectors, here, there = points.among(self.rows[start:stop][some], columns[some])
            measure(vectors, here, inner, there, distances[some])
        distances, columns = in_order(distances, columns)
        return columns, distances
