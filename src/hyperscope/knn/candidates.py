"""The likeliest neighbours of rows among columns: tiles of float32 products, sifted while they are in the cache.

A score is a·b − |b|² / 2 (a·b for inner products), which orders columns as distances do. The square is one more column
of the product. Candidates are measured again by differences before anybody sees them.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices
from hyperscope.kernels import lane, selection
from hyperscope.kernels.blas import one_thread_each

ROWS_IN_A_TILE, COLUMNS_IN_A_TILE = 64, 4_096  # 1 MB of scores: half of a core's own cache
Span = tuple[int, int]


class Candidates:
    """Heaps of the `keep` best columns for rows `first`…`last` of the points whose products `Scorer` makes."""

    def __init__(self, scorer: "Scorer", first: int, last: int, keep: int) -> None:
        self.scorer, self.first, self.last = scorer, first, last
        self.values = np.full((last - first, keep), -np.inf, np.float32)
        self.columns = np.full((last - first, keep), scorer.m, np.int32)

    def look(self, spans: Iterable[Span]) -> None:
        """Offer the columns of all `spans` to every row, on all threads."""
        listed = list(spans)
        parts = -(-(self.last - self.first) // ROWS_IN_A_TILE)
        with one_thread_each():
            lane.share(lambda _, a, b: self.look_at(a, b, listed), self.last - self.first, parts)

    def look_at(self, start: int, stop: int, spans: Iterable[Span]) -> None:
        """The same for rows start…stop of these alone, on this thread."""
        rows = self.scorer.left[self.first + start : self.first + stop]
        values, columns = self.values[start:stop], self.columns[start:stop]
        buffer = np.empty((stop - start) * COLUMNS_IN_A_TILE, np.float32)
        for begin, end in spans:
            for tile in range(begin, end, COLUMNS_IN_A_TILE):
                width = min(COLUMNS_IN_A_TILE, end - tile)
                scores = buffer[: (stop - start) * width].reshape(stop - start, width)
                np.matmul(rows, self.scorer.right[tile : tile + width].T, out=scores)
                selection.best_scores(0, stop - start, scores, self.first + start, tile, values, columns)

    def measured(self, vectors: Floats, inner: bool) -> tuple[Indices, Floats]:
        """The columns, nearest first, and their Σ (a − b)² (−Σ a·b where `inner`) in `vectors`."""
        distances = np.empty_like(self.values)
        lane.share(
            lambda _, a, b: selection.measure(a, b, vectors, self.first, inner, self.columns, distances),
            self.last - self.first,
        )
        return self.columns, distances


class Scorer:
    """Both sides of the product for points (m, d), with the squares in a column of their own."""

    def __init__(self, points: Floats, inner: bool) -> None:
        self.m = len(points)
        self.norms: NDArray[np.float32] = np.einsum("ij,ij->i", points, points)
        if inner:
            self.left = self.right = points
            return
        ones = np.ones((self.m, 1), np.float32)
        self.left = np.hstack([points, ones])
        self.right = np.hstack([points, (self.norms / np.float32(-2))[:, None]])
