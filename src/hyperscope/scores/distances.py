"""Rank correlation of distances: whether far is far and near is near, over the whole picture."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.progress import Progress, Work
from hyperscope.scores.neighborhoods import Spread

Values = NDArray[np.float64]
NUMBERS_AT_ONCE = 20_000_000  # differences of coordinates: about 30 ms
STAGE = "Measuring distances"


def distance_correlation(data: Spread, layout: Spread) -> Work[tuple[float, Values]]:
    """Spearman's ρ between distances in the data and in the layout: over all pairs, and over each row's own (m,)."""
    from scipy.stats import rankdata

    far = (yield from apart(data)), (yield from apart(layout))
    upper = np.triu_indices(len(data), 1)
    ranks: list[Values] = []
    for square in far:
        ranks.append(rankdata(square[upper])[None, :])
        yield Progress(STAGE)
    whole = correlation(*ranks)[0]
    return float(whole), correlation(*(rankdata(square, axis=1) for square in far))


def apart(space: Spread) -> Work[Values]:
    """(m, m) distances between all rows (m, d), some rows at a time."""
    from scipy.spatial.distance import cdist

    wide = np.asarray(space, np.float64)
    square = np.zeros((len(wide), len(wide)))
    step = max(1, NUMBERS_AT_ONCE // max(wide.size, 1))
    for start in range(0, len(wide), step):
        rows = slice(start, start + step)
        square[rows, start:] = cdist(wide[rows], wide[start:])
        square[start:, rows] = square[rows, start:].T
        yield Progress(STAGE, start, len(wide))
    return square


def correlation(one: Values, other: Values) -> Values:
    """Pearson's correlation of the rows of two arrays; 0 where one of them is constant."""
    a, b = (ranks - ranks.mean(axis=1, keepdims=True) for ranks in (one, other))
    scale = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    return (a * b).sum(axis=1) / np.where(scale > 0, scale, 1)
