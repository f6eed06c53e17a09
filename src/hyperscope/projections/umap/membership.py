"""How strongly points belong to each other: the fuzzy simplicial set (McInnes, Healy & Melville 2018, §3.1, alg. 2–3).

μ_{j|i} = exp(−max(0, d_ij − ρ_i) / σ_i), ρ_i the distance to the nearest neighbour that is not at the same place, σ_i
such that Σ_j μ_{j|i} = log₂ k; then μ_ij = μ_{j|i} + μ_{i|j} − μ_{j|i} μ_{i|j}.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.graph import KnnGraph
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work
from hyperscope.projections.union import blocks, union

WEIGHTS_AT_ONCE = 600_000  # about 50 ms
BISECTIONS = 64
TOLERANCE = 1e-5  # of the sum, as the authors' implementation has it
LEAST_SIGMA = 1e-3  # of the row's mean distance: duplicates would make σ vanish
STAGE = "Weighing neighbours"


@dataclass(frozen=True, slots=True)
class Membership:
    """μ, symmetric, in compressed rows: row i's partners are `indices`[`starts`[i] : `starts`[i + 1]]."""

    starts: NDArray[np.int64]
    indices: NDArray[np.int32]
    strengths: Floats

    @property
    def n(self) -> int:
        return len(self.starts) - 1


def membership(graph: KnnGraph) -> Work[Membership]:
    """μ of a graph whose rows all have neighbours; k counts the point itself, as the paper does."""
    strengths = np.empty_like(graph.distances)
    wanted = float(np.log2(graph.k + 1))
    size = blocks(strengths.size, graph.n, WEIGHTS_AT_ONCE)
    for start in size:
        stop = min(start + size.step, graph.n)

        def task(_part: int, first: int, last: int, start: int = start) -> None:
            belong(start + first, start + last, graph.distances, wanted, strengths)

        lane.share(task, stop - start)
        yield Progress(STAGE, stop, graph.n)
    return (yield from united(graph.indices, strengths))


def united(indices: NDArray[np.int32], strengths: Floats) -> Work[Membership]:
    """μ_{j|i} + μ_{i|j} − μ_{j|i} μ_{i|j} of one-way strengths (n, k)."""
    edges, _ = yield from union(indices, strengths, 1, STAGE)
    return Membership(*edges)


@kernel
def belong(start, stop, distances, wanted, strengths):
    """Rows start…stop of μ_{j|i} from distances, nearest first, by bisection on σ."""
    k = distances.shape[1]
    for row in range(start, stop):
        rho, total = 0.0, 0.0
        for rank in range(k):
            if rho == 0.0:
                rho = float(distances[row, rank])
            total += distances[row, rank]
        widest = distances[row, k - 1] - rho  # gaps in units of the widest: no overflow, no lost digits
        if not widest > 0.0:
            strengths[row] = 1
            continue
        low, high, sigma = 0.0, np.inf, 1.0
        for _ in range(BISECTIONS):
            reached = 0.0
            for rank in range(k):
                gap = max(distances[row, rank] - rho, 0.0) / widest
                reached += np.exp(-gap / sigma)
            if abs(reached - wanted) < TOLERANCE:
                break
            if reached > wanted:
                high = sigma
                sigma = (low + high) / 2
            else:
                low = sigma
                sigma = sigma * 2 if high == np.inf else (low + high) / 2
        sigma = max(sigma, LEAST_SIGMA * total / (k + 1) / widest)
        for rank in range(k):
            strengths[row, rank] = np.exp(-max(distances[row, rank] - rho, 0.0) / widest / sigma)
