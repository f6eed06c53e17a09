"""What the search compares: float32 copies of the finite rows, centred, scaled or made unit as the metric needs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Rows
from hyperscope.dataset import Dataset


@dataclass(frozen=True, slots=True)
class Prepared:
    """`vectors` (m, d) float32 of the dataset's `rows` (m,); true lengths are `scale` times theirs."""

    vectors: Floats
    rows: Rows
    scale: float
    metric: str

    @property
    def m(self) -> int:
        return len(self.rows)

    def distances(self, squared: Floats) -> Floats:
        """The metric's distances from Σ (a − b)² (−Σ a·b for dot), never below 0 except for dot."""
        if self.metric == "euclidean":
            return (np.sqrt(squared.astype(np.float64)) * self.scale).astype(np.float32)
        if self.metric == "cosine":
            return squared / np.float32(2)
        with np.errstate(over="ignore"):
            return (squared.astype(np.float64) * self.scale**2).astype(np.float32)


def prepare(dataset: Dataset, metric: str) -> Prepared:
    """Euclidean data are centred, because products of float32 cancel far from the origin; all are scaled to about 1.

    Cosine compares unit vectors u: 1 − u·v = |u − v|² / 2, which keeps its digits for near duplicates. A vector of
    zeros has no direction; it gets one axis of its own, 1 away from everything else.
    """
    rows = dataset.kept
    vectors = np.empty((len(rows), dataset.d), np.float32)
    centre = _mean(dataset) if metric == "euclidean" else np.zeros(dataset.d)
    largest = _largest(dataset, centre)
    filled = 0
    for start, block in dataset.blocks():
        kept = block[rows[(rows >= start) & (rows < start + len(block))] - start]
        vectors[filled : filled + len(kept)] = (kept - centre) / largest
        filled += len(kept)
    if metric == "cosine":
        return Prepared(unit(vectors), rows, 1.0, metric)
    return Prepared(vectors, rows, largest, metric)


def unit(vectors: Floats) -> Floats:
    """Each row divided by its length. Where there are rows of zeros, an axis is added that they alone lie on."""
    largest = np.abs(vectors).max(axis=1, initial=0)
    safe = vectors / np.where(largest > 0, largest, 1)[:, None]
    lengths = np.sqrt(np.einsum("ij,ij->i", safe, safe))
    units = (safe / np.where(lengths > 0, lengths, 1)[:, None]).astype(np.float32)
    if (largest > 0).all():
        return units
    return np.column_stack([units, (largest == 0).astype(np.float32)])


def _mean(dataset: Dataset) -> NDArray[np.float64]:
    total, count = np.zeros(dataset.d), 0
    for _, block in dataset.blocks():
        finite = block[np.isfinite(block).all(axis=1)]
        total += finite.sum(axis=0, dtype=np.float64)
        count += len(finite)
    return total / max(count, 1)


def _largest(dataset: Dataset, centre: NDArray[np.float64]) -> float:
    """The largest coordinate once centred, or 1 where all are equal."""
    most = 0.0
    for _, block in dataset.blocks():
        finite = block[np.isfinite(block).all(axis=1)]
        if len(finite):
            most = max(most, *(float(np.abs(edge - centre).max()) for edge in (finite.min(0), finite.max(0))))
    return most or 1.0
