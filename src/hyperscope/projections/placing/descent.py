"""A short descent of new points among fixed old ones: where it begins, and how a step is bounded.

New points know the old ones alone, never each other, so where one lands does not depend on who comes with it.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Positions
from hyperscope.progress import Progress, Work

STEPS = 30
LONGEST = 1.0  # layout units a point may move in one step
ROWS_AT_ONCE = 4_096

Forces = Callable[[Floats, slice], Work[tuple[Floats, Floats]]]


def placed(old: Positions, indices: Indices, weights: Floats, forces: Forces) -> Work[Positions]:
    """(m, p) positions of new points with neighbours `indices` (m, k) among the old, heard with `weights` (m, k).

    `forces` gives (downhill direction (m, p), its stiffness (m,)) of some points; a step is one over the other, the
    minimum of a parabola as steep as the attraction.
    """
    positions = np.empty((len(indices), old.shape[1]), np.float32)
    for start in range(0, len(indices), ROWS_AT_ONCE):
        rows = slice(start, min(start + ROWS_AT_ONCE, len(indices)))
        y = begun(old, indices[rows], weights[rows])
        for step in range(STEPS):
            downhill, stiffness = yield from forces(y, rows)
            move = downhill / np.maximum(stiffness, np.float32(1e-6))[:, None]
            length = np.sqrt(np.square(move).sum(axis=1, keepdims=True))
            fading = np.float32(1 - step / STEPS)
            y = (y + fading * move * np.minimum(1, LONGEST / np.maximum(length, 1e-12))).astype(np.float32)
            yield Progress("Placing new points", start, len(indices))
        positions[rows] = y
    return positions


def begun(old: Positions, indices: Indices, weights: Floats) -> Positions:
    """Each new point at the neighbour whose weighted distance to the others is least: never in a void between groups."""
    near = old[indices]
    far = np.sqrt(np.square(near[:, :, None] - near[:, None, :]).sum(axis=-1))
    medoid = np.einsum("mij,mj->mi", far, weights).argmin(axis=1)
    return near[np.arange(len(near)), medoid]


def drawn(y: Floats, near: NDArray[np.float32], strength: Floats) -> Floats:
    """Σ_j strength_ij (y_j − y_i), (m, p)."""
    return np.einsum("mk,mkp->mp", strength, near - y[:, None])
