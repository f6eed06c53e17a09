"""What the search compares: float32 copies of the finite rows, scaled and centred, or made unit, as the metric needs."""

import math
from dataclasses import dataclass

import numpy as np

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.dataset import Dataset

LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True, slots=True)
class Prepared:
    """`vectors` (m, d) float32 of the dataset's `rows` (m,), to take differences of; true lengths are `scale` times theirs.

    `centred` are the same about their mean, to take products of, which cancel far from the origin.
    """

    vectors: Floats
    centred: Floats
    rows: Rows
    scale: float
    metric: str

    @property
    def m(self) -> int:
        return len(self.rows)

    def distances(self, squared: Floats) -> Floats:
        """The metric's distances from Σ (a − b)² (−Σ a·b for dot), never below 0 except for dot; float32's largest where it
        has none so large, since inf says that there is no neighbour."""
        if self.metric == "cosine":
            return squared / np.float32(2)
        exact = squared.astype(np.float64)
        exact = np.sqrt(exact) * self.scale if self.metric == "euclidean" else exact * self.scale**2
        return np.clip(exact, -LARGEST, LARGEST, out=exact).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Found:
    """Places (m, k) among the prepared rows, nearest first, with Σ (a − b)² (−Σ a·b for dot).

    `recall` is the share of true neighbours among them, 1 where `exact`.
    """

    indices: Indices
    squared: Floats
    exact: bool = True
    recall: float = 1.0


def prepare(dataset: Dataset, metric: str) -> Prepared:
    """Vectors over a power of two, which costs no digit, so that 1e30 and 1e-30 are both about 1.

    Cosine compares unit vectors u: 1 − u·v = |u − v|² / 2, which keeps its digits for near duplicates. A vector of
    zeros has no direction; it gets one axis of its own, 1 away from everything else.
    """
    if metric == "cosine":
        units = unit(_copied(dataset, 1.0))
        return Prepared(units, units, dataset.kept, 1.0, metric)
    scale = 2.0 ** (math.frexp(dataset.largest)[1] - 1)
    vectors = _copied(dataset, scale)
    return Prepared(
        vectors, _centred(vectors) if metric == "euclidean" else vectors, dataset.kept, scale, metric
    )


def _copied(dataset: Dataset, scale: float) -> Floats:
    """(m, d) the finite rows over `scale`."""
    rows, filled = dataset.kept, 0
    vectors = np.empty((len(rows), dataset.d), np.float32)
    for start, block in dataset.blocks():
        first, last = np.searchsorted(rows, (start, start + len(block)))
        kept = block if last - first == len(block) else block[rows[first:last] - start]
        np.divide(kept, np.float32(scale), out=vectors[filled : filled + len(kept)])
        filled += len(kept)
    return vectors


def _centred(vectors: Floats) -> Floats:
    """The vectors about their mean; themselves where that would hardly shorten them."""
    if not len(vectors):
        return vectors
    mean = vectors.mean(axis=0, dtype=np.float64)
    if np.square(mean).sum() < 0.01 * np.square(vectors[:: max(1, len(vectors) // 1_000)]).sum(axis=1).mean():
        return vectors
    return vectors - mean.astype(np.float32)


def unit(vectors: Floats) -> Floats:
    """Each row divided by its length. Where there are rows of zeros, an axis is added that they alone lie on."""
    largest = np.abs(vectors).max(axis=1, initial=0)
    safe = vectors / np.where(largest > 0, largest, 1)[:, None]
    lengths = np.sqrt(np.einsum("ij,ij->i", safe, safe))
    units = (safe / np.where(lengths > 0, lengths, 1)[:, None]).astype(np.float32)
    if (largest > 0).all():
        return units
    return np.column_stack([units, (largest == 0).astype(np.float32)])
