"""Rank correlation of distances: whether far is far and near is near, over the whole picture."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.progress import Progress, Work
from hyperscope.scores.ranks import average_ranks
from hyperscope.scores.squared import ROWS_AT_ONCE, Spread, Squared

Values = NDArray[np.float64]
STAGE = "Measuring distances"


def distance_correlation(data: Spread, layout: Spread) -> Work[tuple[float, Values]]:
    """Spearman's ρ between distances in the data and in the layout: over all pairs, and over each row's own (m,)."""
    far = (yield from apart(data)), (yield from apart(layout))
    upper = np.triu_indices(len(data), 1)
    whole: list[Values] = []
    own: list[Values] = []
    for square in far:
        whole.append(average_ranks(square[upper][None]))
        yield Progress(STAGE)
        own.append(average_ranks(square))
        yield Progress(STAGE)
    return float(correlation(*whole)[0]), correlation(*own)


def apart(space: Spread) -> Work[Floats]:
    """(m, m) squared distances between all rows (m, p): their order is that of the distances.

    In float32, where equal distances are equal whatever they were rounded to on the way.
    """
    rows = np.arange(len(space))
    square = np.empty((len(space), len(space)), np.float32)
    squared = Squared(space, min(len(space), ROWS_AT_ONCE))
    for start in range(0, len(space), ROWS_AT_ONCE):
        part = rows[start : start + ROWS_AT_ONCE]
        square[part] = yield from squared.of(part)
    square[rows, rows] = 0
    return square


def correlation(one: Values, other: Values) -> Values:
    """Pearson's correlation of the rows of two arrays; 0 where one of them is constant."""
    a, b = (ranks - ranks.mean(axis=1, keepdims=True) for ranks in (one, other))
    scale = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    return (a * b).sum(axis=1) / np.where(scale > 0, scale, 1)
