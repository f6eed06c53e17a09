"""Trustworthiness, continuity (Venna & Kaski 2001, eq. 2–3) and neighbours kept: one value a sampled row, 1 is best."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.scores.neighborhoods import Neighborhoods, Ranks

Values = NDArray[np.float64]


def trustworthiness(near: Neighborhoods) -> Values:
    """Punishes neighbours in the layout that are none in the data, by how far down the data's list they are."""
    return _kept_rank(near, near.data_ranks_of_layout)


def continuity(near: Neighborhoods) -> Values:
    """Punishes neighbours in the data that are none in the layout, by how far down the layout's list they are."""
    return _kept_rank(near, near.layout_ranks_of_data)


def neighbors_kept(near: Neighborhoods) -> Values:
    """The share of the k nearest in the layout that are among the k nearest in the data, or as near as the last of them."""
    return (near.data_ranks_of_layout <= near.k).mean(axis=1)


def _kept_rank(near: Neighborhoods, ranks: Ranks) -> Values:
    worst = near.k * (2 * near.n - 3 * near.k - 1)
    beyond = np.maximum(ranks.astype(np.int64) - near.k, 0).sum(axis=1)
    return 1 - 2 * beyond / worst if worst > 0 else np.ones(len(ranks))
