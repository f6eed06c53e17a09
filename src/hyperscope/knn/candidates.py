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


def scored(points: Floats, inner: bool) -> Work[Scorer]:
    """The scorer of points (m, d)."""
    m, d = points.shape
    norms = np.empty(m, np.float32)
    right = points if inner else np.empty((m, d + 1), np.float32)
    for rows in portions(points):
        norms[rows] = np.einsum("ij,ij->i", points[rows], points[rows])
        if not inner:
            right[rows, :d] = points[rows]
            right[rows, d] = norms[rows] / np.float32(-2)
        yield Progress(STAGE, rows.stop, m)
    return Scorer(right, norms, inner)


class Candidates:
    """Heaps of the `keep` best columns for the points `rows` (b,)."""

    def __init__(self, scorer: Scorer, rows: Rows, keep: int) -> None:
        self.scorer, self.rows = scorer, rows
        self.values = np.full((len(rows), keep), -np.inf, np.float32)
        self.columns = np.full((len(rows), keep), scorer.m, np.int32)
        self._left = scorer.left(rows)

    def look(self, spans: Iterable[Span]) -> None:
        """Offer the columns of all `spans` to every row, on all threads."""
        listed = list(spans)
        parts = -(-len(self.rows) // ROWS_IN_A_TILE)
        with one_thread_each():
            lane.share(lambda _, start, stop: self.look_alone(listed, start, stop), len(self.rows), parts)

    def look_alone(self, spans: Iterable[Span], start: int, stop: int) -> None:
        """The same for rows start…stop of these, on this thread."""
        left, rows = self._left[start:stop], self.rows[start:stop]
        values, columns = self.values[start:stop], self.columns[start:stop]
        buffer = np.empty(len(rows) * COLUMNS_IN_A_TILE, np.float32)
        for begin, end in spans:
            for tile in range(begin, end, COLUMNS_IN_A_TILE):
                width = min(COLUMNS_IN_A_TILE, end - tile)
                scores = buffer[: len(rows) * width].reshape(len(rows), width)
                np.matmul(left, self.scorer.right[tile : tile + width].T, out=scores)
                selection.best_scores(0, len(rows), scores, rows, tile, values, columns)

    def look_some(self, places: Rows, span: Span) -> None:
        """Offer the columns of a span to the rows at these places alone, on this thread."""
        begin, end = span
        if not len(places):
            return
        for tile in range(begin, end, COLUMNS_IN_A_TILE):
            scores = self._left[places] @ self.scorer.right[tile : min(tile + COLUMNS_IN_A_TILE, end)].T
            selection.scattered_scores(scores, places, self.rows[0], tile, self.values, self.columns)

    def short(self) -> Rows:
        """The places of rows that have been offered fewer columns than they keep."""
        return np.flatnonzero(self.values[:, 0] == -np.inf)

    def forget(self, places: Rows) -> None:
        self.values[places], self.columns[places] = -np.inf, self.scorer.m

    def measured(self, vectors: Floats, inner: bool) -> tuple[Indices, Floats]:
        """The columns, nearest first, and their Σ (a − b)² (−Σ a·b where `inner`) in `vectors`, on all threads."""
        distances = np.empty_like(self.values)
        lane.share(lambda _, a, b: self._measure(a, b, vectors, inner, distances), len(self.rows))
        return self.columns, distances

    def measured_alone(self, vectors: Floats, inner: bool) -> tuple[Indices, Floats]:
        """The same on this thread."""
        distances = np.empty_like(self.values)
        self._measure(0, len(self.rows), vectors, inner, distances)
        return self.columns, distances

    def _measure(self, start: int, stop: int, vectors: Floats, inner: bool, distances: Floats) -> None:
        selection.unheap(start, stop, self.values, self.columns)
        selection.measure(start, stop, vectors, self.rows, inner, self.columns, distances)
