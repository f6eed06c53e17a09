"""The rows nearest to one row: exact, against the original vectors, by one matrix–vector product.

No kernel and no lane: it answers while a projection runs. Products pick candidates; differences in float64 measure
them, and measure all rows where rounding could have hidden one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.dataset import Dataset
from hyperscope.errors import QueryError
from hyperscope.graph import METRICS
from hyperscope.params import unknown_name

SPARE = 64  # candidates beyond k
F32, F64 = NDArray[np.float32], NDArray[np.float64]


def to_row(dataset: Dataset, row: int, k: int, metric: str = "cosine") -> tuple[Rows, F64]:
    """The min(k, others) rows nearest to `row`, itself left out, nearest first, ties by row; and their distances.

    Distances as in `KnnGraph`: at least 0 (cosine: 1 from and to a vector of zeros), −a·b for dot. Left-out rows are
    skipped; a left-out row has no neighbours. Raises `QueryError` for a row that is not there, `ParameterError` for an
    unknown metric.
    """
    if metric not in METRICS:
        raise unknown_name(metric, METRICS, where="metric")
    if not 0 <= row < dataset.n:
        raise QueryError(
            f"a row from 0 to {dataset.n - 1:,}", f"{row:,}", "Rows are counted from 0.", where="row"
        )
    if np.isnan(dataset.lengths[row]) or k < 1:
        return np.empty(0, np.int64), np.empty(0)
    return _Question(dataset, row, metric).answer(k)


@dataclass(frozen=True, slots=True)
class _Question:
    dataset: Dataset
    row: int
    metric: str

    def answer(self, k: int) -> tuple[Rows, F64]:
        rough, slip = self._rough()
        rough[self.row] = np.inf
        rough[np.isnan(rough)] = np.inf
        others = int(np.isfinite(rough).sum())
        k, wide = min(k, others), min(k + SPARE, others)
        if k == 0:
            return np.empty(0, np.int64), np.empty(0)
        candidates = np.argpartition(rough, wide - 1)[:wide]
        rows, distances = self._nearest(candidates, k)
        limit = rough[candidates].max() - slip
        if wide < others and self._rough_of(distances[-1]) > limit:
            return self._nearest(np.flatnonzero(rough <= self._rough_of(distances[-1]) + slip), k)
        return rows, distances

    def _rough(self) -> tuple[F32, float]:
        """(n,) numbers that order the rows up to `slip`: |a − b|², −cos or −a·b, over the data's scale."""
        data = self.dataset
        lengths, mine = data.lengths, data.lengths[self.row]
        query = (self._vectors(np.array([self.row]))[0] / data.largest**2).astype(np.float32)
        products = np.empty(data.n, np.float32)
        with np.errstate(invalid="ignore", over="ignore"):  # left-out rows: their lengths are NaN
            for start, block in data.blocks():
                products[start : start + len(block)] = block @ query
            products[np.isnan(lengths)] = np.nan
            rounding = 4e-7 * (4 + data.d**0.5)
            if self.metric == "dot":
                return -products, rounding * float(mine * np.nanmax(lengths))
            if self.metric == "cosine":
                both = lengths * mine
                return np.where(both > 0, -products / np.where(both > 0, both, 1), 0 * lengths), rounding
            return lengths**2 + mine**2 - 2 * products, rounding * float((mine + np.nanmax(lengths)) ** 2)

    def _rough_of(self, distance: float) -> float:
        """What `_rough` would be for a measured distance."""
        if self.metric == "cosine":
            return distance - 1
        return (
            (distance / self.dataset.largest) ** 2
            if self.metric == "euclidean"
            else distance / self.dataset.largest**2
        )

    def _nearest(self, rows: NDArray[np.int64], k: int) -> tuple[Rows, F64]:
        rows = rows[rows != self.row]
        distances = self._measured(rows)
        order = np.lexsort((rows, distances))[:k]
        return rows[order], distances[order]

    def _measured(self, rows: NDArray[np.int64]) -> F64:
        query, others = self._vectors(np.array([self.row])), self._vectors(rows)
        if self.metric == "dot":
            return -(others @ query[0])
        if self.metric == "euclidean":
            return np.sqrt(np.square(others - query).sum(axis=1))
        units, unit = _unit(others), _unit(query)
        directed = units.any(axis=1) & unit.any()
        return np.where(directed, np.square(units - unit).sum(axis=1) / 2, 1.0)

    def _vectors(self, rows: NDArray[np.int64]) -> F64:
        return np.asarray(self.dataset.vectors[rows], np.float64)


def _unit(vectors: F64) -> F64:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths > 0, lengths, 1)
