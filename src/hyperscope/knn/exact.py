"""Exact nearest neighbours: blocks of float32 products pick candidates, differences decide.

A product |a|² + |b|² − 2a·b loses its digits where points lie closer together than rounding at their distance from
the centre. So each row keeps a few candidates too many, measures them by differences, and is searched again by
differences alone if rounding could have hidden a neighbour. The answer is the same as that of a plain double loop.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices
from hyperscope.kernels import lane, selection
from hyperscope.knn.vectors import Prepared
from hyperscope.progress import Progress, Work

SLACK = 16  # candidates beyond k: rounding then hides a neighbour only where many lie equally far
FLOP_IN_A_BLOCK = 2e9  # about 20 ms of products
BYTES_IN_A_BLOCK = 16 << 20  # so that products are still in the cache when they are sifted
STAGE = "Finding neighbours"


def nearest(prepared: Prepared, k: int) -> Work[tuple[Indices, Floats]]:
    """(m, k) places among the prepared rows, nearest first, with Σ (a − b)² (−Σ a·b for dot). Needs 1 ≤ k < m."""
    search = _Search(prepared, k)
    for start, stop in _blocks(prepared):
        search.block(start, stop)
        yield Progress(STAGE, stop, prepared.m)
    yield from search.settle()
    return search.indices, search.squared


def _blocks(prepared: Prepared) -> Iterator[tuple[int, int]]:
    m, d = prepared.vectors.shape
    rows = int(min(FLOP_IN_A_BLOCK / (2 * m * d), BYTES_IN_A_BLOCK / (4 * m), 1_024))
    for start in range(0, m, max(rows, 16)):
        yield start, min(start + max(rows, 16), m)


class _Search:
    def __init__(self, prepared: Prepared, k: int) -> None:
        self.m, self.k = prepared.m, k
        self.vectors = prepared.vectors
        self.inner = prepared.metric == "dot"
        self.indices = np.empty((self.m, k), np.int32)
        self.squared = np.empty((self.m, k), np.float32)
        self.centred = prepared.centred
        self.norms = np.einsum("ij,ij->i", self.centred, self.centred)
        self.doubtful: list[NDArray[np.int64]] = []

    def block(self, start: int, stop: int) -> None:
        scores = self.centred[start:stop] @ self.centred.T
        if not self.inner:
            scores -= self.norms / 2
        keep = min(self.k + SLACK, self.m - 1)
        values = np.empty((stop - start, keep), np.float32)
        columns = np.empty((stop - start, keep), np.int32)
        distances = np.empty_like(values)

        def task(_part: int, first: int, last: int) -> None:
            selection.best_scores(first, last, scores, start, values, columns)
            selection.measure(first, last, self.vectors, start, self.inner, columns, distances)

        lane.share(task, stop - start)
        self.indices[start:stop] = columns[:, : self.k]
        self.squared[start:stop] = distances[:, : self.k]
        if keep < self.m - 1 and not self.inner:
            self._doubt(start, stop, values[:, 0])

    def _doubt(self, start: int, stop: int, worst: Floats) -> None:
        """Remember the rows whose k-th neighbour is no nearer than rounding may have moved an excluded point."""
        norms = self.norms[start:stop]
        excluded = norms - 2 * worst
        slip = np.float32((4 + self.vectors.shape[1] ** 0.5) * 1.2e-7) * (norms + self.norms.max())
        doubtful = self.squared[start:stop, -1] > excluded - slip
        self.doubtful.append(start + np.flatnonzero(doubtful))

    def settle(self) -> Work[None]:
        rows = np.concatenate(self.doubtful) if self.doubtful else np.empty(0, np.int64)
        size = max(8, int(FLOP_IN_A_BLOCK / 8 / self.vectors.size))
        for begin in range(0, len(rows), size):
            self._scan(rows[begin : begin + size])
            yield Progress(STAGE, begin, len(rows))

    def _scan(self, rows: NDArray[np.int64]) -> None:
        columns = np.empty((len(rows), self.k), np.int32)
        scores = np.empty((len(rows), self.k), np.float32)
        lane.share(lambda _, a, b: selection.scan(a, b, self.vectors, rows, columns, scores), len(rows))
        order = np.lexsort((columns, -scores), axis=1)
        self.indices[rows] = np.take_along_axis(columns, order, 1)
        self.squared[rows] = -np.take_along_axis(scores, order, 1)
