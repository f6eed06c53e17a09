"""Whether distances between groups mean anything: centroids of labelled groups, in the data and in the layout."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.layout import GroupPair
from hyperscope.progress import Progress, Work
from hyperscope.scores.distances import STAGE, apart, correlation
from hyperscope.scores.labels import Labels
from hyperscope.scores.ranks import average_ranks
from hyperscope.scores.squared import Spread

LEAST_ROWS = 2  # of a group: one row alone has a distance, but is no group
LEAST_GROUPS = 3  # two groups have one distance, and one number correlates with nothing
GROUPS_AT_MOST = 1_000  # the largest ones: half a million pairs
WORST = 10
NUMBERS_AT_ONCE = 2_000_000  # about 10 ms
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Groups:
    """`correlation` is Spearman's ρ over all pairs of groups, `per_point` (n,) over the pairs of a row's own group.

    Rows whose label is empty or whose group is too small are NaN.
    """

    correlation: float
    per_point: Values
    worst: tuple[GroupPair, ...]


def group_distances(data: Spread, layout: Spread, labels: Labels) -> Work[Groups | None]:
    """Compare the distances between the groups' centroids; None where fewer than three groups have two rows."""
    names, codes = _groups(labels)
    if len(names) < LEAST_GROUPS:
        return None
    count = len(names)
    far = (
        (yield from apart((yield from _centroids(data, codes, count)))),
        (yield from apart((yield from _centroids(layout, codes, count)))),
    )
    upper = np.triu_indices(len(names), 1)
    ranks = [average_ranks(square[upper][None]) for square in far]
    own = correlation(*(average_ranks(_without_itself(square)) for square in far))
    per_point = np.where(codes >= 0, own[np.maximum(codes, 0)], np.nan)
    return Groups(float(correlation(*ranks)[0]), per_point, _worst(names, [rank[0] for rank in ranks]))


def _groups(labels: Labels) -> tuple[list[str], NDArray[np.int64]]:
    """The groups' names and each row's group, −1 for none."""
    counts = np.bincount(labels.codes[labels.codes >= 0], minlength=len(labels.names))
    ranked = np.argsort(-counts, kind="stable")[: min(GROUPS_AT_MOST, (counts >= LEAST_ROWS).sum())]
    place = np.full(len(counts) + 1, -1)  # the last: of none
    place[ranked] = np.arange(len(ranked))
    return labels.names.take(ranked).to_pylist(), place[labels.codes]


def _centroids(space: Spread, codes: NDArray[np.int64], count: int) -> Work[Values]:
    """(count, p) the mean of each group's rows."""
    sums, step = np.zeros((count, space.shape[1])), max(1, NUMBERS_AT_ONCE // space.shape[1])
    for start in range(0, len(space), step):
        places = codes[start : start + step] + 1  # 0: of no group
        for axis, numbers in enumerate(space[start : start + step].T):
            sums[:, axis] += np.bincount(places, numbers, count + 1)[1:]
        yield Progress(STAGE)
    return sums / np.bincount(codes[codes >= 0])[:, None]


def _without_itself(square: Floats) -> Floats:
    """(g, g − 1) of a (g, g) matrix, its diagonal left out."""
    count = len(square)
    return square[~np.eye(count, dtype=bool)].reshape(count, count - 1)


def _worst(names: list[str], ranks: list[Values]) -> tuple[GroupPair, ...]:
    """The pairs whose place in the order of distances changed most; places are 0 for the nearest, 1 for the farthest."""
    one, other = np.triu_indices(len(names), 1)
    shares = [(rank - 1) / max(len(rank) - 1, 1) for rank in ranks]
    moved = np.argsort(-np.abs(shares[1] - shares[0]), kind="stable")[:WORST]
    return tuple(
        GroupPair(names[one[at]], names[other[at]], float(shares[0][at]), float(shares[1][at]))
        for at in moved
    )
