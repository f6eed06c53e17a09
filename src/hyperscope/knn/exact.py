"""Exact nearest neighbours: float32 products pick candidates, differences decide.

A product |a|² + |b|² − 2a·b loses its digits where points lie closer together than rounding at their distance from
the centre. So each row keeps a few candidates too many, measures them by differences, and is searched again by
differences alone if rounding could have hidden a neighbour. The answer is the same as that of a plain double loop.
"""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane, selection
from hyperscope.knn.candidates import Candidates, Scorer, Span, scored
from hyperscope.knn.vectors import Found, Prepared
from hyperscope.progress import Progress, Work

SLACK = 16  # candidates beyond k: rounding then hides a neighbour only where many lie equally far
ROWS_IN_A_BLOCK, FEWEST_IN_A_BLOCK = 4_096, 512  # the fewer, the more often a file is read
FLOP_IN_A_PIECE = 2e9  # about 20 ms of products
STAGE = "Finding neighbours"


def nearest(prepared: Prepared, k: int) -> Work[Found]:
    """The k nearest of every prepared row, all of them found. Needs 1 ≤ k < m."""
    search = _Search(
        prepared, k, (yield from scored(prepared.points, prepared.metric == "dot", prepared.mean))
    )
    height = min(ROWS_IN_A_BLOCK, max(FEWEST_IN_A_BLOCK, 4 * prepared.points.at_once))
    for start in range(0, prepared.m, height):
        yield from search.block(start, min(start + height, prepared.m))
    yield from search.settle()
    return Found(search.indices, search.squared)


class _Search:
    def __init__(self, prepared: Prepared, k: int, scorer: Scorer) -> None:
        self.m, self.k = prepared.m, k
        self.points = prepared.points
        self.inner = prepared.metric == "dot"
        self.indices = np.empty((self.m, k), np.int32)
        self.squared = np.empty((self.m, k), np.float32)
        self.scorer = scorer
        self.doubtful: list[NDArray[np.int64]] = []

    def block(self, start: int, stop: int) -> Work[None]:
        keep = min(self.k + SLACK, self.m - 1)
        candidates = Candidates(self.scorer, np.arange(start, stop), keep)
        for span in pieces(self.scorer, stop - start):
            candidates.look(span)
            self.points.rest()
            yield Progress(STAGE, start, self.m)
        columns, distances = candidates.measured(self.points, self.inner)
        self.indices[start:stop] = columns[:, : self.k]
        self.squared[start:stop] = distances[:, : self.k]
        if keep < self.m - 1 and not self.inner:
            self._doubt(start, stop, candidates.pool.highest_left_out)

    def _doubt(self, start: int, stop: int, left_out: Floats) -> None:
        """Remember the rows whose k-th neighbour is no nearer than rounding may have moved an excluded point."""
        norms = self.scorer.norms[start:stop]
        excluded = norms - 2 * left_out
        slip = np.float32((5 + self.points.shape[1] ** 0.5) * 1.2e-7) * (norms + self.scorer.norms.max())
        doubtful = self.squared[start:stop, -1] > excluded - slip
        self.doubtful.append(start + np.flatnonzero(doubtful))

    def settle(self) -> Work[None]:
        rows = np.concatenate(self.doubtful) if self.doubtful else np.empty(0, np.int64)
        size = max(8, int(FLOP_IN_A_PIECE / 8 / math.prod(self.points.shape)))
        for begin in range(0, len(rows), size):
            self._scan(rows[begin : begin + size])
            yield Progress(STAGE, begin, len(rows))

    def _scan(self, rows: NDArray[np.int64]) -> None:
        columns = np.full((len(rows), self.k), self.m, np.int32)
        scores = np.full((len(rows), self.k), -np.inf, np.float32)
        for first in range(0, self.m, self.points.at_once):
            names = np.arange(first, min(first + self.points.at_once, self.m), dtype=np.int32)
            vectors, here, there = self.points.among(rows, names)

            def task(_part: int, start: int, stop: int, vectors=vectors, others=(here, there, names)) -> None:
                here, there, names = others
                selection.scan(start, stop, vectors, here, there, names, columns, scores)

            lane.share(task, len(rows))
        self.points.rest()
        order = np.lexsort((columns, -scores), axis=1)
        self.indices[rows] = np.take_along_axis(columns, order, 1)
        self.squared[rows] = -np.take_along_axis(scores, order, 1)


def pieces(scorer: Scorer, rows: int) -> Iterator[Span]:
    """All columns a few at a time, for the products with so many rows."""
    width = min(max(1, int(FLOP_IN_A_PIECE / (2 * rows * scorer.right.shape[1]))), scorer.right.at_once)
    return ((begin, min(begin + width, scorer.m)) for begin in range(0, scorer.m, width))
