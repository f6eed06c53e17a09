"""When an edge draws its points together: in an epoch out of every μ_max / μ_ij, at times of its own.

An edge counts up by its rate, in units of 2^−32, from a random phase, and is due whenever it passes 1. No counter is
kept: whether it is due at epoch e follows from e, so any epoch can be computed by any thread.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work
from hyperscope.projections.umap.chance import key, scramble
from hyperscope.projections.umap.membership import Membership
from hyperscope.projections.union import blocks

U32 = np.uint32
ONCE = 2.0**32 - 1
EDGES_AT_ONCE = 2_000_000  # about 20 ms


@dataclass(frozen=True, slots=True)
class Timetable:
    """For the edges of a membership, in its order: `rates` and `phases` in units of 2^−32 epochs."""

    rates: NDArray[np.uint32]
    phases: NDArray[np.uint32]


def timetable(edges: Membership, seed: int) -> Work[Timetable]:
    rates, phases = np.empty(len(edges.indices), U32), np.empty(len(edges.indices), U32)
    unit = ONCE / float(edges.strengths.max(initial=0) or 1)
    drawn, size = key(seed, 0), blocks(len(rates), edges.n, EDGES_AT_ONCE)
    for begin in size:

        def task(_part: int, first: int, last: int, begin: int = begin) -> None:
            listed = (edges.starts, edges.indices, edges.strengths)
            plan(begin + first, begin + last, listed, unit, drawn, rates, phases)

        lane.share(task, min(size.step, edges.n - begin))
        yield Progress("Making the timetable", begin, edges.n)
    return Timetable(rates, phases)


@kernel
def plan(start, stop, edges, unit, drawn, rates, phases):
    """Rates and phases of the edges of points start…stop; an edge has the same seen from either of its ends."""
    for point in range(start, stop):
        for edge in range(edges[0][point], edges[0][point + 1]):
            other = edges[1][edge]
            rates[edge] = U32(np.uint64(min(edges[2][edge] * unit, ONCE)))
            near, far = U32(min(point, other)), U32(max(point, other))
            phases[edge] = scramble(U32(scramble(U32(near ^ drawn)) + far))
