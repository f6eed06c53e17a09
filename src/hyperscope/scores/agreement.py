"""Label agreement: would the neighbours in the layout have named a point rightly?"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.scores.labels import Labels
from hyperscope.scores.neighborhoods import Neighborhoods

VOTES = 10


def label_agreement(near: Neighborhoods, labels: Labels) -> NDArray[np.float64]:
    """1 where the most frequent label among the 10 nearest in the layout is the row's own, else 0; NaN where it has none.

    Among equally frequent labels the nearest neighbour's decides. Rows without a label do not vote.
    """
    own, votes = labels.codes[near.rows], labels.codes[near.layout_wide]
    same = (votes[:, :, None] == votes[:, None, :]).sum(axis=2) * (votes >= 0)
    winner = votes[np.arange(len(votes)), same.argmax(axis=1)]
    return np.where(own < 0, np.nan, winner == own)
