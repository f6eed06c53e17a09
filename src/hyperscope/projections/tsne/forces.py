"""Attraction, repulsion and loss of a layout: which way of computing them, and all of them at once."""

import math

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.progress import Progress, Work
from hyperscope.projections.tsne import attraction, mesh, pairs, tree
from hyperscope.projections.tsne.affinities import Affinities

EXACT_UP_TO = {2: 3_000, 3: 5_000}  # points: where the mesh, or the tree, becomes faster than all pairs
AUTO_THETA = 1.0
EDGES_AT_ONCE = 3e7  # about 40 ms


def theta_of(n: int, n_components: int) -> float:
    """θ that "auto" stands for: 0, all pairs, where that is the fastest way anyhow."""
    return 0.0 if n <= EXACT_UP_TO[n_components] else AUTO_THETA


def repulsion(y: Floats, theta: float, walk: NDArray[np.int64] | None) -> Work[tuple[Floats, float]]:
    """(R (p, n), Z). θ = 0 is exact; else the mesh in 2-D, whose error θ does not change, and the tree in 3-D."""
    if theta == 0:
        return (yield from pairs.repel(y))
    if len(y) == 2:
        return (yield from mesh.repel(y))
    assert walk is not None
    return (yield from tree.repel(y, walk, theta))


def attract(y: Floats, edges: Affinities) -> Work[Floats]:
    """A (p, n)."""
    force = np.empty_like(y)
    kernel = attraction.attract2 if len(y) == 2 else attraction.attract3
    size = math.ceil(edges.n * EDGES_AT_ONCE / max(len(edges.values), EDGES_AT_ONCE))
    for start in range(0, edges.n, size):
        count = min(size, edges.n - start)

        def task(_part: int, first: int, last: int, start: int = start) -> None:
            kernel(start + first, start + last, y, edges.starts, edges.indices, edges.values, force)

        lane.share(task, count)
        if count < edges.n:
            yield Progress("Attracting", start + count, edges.n)
    return force


def loss(y: Floats, edges: Affinities, log_p: float, z: float) -> float:
    """KL(P ‖ Q) = Σ p log p + Σ p log(1 + |y_i − y_j|²) + log Z, always of P without exaggeration."""
    sums = np.zeros(lane.PARTS)

    def task(part: int, first: int, last: int) -> None:
        sums[part] = attraction.stretch(first, last, y, edges.starts, edges.indices, edges.values)

    lane.share(task, edges.n)
    return log_p + float(sums.sum()) + math.log(z)


def log_p(edges: Affinities) -> float:
    """Σ p log p."""
    p = edges.values[edges.values > 0].astype(np.float64)
    return float(np.sum(p * np.log(p)))
