"""Label agreement: would the neighbours in the layout have named a point rightly?"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.scores.neighborhoods import Neighborhoods

VOTES = 10


def label_agreement(near: Neighborhoods, labels: Sequence[Any] | NDArray[Any]) -> NDArray[np.float64]:
    """1 where the most frequent label among the 10 nearest in the layout is the row's own, else 0.

    Among equally frequent labels the nearest neighbour's decides.
    """
    _, codes = np.unique(np.asarray(labels).astype(str), return_inverse=True)
    votes = codes[near.layout_wide]
    same = (votes[:, :, None] == votes[:, None, :]).sum(axis=2)
    winner = votes[np.arange(len(votes)), same.argmax(axis=1)]
    return (winner == codes[near.rows]).astype(np.float64)
