"""What the search compares: float32 copies of the finite rows, scaled or unit as the metric needs; the rows themselves;
or what fetches them from their file."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.dataset import Dataset, in_file
from hyperscope.knn.points import Fetched, Held, Points, unit
from hyperscope.knn.room import room
from hyperscope.progress import Progress, Work

LARGEST = float(np.finfo(np.float32).max)
NUMBERS_AT_ONCE = 4_000_000  # about 20 ms
NUMBERS_IN_CACHE = 100_000  # with float64 copies of them
PORTIONS_AT_ONCE = 40  # about 20 ms
COLUMNS_IN_A_STRIP = 16  # put into another order together: a cache line of each row
COPIES = 2  # in float32, that a search makes of vectors it is not lent
MODERATE = 2.0**-10, 2.0**30  # between these squares are float32 numbers, and nothing need be scaled
STAGE = "Preparing vectors"


@dataclass(frozen=True, slots=True)
class Prepared:
    """`points` (m, d) of the dataset's `rows` (m,), to take differences of; true lengths are `scale` times theirs.

    `mean` (d,) is what to take away before products are taken, which cancel far from the origin; None: nothing. `lent`
    points are the dataset's own, never to be written.
    """

    points: Points
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
        points = self.points
        if isinstance(points, Fetched):
            points = points.only(order)
            return replace(self, points=points, rows=points.rows)
        assert isinstance(points, Held)
        if self.lent:
            vectors = np.empty_like(points.array)
            for rows in portions(vectors):
                np.take(points.array, order[rows], axis=0, out=vectors[rows])
                yield Progress(STAGE, rows.stop, self.m)
            return replace(self, points=Held(vectors), rows=self.rows[order], lent=False)
        yield from reorder(points.array, order)
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
    if lent:
        points: Points = Held(dataset.as_float32())
    elif _in_file(dataset):
        points = yield from _fetched(dataset, scale, metric == "cosine")
    else:
        vectors = yield from _copied(dataset, scale)
        points = Held((yield from _units(vectors)) if metric == "cosine" else vectors)
    mean = (yield from _mean(points)) if metric == "euclidean" else None
    return Prepared(points, mean, dataset.kept, scale, metric, lent)


def _in_file(dataset: Dataset) -> bool:
    """Whether the vectors are left in their file: where the search's two copies would take more than half of the room."""
    return in_file(dataset.vectors) and 2 * COPIES * 4 * dataset.n * dataset.d > room()


def _fetched(dataset: Dataset, scale: float, unit: bool) -> Work[Points]:
    points = Fetched(dataset.vectors, dataset.kept, scale, unit)
    if unit:
        for rows in portions(points):
            if not points.span(rows.start, rows.stop).any(axis=1).all():
                return replace(points, axis=True)
            points.rest()
            yield Progress(STAGE, rows.stop, points.shape[0])
    return points


def _scale(largest: float) -> float:
    return 1.0 if MODERATE[0] < largest < MODERATE[1] else 2.0 ** (math.frexp(largest)[1] - 1)


def _usable(dataset: Dataset) -> bool:
    """Whether the vectors are already what the search would make of them. Maps are not: kernels take what can be written."""
    vectors = dataset.vectors
    whole = isinstance(vectors, np.ndarray) and vectors.dtype == np.float32 and vectors.flags.carray
    return whole and len(dataset.kept) == dataset.n


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


def _mean(points: Points) -> Work[Floats | None]:
    """The points' mean; None where to be about it would hardly shorten them."""
    m, d = points.shape
    if not m:
        return None
    total = np.zeros(d)
    for rows in portions(points):
        total += points.span(rows.start, rows.stop).sum(axis=0, dtype=np.float64)
        points.rest()
        yield Progress(STAGE, rows.stop, m)
    mean = total / m
    some = points.take(np.arange(0, m, max(1, m // 1_000)))
    if np.square(mean).sum() < 0.01 * np.square(some).sum(axis=1).mean():
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


def portions(points: Floats | Points, numbers: int | None = None) -> Iterator[slice]:
    """Rows a few at a time, so that one may leave between them."""
    m, d = points.shape
    size = max(1, (numbers or NUMBERS_AT_ONCE) // max(1, d))
    if not isinstance(points, np.ndarray):
        size = min(size, points.at_once)
    return (slice(start, min(start + size, m)) for start in range(0, m, size))


def _units(vectors: Floats) -> Work[Floats]:
    """Each row divided by its length. Where there are rows of zeros, an axis is added that they alone lie on."""
    zeros = np.zeros(len(vectors), np.float32)
    for rows in portions(vectors):
        vectors[rows], zeros[rows] = unit(vectors[rows])
        yield Progress(STAGE, rows.stop, len(vectors))
    return np.column_stack([vectors, zeros]) if zeros.any() else vectors
