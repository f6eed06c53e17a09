"""New points by t-SNE's own loss: each minimises KL(p ‖ q) of its affinities to the fixed old points.

q is normalised over the old points, for each new point by itself (Poličar, Stražar & Zupan 2023, §3). All of them repel.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from hyperscope.arrays import Floats, Indices, Positions
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work
from hyperscope.projections.placing import descent
from hyperscope.projections.tsne.affinities import listen

PERPLEXITY = 5.0  # few neighbours say where a point belongs; many would draw it to the middle of its group
NEIGHBORS = 15
PAIRS_AT_ONCE = 40_000_000  # about 40 ms


def neighbors(params: Mapping[str, Any]) -> int:  # noqa: ARG001
    """How many old neighbours a new point is to have."""
    return NEIGHBORS


def place(
    old: Positions,
    indices: Indices,
    distances: Floats,
    params: Mapping[str, Any],
    seed: int,  # noqa: ARG001
) -> Work[Positions]:
    """(m, p) positions of new points with neighbours `indices`, `distances` (m, k) among the `old` (n, p)."""
    p = _affinities(distances, min(PERPLEXITY, params["perplexity"], max(1.0, indices.shape[1] / 3)))
    p *= np.float32(params["exaggeration"])
    among = np.ascontiguousarray(old.T)

    def forces(y: Floats, rows: slice) -> Work[tuple[Floats, Floats]]:
        near = old[indices[rows]]
        kernel_ = 1 / (1 + np.square(near - y[:, None]).sum(axis=2))
        strength = p[rows] * kernel_
        repelled = yield from _repulsion(y, among)
        return descent.drawn(y, near, strength) + repelled, strength.sum(axis=1)

    return (yield from descent.placed(old, indices, p, forces))


def _affinities(distances: Floats, perplexity: float) -> Floats:
    """(m, k) conditional p_{j|i} of the perplexity asked for."""
    largest = distances.max(axis=1, keepdims=True)
    squared = np.square(distances / np.where(largest > 0, largest, 1)).astype(np.float32)
    conditional, reached = np.empty_like(squared), np.empty(len(squared), np.float32)
    lane.share(lambda _, a, b: listen(a, b, squared, perplexity, conditional, reached), len(squared))
    return conditional


def _repulsion(y: Floats, among: Floats) -> Work[Floats]:
    """(m, p) Σ_j w_ij² (y_i − y_j) / Σ_j w_ij over all old points `among` (p, n)."""
    force = np.empty_like(y)
    size = max(1, PAIRS_AT_ONCE // among.shape[1])
    for start in range(0, len(y), size):
        count = min(size, len(y) - start)

        def task(_part: int, first: int, last: int, start: int = start) -> None:
            expel(start + first, start + last, y, among, force)

        lane.share(task, count)
        yield Progress("Placing new points", start + count, len(y))
    return force


@kernel
def expel(start, stop, y, among, force):
    """Points start…stop of y (m, 2 or 3): Σ_j w² (y − y_j) / Σ_j w over `among` (2 or 3, n), w = 1 / (1 + |y − y_j|²)."""
    solid = y.shape[1] == 3
    xs, ys, zs = among[0], among[1], among[among.shape[0] - 1]
    for point in range(start, stop):
        x0, y0, z0 = y[point, 0], y[point, 1], y[point, y.shape[1] - 1]
        fx, fy, fz, total = np.float32(0), np.float32(0), np.float32(0), np.float32(0)
        for other in range(among.shape[1]):
            dx, dy = x0 - xs[other], y0 - ys[other]
            dz = z0 - zs[other] if solid else np.float32(0)
            w = np.float32(1) / (np.float32(1) + dx * dx + dy * dy + dz * dz)
            total += w
            fx += w * w * dx
            fy += w * w * dy
            fz += w * w * dz
        force[point, 0], force[point, 1] = fx / total, fy / total
        if solid:
            force[point, 2] = fz / total
