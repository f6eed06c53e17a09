"""Label agreement: would the neighbours in the layout have named a point rightly?"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.scores.neighborhoods import Neighborhoods

VOTES = 10


def label_agreement(near: Neighborhoods, labels: NDArray[np.str_]) -> NDArray[np.float64]:
    """1 where the most frequent label among the 10 nearest in the layout is the row's own, else 0; NaN where it has none.

    Among equally frequent labels the nearest neighbour's decides. Rows without a label ("") do not vote.
    """
    names, codes = np.unique(labels, return_inverse=True)
    votes = codes[near.layout_wide]
    same = (votes[:, :, None] == votes[:, None, :]).sum(axis=2) * (names[votes] != "")
    winner = votes[np.arange(len(votes)), same.argmax(axis=1)]
    return np.where(labels[near.rows] == "", np.nan, winner == codes[near.rows])
