"""Affinities P: how much each point listens to each of its neighbours (van der Maaten & Hinton 2008, eq. 1–2).

p_{j|i} ∝ exp(−β_i d_ij²) over the neighbours of i, β_i such that the perplexity 2^H(P_i) is the one asked for; then
p_ij = (p_{j|i} + p_{i|j}) / 2n, symmetric and sparse, summing to 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hyperscope.arrays import Floats
from hyperscope.graph import KnnGraph
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work

ROWS_AT_ONCE = 20_000  # about 50 ms
BISECTIONS = 64
TOLERANCE = 1e-5  # of the entropy in nats: far below what float32 weights can show


@dataclass(frozen=True, slots=True)
class Affinities:
    """P in compressed rows: row i's neighbours are `indices`[`starts`[i] : `starts`[i + 1]], with `values`."""

    starts: NDArray[np.int64]
    indices: NDArray[np.int32]
    values: Floats

    @property
    def n(self) -> int:
        return len(self.starts) - 1

    def renumbered(self, order: NDArray[np.int64]) -> "Affinities":
        """The same P where new point i is old point `order`[i]."""
        place = np.empty(self.n, np.int32)
        place[order] = np.arange(self.n, dtype=np.int32)
        starts = np.zeros(self.n + 1, np.int64)
        np.cumsum(np.diff(self.starts)[order], out=starts[1:])
        indices, values = np.empty_like(self.indices), np.empty_like(self.values)
        old = self

        def task(_part: int, first: int, last: int) -> None:
            renumber(
                first, last, order, place, (old.starts, old.indices, old.values), (starts, indices, values)
            )

        lane.share(task, self.n)
        return Affinities(starts, indices, values)


def affinities(graph: KnnGraph, perplexity: float) -> Work[tuple[Affinities, Floats]]:
    """P of a graph whose rows all have neighbours, and the perplexity (n,) that each row reached."""
    squared = np.square(_scaled(graph.distances))
    conditional, reached = np.empty_like(squared), np.empty(graph.n, np.float32)
    for start in range(0, graph.n, ROWS_AT_ONCE):
        stop = min(start + ROWS_AT_ONCE, graph.n)

        def task(_part: int, first: int, last: int, start: int = start) -> None:
            listen(start + first, start + last, squared, perplexity, conditional, reached)

        lane.share(task, stop - start)
        yield Progress("Finding affinities", stop, graph.n)
    return symmetric(graph.indices, conditional), reached


def _scaled(distances: Floats) -> Floats:
    """Distances over their row's largest: perplexity does not depend on the unit, and squares stay within float32."""
    nearest = distances.min(axis=1, keepdims=True)  # dot: distances may be negative; only differences matter
    shifted = distances - np.minimum(nearest, 0)
    largest = shifted.max(axis=1, keepdims=True)
    return shifted / np.where(largest > 0, largest, 1)


def symmetric(indices: NDArray[np.int32], conditional: Floats) -> Affinities:
    """(P + Pᵀ) / 2n of conditional rows."""
    n, k = indices.shape
    starts = np.arange(0, n * k + 1, k)
    one_way = sparse.csr_matrix((conditional.ravel(), indices.ravel(), starts), shape=(n, n))
    both = (one_way + one_way.T).tocsr()
    both.sort_indices()
    total = both.data.sum(dtype=np.float64)
    values = (both.data / total).astype(np.float32)
    return Affinities(both.indptr.astype(np.int64), both.indices.astype(np.int32), values)


@kernel
def listen(start, stop, squared, perplexity, conditional, reached):
    """Rows start…stop of p_{j|i} from squared distances, by bisection on β; `reached` tells exp(H)."""
    wanted = np.log(perplexity)
    for row in range(start, stop):
        low, high, beta = 0.0, np.inf, 1.0
        gaps, weights = squared[row], conditional[row]
        nearest = gaps[0]
        for other in gaps:
            nearest = min(nearest, other)
        entropy, total = 0.0, 1.0
        for _ in range(BISECTIONS):
            total, moment = 0.0, 0.0
            for rank in range(gaps.shape[0]):
                gap = gaps[rank] - nearest
                weight = np.exp(-beta * gap)
                weights[rank] = weight
                total += weight
                moment += weight * gap
            entropy = np.log(total) + beta * moment / total
            if abs(entropy - wanted) < TOLERANCE or moment == 0.0:
                break
            if entropy > wanted:
                low = beta
                beta = beta * 2 if high == np.inf else (low + high) / 2
            else:
                high = beta
                beta = (low + high) / 2
        for rank in range(gaps.shape[0]):
            weights[rank] /= total
        reached[row] = np.exp(entropy)


@kernel
def renumber(start, stop, order, place, old, new):
    """Rows start…stop of a renumbered sparse matrix; `old` and `new` are (starts, indices, values)."""
    for row in range(start, stop):
        source, target = old[0][order[row]], new[0][row]
        for edge in range(new[0][row + 1] - target):
            new[1][target + edge] = place[old[1][source + edge]]
            new[2][target + edge] = old[2][source + edge]
