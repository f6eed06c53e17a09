"""Clusters of points that lie together (Lloyd 1982), and the order in which others are worth looking at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Rows
from hyperscope.kernels import lane
from hyperscope.kernels.blas import one_thread_each
from hyperscope.progress import Progress, Work

POINTS_IN_A_CLUSTER = 256
SAMPLED_PER_CLUSTER = 32  # points that centres are made from
ROUNDS = 4
FLOP_IN_A_PIECE = 2e9
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

    def near(self, width: int, inner: bool) -> NDArray[np.int32]:
        """(count, width): for each cluster the likeliest to hold its points' neighbours, itself among them, in no order."""
        width = min(width, self.count)
        scores = self.scores(self.centres, np.arange(self.count), inner)
        np.fill_diagonal(scores, np.inf)
        return np.argpartition(-scores, width - 1, axis=1)[:, :width].astype(np.int32)


def gather(points: Floats, seed: int) -> Work[Clusters]:
    """Clusters of about `POINTS_IN_A_CLUSTER` of the points (m, d)."""
    count = max(1, len(points) // POINTS_IN_A_CLUSTER)
    draw = np.random.default_rng(seed)
    some = points[
        np.sort(draw.choice(len(points), min(len(points), count * SAMPLED_PER_CLUSTER), replace=False))
    ]
    centres = some[draw.choice(len(some), count, replace=False)]
    for _ in range(ROUNDS):
        labels = yield from assign(some, centres)
        centres = _means(some, labels, centres)
    centres = centres[_side_by_side(centres, np.arange(count))]
    labels = yield from assign(points, centres)
    bounds = np.concatenate([[0], np.cumsum(np.bincount(labels, minlength=count))])
    return Clusters(centres, np.argsort(labels, kind="stable"), bounds)


def assign(points: Floats, centres: Floats) -> Work[NDArray[np.int32]]:
    """(m,) the nearest centre of every point."""
    half = np.einsum("ij,ij->i", centres, centres) / 2
    labels = np.empty(len(points), np.int32)
    size = max(lane.PARTS, int(FLOP_IN_A_PIECE / (2 * centres.size)))
    for first in range(0, len(points), size):
        count = min(size, len(points) - first)

        def task(_part: int, start: int, stop: int, first: int = first) -> None:
            block = points[first + start : first + stop] @ centres.T
            labels[first + start : first + stop] = np.subtract(block, half, out=block).argmax(axis=1)

        with one_thread_each():
            lane.share(task, count, max(lane.PARTS, count // 256))
        yield Progress(STAGE, first + count, len(points))
    return labels


def _means(points: Floats, labels: NDArray[np.int32], before: Floats) -> Floats:
    """Each cluster's mean; where it was before, if nothing fell to it."""
    order = np.argsort(labels, kind="stable")
    found, starts = np.unique(labels[order], return_index=True)
    sums = np.add.reduceat(points[order], starts, axis=0)
    centres = before.copy()
    centres[found] = sums / np.diff(np.append(starts, len(points)))[:, None]
    return centres


def _side_by_side(centres: Floats, some: Rows) -> Rows:
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
    return np.concatenate(
        [_side_by_side(centres, part) for part in (sorted_along[:half], sorted_along[half:])]
    )
