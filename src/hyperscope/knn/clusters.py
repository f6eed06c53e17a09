"""Clusters of points that lie together (Lloyd 1982), and the order in which others are worth looking at."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Rows
from hyperscope.kernels import lane
from hyperscope.kernels.blas import one_thread_each
from hyperscope.knn.points import Points
from hyperscope.progress import Progress, Work

POINTS_IN_A_CLUSTER, FEWEST_IN_A_CLUSTER = 256, 64  # on average
SAMPLED_PER_CLUSTER = 32  # points that centres are made from
ROUNDS = 4
FLOP_IN_A_PIECE = 2e9
NUMBERS_AT_ONCE = 2_000_000  # about 20 ms of sorting out
STAGE = "Gathering points"


@dataclass(frozen=True, slots=True)
class Clusters:
    """`order` (m,) lists the points cluster by cluster; cluster c is `order`[`bounds`[c] : `bounds`[c + 1]]."""

    centres: Floats
    order: Rows
    bounds: NDArray[np.int64]

    @property
    def count(self) -> int:
        return len(self.centres)

    def scores(self, points: Floats, among: Rows, inner: bool) -> Floats:
        """(b, len(among)): how likely each of these clusters is to hold neighbours of the points (b, d)."""
        centres = self.centres[among]
        scores = points @ centres.T
        return (
            scores if inner else np.subtract(scores, np.einsum("ij,ij->i", centres, centres) / 2, out=scores)
        )

    def near(self, width: int, inner: bool) -> Work[NDArray[np.int32]]:
        """(count, width): for each cluster the likeliest to hold its points' neighbours, itself among them, in no order."""
        width = min(width, self.count)
        near, every = np.empty((self.count, width), np.int32), np.arange(self.count)
        for some in _portions(every, self.count):
            scores = self.scores(self.centres[some], every, inner)
            scores[np.arange(len(some)), some] = np.inf
            near[some] = np.argpartition(-scores, width - 1, axis=1)[:, :width]
            yield Progress(STAGE, int(some[-1]), self.count)
        return near


def gather(points: Points, seed: int) -> Work[Clusters]:
    """Clusters of the points (m, d): many of few points, until finding everyone's own costs more than looking through it."""
    m = points.shape[0]
    size = min(max(FEWEST_IN_A_CLUSTER, int(m**0.5 / 2)), POINTS_IN_A_CLUSTER)
    count = max(1, m // size)
    draw = np.random.default_rng(seed)
    some = points.only(np.sort(draw.choice(m, min(m, count * SAMPLED_PER_CLUSTER), replace=False)))
    centres = some.take(draw.choice(some.shape[0], count, replace=False))
    yield Progress(STAGE)
    for _ in range(ROUNDS):
        labels = yield from assign(some, centres)
        centres = yield from _means(some, labels, centres)
    centres = centres[(yield from _side_by_side(centres, np.arange(count)))]
    labels = yield from assign(points, centres)
    return Clusters(centres, *_sorted(labels, count))


def assign(points: Points, centres: Floats) -> Work[NDArray[np.int32]]:
    """(m,) the nearest centre of every point."""
    m, half = points.shape[0], np.einsum("ij,ij->i", centres, centres) / 2
    labels = np.empty(m, np.int32)
    size = max(lane.PARTS, int(FLOP_IN_A_PIECE / (2 * centres.size)))
    for first in range(0, m, size):
        count = min(size, m - first)

        def task(_part: int, start: int, stop: int, first: int = first) -> None:
            block = points.span(first + start, first + stop) @ centres.T
            labels[first + start : first + stop] = np.subtract(block, half, out=block).argmax(axis=1)

        with one_thread_each():
            lane.share(task, count, max(lane.PARTS, count // 256))
        points.rest()
        yield Progress(STAGE, first + count, m)
    return labels


def _sorted(labels: NDArray[np.int32], count: int) -> tuple[Rows, NDArray[np.int64]]:
    """`order` and `bounds` of `Clusters`."""
    narrow = (
        labels.astype(np.uint16) if count <= 2**16 else labels
    )  # sorted digit by digit: a tenth of the time
    bounds = np.concatenate([[0], np.cumsum(np.bincount(labels, minlength=count))])
    return np.argsort(narrow, kind="stable"), bounds


def _means(points: Points, labels: NDArray[np.int32], before: Floats) -> Work[Floats]:
    """Each cluster's mean; where it was before, if nothing fell to it."""
    order, bounds = _sorted(labels, len(before))
    centres, sizes = before.copy(), np.diff(bounds)
    for some in _portions(np.flatnonzero(sizes), SAMPLED_PER_CLUSTER * points.shape[1]):
        first, last = bounds[some[0]], bounds[some[-1] + 1]
        sums = np.add.reduceat(points.take(order[first:last]), bounds[some] - first, axis=0)
        centres[some] = sums / sizes[some, None]
        points.rest()
        yield Progress(STAGE)
    return centres


def _portions(rows: Rows, numbers: int) -> Iterator[Rows]:
    """The rows a few at a time, each of so many numbers."""
    size = max(1, NUMBERS_AT_ONCE // numbers)
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _side_by_side(centres: Floats, some: Rows) -> Work[Rows]:
    """`some` of the centres in an order in which neighbours come soon after each other: halved, and halved again."""
    if len(some) <= 2:
        return some
    these = centres[some] - centres[some].mean(axis=0)
    axis = these[np.argmax(np.einsum("ij,ij->i", these, these))]
    for _ in range(3):  # towards the widest direction
        axis = (these @ axis) @ these
        axis /= np.linalg.norm(axis) or 1
    sorted_along = some[np.argsort(these @ axis, kind="stable")]
    half = len(some) // 2
    near = yield from _side_by_side(centres, sorted_along[:half])
    far = yield from _side_by_side(centres, sorted_along[half:])
    yield Progress(STAGE)
    return np.concatenate([near, far])
