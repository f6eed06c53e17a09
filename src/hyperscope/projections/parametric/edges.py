"""Who is drawn to whom: pairs of points, drawn as often as their affinity says."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.projections.tsne.affinities import Affinities


@dataclass(frozen=True, slots=True)
class Edges:
    """`heads` and `tails` (m,) of all pairs that listen to each other; `upto` (m,) float64 the running sum of their p."""

    heads: NDArray[np.int32]
    tails: NDArray[np.int32]
    upto: NDArray[np.float64]

    @classmethod
    def of(cls, p: Affinities) -> "Edges":
        upto = np.cumsum(p.values, dtype=np.float64)
        return cls(np.repeat(np.arange(p.n, dtype=np.int32), np.diff(p.starts)), p.indices, upto / upto[-1])

    def drawn(self, count: int, draw: np.random.Generator) -> NDArray[np.int32]:
        """(2 · count,) points: the heads of `count` pairs, then their tails."""
        chosen = np.searchsorted(self.upto, draw.random(count), side="right")
        return np.concatenate([self.heads[chosen], self.tails[chosen]])
