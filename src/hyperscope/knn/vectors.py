"""What the search compares: float32 copies of the finite rows, scaled or unit as the metric needs; or the rows themselves."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.dataset import Dataset
from hyperscope.progress import Progress, Work

LARGEST = float(np.finfo(np.float32).max)
NUMBERS_AT_ONCE = 4_000_000  # about 20 ms
NUMBERS_IN_CACHE = 100_000  # with float64 copies of them
PORTIONS_AT_ONCE = 40  # about 20 ms
COLUMNS_IN_A_STRIP = 16  # put into another order together: a cache line of each row
MODERATE = 2.0**-10, 2.0**30  # between these squares are float32 numbers, and nothing need be scaled
STAGE = "Preparing vectors"


@dataclass(frozen=True, slots=True)
class Prepared:
    """`vectors` (m, d) float32 of the dataset's `rows` (m,), to take differences of; true lengths are `scale` times theirs.

    `mean` (d,) is what to take away before products are taken, which cancel far from the origin; None: nothing. `lent`
    vectors are the dataset's own, never to be written.
    """

    vectors: Floats
    mean: Floats | None
    rows: Rows
    scale: float
    metric: str
    lent: bool = False

    @property
    def m(self) -> int:
        return len(self.rows)

    def reordered(self, order: Rows) -> "Work[Prepared]":
        """The rows in this order, in place unless they are lent: what was there before is then gone."""
        if self.lent:
            vectors = np.empty_like(self.vectors)
            for rows in portions(vectors):
                np.take(self.vectors, order[rows], axis=0, out=vectors[rows])
                yield Progress(STAGE, rows.stop, self.m)
            return replace(self, vectors=vectors, rows=self.rows[order], lent=False)
        yield from reorder(self.vectors, order)
        return replace(self, rows=self.rows[order])

    def distances(self, squared: Floats) -> Work[Floats]:
        """The metric's distances from Σ (a − b)² (−Σ a·b for dot), never below 0 except for dot; float32's largest where it
        has none so large, since inf says that there is no neighbour."""
        distances = np.empty_like(squared)
        for count, rows in enumerate(portions(squared, NUMBERS_IN_CACHE)):
            distances[rows] = self._distances(squared[rows])
            if count % PORTIONS_AT_ONCE == PORTIONS_AT_ONCE - 1:
                yield Progress("Finding neighbours", rows.stop, self.m)
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
    """Vectors over a power of two, which costs no digit, where they are so large or small that squares would be lost.

    Those that are right as they are, are lent. Cosine compares unit vectors u: 1 − u·v = |u − v|² / 2, which keeps its
    digits for near duplicates. A vector of zeros has no direction; it gets one axis of its own, 1 away from everything else.
    """
    yield Progress(STAGE)
    yield from dataset.look_for_left_out()
    scale = 1.0 if metric == "cosine" else _scale((yield from dataset.look_for_largest()))
    lent = scale == 1 and metric != "cosine" and _usable(dataset)
    vectors = dataset.as_float32() if lent else (yield from _copied(dataset, scale))
    if metric == "cosine":
        vectors = yield from _units(vectors)
    mean = (yield from _mean(vectors)) if metric == "euclidean" else None
    return Prepared(vectors, mean, dataset.kept, scale, metric, lent)


def _scale(largest: float) -> float:
    return 1.0 if MODERATE[0] < largest < MODERATE[1] else 2.0 ** (math.frexp(largest)[1] - 1)


def _usable(dataset: Dataset) -> bool:
    """Whether the vectors are already what the search would make of them. Maps are not: kernels take what can be written."""
    vectors = dataset.vectors
    return vectors.dtype == np.float32 and vectors.flags.carray and len(dataset.kept) == dataset.n


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


def _mean(vectors: Floats) -> Work[Floats | None]:
    """The vectors' mean; None where to be about it would hardly shorten them."""
    m = len(vectors)
    if not m:
        return None
    total = np.zeros(vectors.shape[1])
    for rows in portions(vectors):
        total += vectors[rows].sum(axis=0, dtype=np.float64)
        yield Progress(STAGE, rows.stop, m)
    mean = total / m
    if np.square(mean).sum() < 0.01 * np.square(vectors[:: max(1, m // 1_000)]).sum(axis=1).mean():
        return None
    return mean.astype(np.float32)


def reorder(array: NDArray[np.float32], order: Rows) -> Work[None]:
    """Put the rows of an array (m, d) into this order, strip by strip, so that there never is a second copy of all."""
    for first in range(0, array.shape[1], COLUMNS_IN_A_STRIP):
        strip = array[:, first : first + COLUMNS_IN_A_STRIP]
        taken = np.empty(strip.shape, array.dtype)
        for rows in portions(taken):
            taken[rows] = strip[order[rows]]
            yield Progress(STAGE)
        for rows in portions(taken):
            strip[rows] = taken[rows]
            yield Progress(STAGE)


def portions(vectors: Floats, numbers: int | None = None) -> Iterator[slice]:
    """Rows a few at a time, so that one may leave between them."""
    size = max(1, (numbers or NUMBERS_AT_ONCE) // max(1, vectors.shape[1]))
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
