"""What UMAP knows between two epochs: a value; the next epoch makes a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from hyperscope.arrays import Floats, Positions, read_only
from hyperscope.projections.umap.membership import Membership
from hyperscope.projections.umap.timetable import Timetable


@dataclass(frozen=True)
class UmapState:
    """Coordinates `y` are (p, n); epochs are counted, and points cooled, from iteration `since`."""

    edges: Membership
    timetable: Timetable
    y: Floats
    seed: int
    facts: Mapping[str, Any]
    iteration: int = 0
    since: int = 0
    loss: float | None = None
    done: bool = False

    @cached_property
    def positions(self) -> Positions:
        """(n, p); never written again."""
        positions = np.ascontiguousarray(self.y.T)
        read_only(positions)
        return positions
