"""Rank correlation of distances: whether far is far and near is near, over the whole picture."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.progress import Progress, Work

Values = NDArray[np.float64]


def distance_correlation(data: Floats, layout: Floats) -> Work[tuple[float, Values]]:
    """Spearman's ρ between distances in the data and in the layout: over all pairs, and over each row's own (m,)."""
    from scipy.spatial.distance import pdist, squareform
    from scipy.stats import rankdata

    far = [np.asarray(pdist(np.asarray(space, np.float64))) for space in (data, layout)]
    yield Progress("Measuring distances")
    whole = correlation(*(rankdata(pairs)[None, :] for pairs in far))[0]
    yield Progress("Measuring distances")
    rows = correlation(*(rankdata(squareform(pairs), axis=1) for pairs in far))
    return float(whole), rows


def correlation(one: Values, other: Values) -> Values:
    """Pearson's correlation of the rows of two arrays; 0 where one of them is constant."""
    a, b = (ranks - ranks.mean(axis=1, keepdims=True) for ranks in (one, other))
    scale = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    return (a * b).sum(axis=1) / np.where(scale > 0, scale, 1)
