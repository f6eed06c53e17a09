"""Attraction, repulsion and loss of a layout: which way of computing them, and all of them at once."""

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.progress import Progress, Work
from hyperscope.projections.tsne import attraction, mesh, morton, pairs, tree
from hyperscope.projections.tsne.affinities import Affinities
from hyperscope.projections.union import blocks

EXACT_UP_TO = {2: 2_000, 3: 4_000}  # points: where the tree becomes faster than all pairs
# Points: where the mesh becomes faster at the same loss. A mesh in 3-D would have too many nodes.
TREE_UP_TO: dict[int, int | None] = {2: 10_000, 3: None}
# In 2-D 0.7 saves an eighth of a step, and keeps 0.4749 of 15 neighbours in Fashion-MNIST-10k instead of 0.4756 (medians of five
# seeds). In 3-D 1.0 saves as much; MNIST-10k then ends 0.8 % higher.
AUTO_THETA = {2: 0.6, 3: 0.8}
EDGES_AT_ONCE = 8_000_000  # about 10 ms, or 50 where points lie in an order that the layout has outgrown
NARROW = 1e-5  # a layout's diameter, squared, below which its edges add less than that to the loss
Way = Literal["pairs", "tree", "mesh"]


def theta_of(n: int, n_components: int) -> float:
    """θ that "auto" stands for: 0, all pairs, where that is the fastest way anyhow."""
    return 0.0 if n <= EXACT_UP_TO[n_components] else AUTO_THETA[n_components]


def way(n: int, n_components: int, theta: float) -> Way:
    """How repulsion is summed: θ = 0 is exact whatever it costs; the mesh has an error of its own, whatever θ."""
    if theta == 0:
        return "pairs"
    most = TREE_UP_TO[n_components]
    return "tree" if most is None or n <= most else "mesh"


def repulsion(y: Floats, theta: float, walk: NDArray[np.int64] | None) -> Work[tuple[Floats, float]]:
    """(R (p, n), Z). `walk` is a Morton order of the points, for the tree."""
    chosen = way(y.shape[1], len(y), theta)
    if chosen == "pairs":
        return (yield from pairs.repel(y))
    if chosen == "mesh":
        return (yield from mesh.repel(y))
    return (yield from tree.repel(y, morton.order(y) if walk is None else walk, theta))


def attract(y: Floats, edges: Affinities) -> Work[Floats]:
    """A (p, n)."""
    force = np.empty_like(y)
    kernel = attraction.attract2 if len(y) == 2 else attraction.attract3
    size = blocks(len(edges.values), edges.n, EDGES_AT_ONCE)
    for start in size:
        count = min(size.step, edges.n - start)

        def task(_part: int, first: int, last: int, start: int = start) -> None:
            kernel(start + first, start + last, y, edges.starts, edges.indices, edges.values, force)

        lane.share(task, count)
        if count < edges.n:
            yield Progress("Attracting", start + count, edges.n)
    return force


def loss(y: Floats, edges: Affinities, log_p: float, z: float) -> Work[float]:
    """KL(P ‖ Q) = Σ p log p + Σ p log(1 + |y_i − y_j|²) + log Z, always of P without exaggeration.

    The second sum is nothing at the start, where all points are almost one: a first picture need not wait for its kernel.
    """
    if float(np.square(np.ptp(y, axis=1)).sum()) < NARROW:
        return log_p + math.log(z)
    total, size = 0.0, blocks(len(edges.values), edges.n, EDGES_AT_ONCE)
    for start in size:
        sums = np.zeros(lane.PARTS)

        def task(
            part: int, first: int, last: int, start: int = start, sums: NDArray[np.float64] = sums
        ) -> None:
            stop = start + last
            sums[part] = attraction.stretch(start + first, stop, y, edges.starts, edges.indices, edges.values)

        lane.share(task, min(size.step, edges.n - start))
        total += float(sums.sum())
        if len(size) > 1:
            yield Progress("Measuring the loss", start, edges.n)
    return log_p + total + math.log(z)
