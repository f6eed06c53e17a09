"""New points by UMAP's own loss: drawn to their old neighbours by membership, pushed away by a sample of the old points."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from hyperscope.arrays import Floats, Indices, Positions
from hyperscope.kernels import lane
from hyperscope.principal import sample
from hyperscope.progress import Work
from hyperscope.projections.placing import descent
from hyperscope.projections.umap.curve import fitted
from hyperscope.projections.umap.membership import belong

OTHERS = 400  # old points that stand for all of them when they push
NEAR = 1e-3  # squared distance below which two points count as this far apart (the authors' constant)


def neighbors(params: Mapping[str, Any]) -> int:
    """How many old neighbours a new point is to have."""
    return params["n_neighbors"] - 1


def place(
    old: Positions, indices: Indices, distances: Floats, params: Mapping[str, Any], seed: int
) -> Work[Positions]:
    """(m, p) positions of new points with neighbours `indices`, `distances` (m, k) among the `old` (n, p)."""
    strengths = _strengths(distances)
    a, b = fitted(params["min_dist"], params["spread"])
    others = old[sample(len(old), OTHERS, seed)]
    share = params["negative_samples"] * strengths.sum(axis=1)

    def forces(y: Floats, rows: slice) -> Work[tuple[Floats, Floats]]:
        near = old[indices[rows]]
        squared = np.maximum(np.square(near - y[:, None]).sum(axis=2), NEAR)
        pull = strengths[rows] * (2 * a * b * squared ** (b - 1) / (1 + a * squared**b))
        away = np.square(y[:, None] - others).sum(axis=2)
        push = share[rows, None] / len(others) * (2 * b / ((NEAR + away) * (1 + a * away**b)))
        downhill = descent.drawn(y, near, pull) - descent.drawn(y, others, push)
        return downhill.astype(np.float32), pull.sum(axis=1).astype(np.float32)
        yield  # a generator like t-SNE's, short enough never to report

    return (yield from descent.placed(old, indices, strengths, forces))


def _strengths(distances: Floats) -> Floats:
    """(m, k) membership of new points in their neighbours' sets; k counts the point itself, as in a layout."""
    strengths = np.empty_like(distances)
    wanted = float(np.log2(distances.shape[1] + 1))
    lane.share(lambda _, first, last: belong(first, last, distances, wanted, strengths), len(distances))
    return strengths
