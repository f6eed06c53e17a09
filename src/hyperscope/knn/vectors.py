"""What the search compares: float32 copies of the finite rows, scaled and centred, or made unit, as the metric needs."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.dataset import Dataset
from hyperscope.progress import Progress, Work

LARGEST = float(np.finfo(np.float32).max)
NUMBERS_AT_ONCE = 4_000_000  # about 20 ms
NUMBERS_IN_CACHE = 100_000  # with float64 copies of them
STAGE = "Preparing vectors"


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
        distances = np.empty_like(squared)
        for rows in portions(squared, NUMBERS_IN_CACHE):
            distances[rows] = self._distances(squared[rows])
        return distances

    def _distances(self, squared: Floats) -> Floats:
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


def prepare(dataset: Dataset, metric: str) -> Work[Prepared]:
    """Vectors over a power of two, which costs no digit, so that 1e30 and 1e-30 are both about 1.

    Cosine compares unit vectors u: 1 − u·v = |u − v|² / 2, which keeps its digits for near duplicates. A vector of
    zeros has no direction; it gets one axis of its own, 1 away from everything else.
    """
    yield Progress(STAGE)
    scale = 1.0 if metric == "cosine" else 2.0 ** (math.frexp(dataset.largest)[1] - 1)
    vectors = yield from _copied(dataset, scale)
    if metric == "cosine":
        vectors = yield from _units(vectors)
    centred = (yield from _centred(vectors)) if metric == "euclidean" else vectors
    return Prepared(vectors, centred, dataset.kept, scale, metric)


def _copied(dataset: Dataset, scale: float) -> Work[Floats]:
    """(m, d) the finite rows over `scale`."""
    rows, filled = dataset.kept, 0
    vectors = np.empty((len(rows), dataset.d), np.float32)
    for start, block in dataset.blocks():
        first, last = np.searchsorted(rows, (start, start + len(block)))
        kept = block if last - first == len(block) else block[rows[first:last] - start]
        np.divide(kept, np.float32(scale), out=vectors[filled : filled + len(kept)])
        filled += len(kept)
        yield Progress(STAGE, filled, len(rows))
    return vectors


def _centred(vectors: Floats) -> Work[Floats]:
    """The vectors about their mean; themselves where that would hardly shorten them."""
    m = len(vectors)
    if not m:
        return vectors
    total = np.zeros(vectors.shape[1])
    for rows in portions(vectors):
        total += vectors[rows].sum(axis=0, dtype=np.float64)
        yield Progress(STAGE, rows.stop, m)
    mean = total / m
    if np.square(mean).sum() < 0.01 * np.square(vectors[:: max(1, m // 1_000)]).sum(axis=1).mean():
        return vectors
    centred = np.empty_like(vectors)
    for rows in portions(vectors):
        np.subtract(vectors[rows], mean.astype(np.float32), out=centred[rows])
        yield Progress(STAGE, rows.stop, m)
    return centred


def portions(vectors: Floats, numbers: int = NUMBERS_AT_ONCE) -> Iterator[slice]:
    """Rows a few at a time, so that one may leave between them."""
    size = max(1, numbers // max(1, vectors.shape[1]))
    return (slice(start, min(start + size, len(vectors))) for start in range(0, len(vectors), size))


def _units(vectors: Floats) -> Work[Floats]:
    """Each row divided by its length. Where there are rows of zeros, an axis is added that they alone lie on."""
    zeros = np.zeros(len(vectors), np.float32)
    for rows in portions(vectors):
        vectors[rows], zeros[rows] = unit(vectors[rows])
        yield Progress(STAGE, rows.stop, len(vectors))
    return np.column_stack([vectors, zeros]) if zeros.any() else vectors


def unit(vectors: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Each row divided by its length, and which rows are zeros."""
    largest = np.abs(vectors).max(axis=1, initial=0)
    safe = vectors / np.where(largest > 0, largest, 1)[:, None]
    lengths = np.sqrt(np.einsum("ij,ij->i", safe, safe))
    return (safe / np.where(lengths > 0, lengths, 1)[:, None]).astype(np.float32), largest == 0
