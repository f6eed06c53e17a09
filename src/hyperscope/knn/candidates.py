"""The likeliest neighbours of rows among columns: tiles of float32 products, sifted while they are in the cache.

A score is a·b − |b|² / 2 (a·b for inner products), which orders columns as distances do. The square is one more column
of the product. Candidates are measured again by differences before anybody sees them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.kernels import lane, selection
from hyperscope.kernels.blas import one_thread_each
from hyperscope.kernels.pool import Pool, in_order
from hyperscope.knn import few
from hyperscope.knn.vectors import STAGE, portions
from hyperscope.progress import Progress, Work

ROWS_IN_A_TILE, COLUMNS_IN_A_TILE = 256, 1_024  # 1 MB of scores: half of a core's own cache
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scorer:
    """The right side of the product for points (m, d), with −|b|² / 2 in a column of its own; `norms` (m,) are |b|²."""

    right: Floats
    norms: NDArray[np.float32]
    inner: bool

    @property
    def m(self) -> int:
        return len(self.right)

    def left(self, rows: Rows) -> Floats:
        """The left side for some rows: they again, and what the squares are multiplied by."""
        left = self.right[rows]
        if not self.inner:
            left[:, -1] = 1
        return left


def scored(points: Floats, inner: bool, mean: Floats | None = None) -> Work[Scorer]:
    """The scorer of points (m, d) about their `mean`; of the points themselves where `inner`."""
    m, d = points.shape
    norms = np.empty(m, np.float32)
    right = points if inner else np.empty((m, d + 1), np.float32)
    for rows in portions(points):
        if not inner:
            np.subtract(points[rows], 0 if mean is None else mean, out=right[rows, :d])
        here = right[rows, :d]
        norms[rows] = np.einsum("ij,ij->i", here, here)
        if not inner:
            right[rows, d] = norms[rows] / np.float32(-2)
        yield Progress(STAGE, rows.stop, m)
    return Scorer(right, norms, inner)


class Candidates:
    """The `keep` best columns for the points `rows` (b,): in pools, or by NumPy where there are few points in all."""

    def __init__(self, scorer: Scorer, rows: Rows, keep: int) -> None:
        self.scorer, self.rows = scorer, rows
        self.few = scorer.m < few.FEW
        self.pool = few.Scores(len(rows), keep, scorer.m) if self.few else Pool(len(rows), keep)
        self._left = scorer.left(rows)

    def look(self, spans: Iterable[Span]) -> None:
        """Offer the columns of all `spans` to every row, on all threads."""
        listed = list(spans)
        parts = -(-len(self.rows) // ROWS_IN_A_TILE)
        with one_thread_each():
            lane.share(lambda _, start, stop: self._look(listed, start, stop), len(self.rows), parts)

    def _look(self, spans: Iterable[Span], start: int, stop: int) -> None:
        left, places = self._left[start:stop], np.arange(start, stop)
        buffer = np.empty(len(left) * COLUMNS_IN_A_TILE, np.float32)
        for begin, end in spans:
            for tile in range(begin, end, COLUMNS_IN_A_TILE):
                width = min(COLUMNS_IN_A_TILE, end - tile)
                scores = buffer[: len(left) * width].reshape(len(left), width)
                np.matmul(left, self.scorer.right[tile : tile + width].T, out=scores)
                self.pool.offer(scores, places, self.rows, tile)

    def look_some(self, places: Rows, span: Span) -> None:
        """Offer the columns of a span to the rows at these places alone, on this thread."""
        begin, end = span
        if not len(places):
            return
        left = self._left[places]
        for tile in range(begin, end, COLUMNS_IN_A_TILE):
            scores = left @ self.scorer.right[tile : min(tile + COLUMNS_IN_A_TILE, end)].T
            self.pool.offer(scores, places, self.rows, tile)

    def short(self) -> Rows:
        """The places of rows that have been offered fewer columns than they keep."""
        return np.flatnonzero(self.pool.filled < self.pool.keep)

    def measured(self, vectors: Floats, inner: bool) -> tuple[Indices, Floats]:
        """The columns, nearest first, and their Σ (a − b)² (−Σ a·b where `inner`) in `vectors`, on all threads."""
        shape = len(self.rows), self.pool.keep
        columns, distances = np.empty(shape, np.int32), np.empty(shape, np.float32)

        def task(_part: int, start: int, stop: int) -> None:
            columns[start:stop], distances[start:stop] = self.measured_alone(vectors, inner, start, stop)

        lane.share(task, len(self.rows))
        return columns, distances

    def measured_alone(self, vectors: Floats, inner: bool, start: int, stop: int) -> tuple[Indices, Floats]:
        """The same for rows start…stop of these, on this thread."""
        columns = self.pool.settle(start, stop)
        distances = np.empty(columns.shape, np.float32)
        measure = few.measure if self.few else selection.measure
        measure(vectors, self.rows[start:stop], inner, columns, distances)
        distances, columns = in_order(distances, columns)
        return columns, distances
