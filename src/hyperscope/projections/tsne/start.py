"""Where points begin."""

import numpy as np

from hyperscope.arrays import Floats, Positions
from hyperscope.principal import coordinates, principal
from hyperscope.progress import Work
from hyperscope.projections.abstract import Problem

SPREAD = 1e-4  # standard deviation of the first axis: so close together that every pair may still pass (van der Maaten)
JITTER = 0.01  # of it, so that equal rows do not stay one point for ever


def positions(problem: Problem) -> Work[Positions]:
    """(n, p): the given start, the first principal components, or noise, the last two `SPREAD` wide."""
    n, p = problem.dataset.n, problem.n_components
    noise = np.random.default_rng(problem.seed).standard_normal((n, p)).astype(np.float32)
    if problem.start is not None:
        return fitted(problem.start, p, noise)
    if problem.params["init"] == "random":
        return noise * np.float32(SPREAD)
    axes = yield from principal(problem.dataset, p, seed=problem.seed)
    found = yield from coordinates(problem.dataset, axes)
    wide = np.zeros((n, p), np.float32)
    largest = float(np.abs(found).max(initial=0)) or 1.0
    wide[:, : found.shape[1]] = found / largest
    deviation = float(wide[:, 0].std()) or 1.0
    return (wide / deviation * SPREAD + noise * (SPREAD * JITTER)).astype(np.float32)


def fitted(given: Positions, p: int, noise: Floats) -> Positions:
    """Positions of an earlier layout with `p` columns: cut, or widened by noise a hundredth as wide as the layout."""
    finite = np.where(np.isfinite(given), given, 0).astype(np.float32)
    scale = np.float32(JITTER * (float(finite.std()) or 1.0))
    wide = noise * scale
    columns = min(p, finite.shape[1])
    wide[:, :columns] = finite[:, :columns]
    return wide
