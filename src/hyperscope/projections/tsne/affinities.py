"""Affinities P: how much each point listens to each of its neighbours (van der Maaten & Hinton 2008, eq. 1–2).

p_{j|i} ∝ exp(−β_i d_ij²) over the neighbours of i, β_i such that the perplexity 2^H(P_i) is the one asked for; then
p_ij = (p_{j|i} + p_{i|j}) / 2n, symmetric and sparse, summing to 1.
"""

import math
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
EDGES_AT_ONCE = 4_000_000  # about 20 ms
STAGE = "Finding affinities"
VALUES_AT_ONCE = 250_000  # a sixteenth of 20 ms
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

    def renumbered(self, order: NDArray[np.int64]) -> "Work[Affinities]":
        """The same P where new point i is old point `order`[i]."""
        place = np.empty(self.n, np.int32)
        place[order] = np.arange(self.n, dtype=np.int32)
        starts = np.zeros(self.n + 1, np.int64)
        np.cumsum(np.diff(self.starts)[order], out=starts[1:])
        indices, values = np.empty_like(self.indices), np.empty_like(self.values)
        old, new = (self.starts, self.indices, self.values), (starts, indices, values)
        size = blocks(len(indices), self.n, EDGES_AT_ONCE)
        for begin in size:

            def task(_part: int, first: int, last: int, begin: int = begin) -> None:
                renumber(begin + first, begin + last, order, place, old, new)

            lane.share(task, min(size.step, self.n - begin))
            yield Progress("Putting neighbours side by side", begin, self.n)
        return Affinities(*new)

    def log(self) -> Work[float]:
        """Σ p log p, the part of the loss that no layout changes."""
        sums = np.zeros(max(1, math.ceil(len(self.values) / VALUES_AT_ONCE)))

        def task(_part: int, first: int, last: int) -> None:
            for at in range(first, last):
                p = self.values[at * VALUES_AT_ONCE : (at + 1) * VALUES_AT_ONCE]
                sums[at] = np.sum(p * np.log(np.maximum(p, np.finfo(np.float32).tiny)), dtype=np.float64)

        for begin in range(0, len(sums), lane.PARTS):
            some = range(begin, min(begin + lane.PARTS, len(sums)))
            lane.share(
                lambda part, first, last, some=some: task(part, some.start + first, some.start + last),
                len(some),
            )
            yield Progress(STAGE, some.stop, len(sums))
        return float(sums.sum())


def affinities(graph: KnnGraph, perplexity: float) -> Work[tuple[Affinities, Floats]]:
    """P of a graph whose rows all have neighbours, and the perplexity (n,) that each row reached."""
    conditional, reached = np.empty_like(graph.distances), np.empty(graph.n, np.float32)
    size = blocks(graph.distances.size, graph.n, WEIGHTS_AT_ONCE)
    for start in size:
        rows = slice(start, start + size.step)
        squared = np.square(_scaled(graph.distances[rows]))

        def task(_part: int, first: int, last: int, rows: slice = rows, squared: Floats = squared) -> None:
            listen(first, last, squared, perplexity, conditional[rows], reached[rows])

        lane.share(task, len(squared))
        yield Progress(STAGE, start + len(squared), graph.n)
    return (yield from symmetric(graph.indices, conditional)), reached


def _scaled(distances: Floats) -> Floats:
    """Distances over their row's largest: perplexity does not depend on the unit, and squares stay within float32."""
    nearest = distances.min(axis=1, keepdims=True)  # dot: distances may be negative; only differences matter
    shifted = distances - np.minimum(nearest, 0)
    largest = shifted.max(axis=1, keepdims=True)
    return shifted / np.where(largest > 0, largest, 1)


def symmetric(indices: NDArray[np.int32], conditional: Floats) -> Work[Affinities]:
    """(P + Pᵀ) / 2n of conditional rows."""
    (starts, columns, values), total = yield from union(indices, conditional, 0, STAGE)
    scale = np.float32(1 / total)
    for begin in range(0, len(values), EDGES_AT_ONCE):
        values[begin : begin + EDGES_AT_ONCE] *= scale
        yield Progress(STAGE)
    return Affinities(starts, columns, values)


@kernel
def listen(start, stop, squared, perplexity, conditional, reached):
    """Rows start…stop of p_{j|i} from squared distances, by bisection on β; `reached` tells exp(H)."""
    wanted = np.log(perplexity)
    for row in range(start, stop):
        low, high, beta = 0.0, np.inf, 1.0
        gaps, weights = squared[row], conditional[row]
        nearest = gaps[0]
        for rank in range(gaps.shape[0]):
            nearest = gaps[rank] if gaps[rank] < nearest else nearest
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
