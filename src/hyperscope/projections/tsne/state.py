"""What t-SNE knows between two steps: a value; the next step makes a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Positions, read_only
from hyperscope.projections.tsne.affinities import Affinities
from hyperscope.projections.tsne.listening import Listening
from hyperscope.projections.tsne.schedule import Phase


@dataclass(frozen=True)
class TsneState:
    """Coordinates `y`, `velocity` and `gains` are (p, n) in an order of their own: column i is row `order`[i].

    `affinities`, in that order too, are those that `listening` gives at `perplexity`. `log_p` is Σ p log p, the part of the
    loss that never changes; `walk` the Morton order of the points for the tree; `since` the iteration from which
    those asked for are counted: a kick, or going on after the end, begins anew.
    """

    listening: Listening
    perplexity: float
    affinities: Affinities
    order: NDArray[np.int64]
    y: Floats
    velocity: Floats
    gains: Floats
    log_p: float
    phase: Phase
    facts: Mapping[str, Any]
    walk: NDArray[np.int64] | None = None
    iteration: int = 0
    since: int = 0
    loss: float | None = None
    done: bool = False

    @cached_property
    def positions(self) -> Positions:
        """(n, p) in the rows' own order; never written again."""
        positions = np.empty((len(self.order), len(self.y)), np.float32)
        positions[self.order] = self.y.T
        read_only(positions)
        return positions
