"""Where points begin: in a box `WIDTH` wide, the scale on which the first epochs move points."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Positions
from hyperscope.principal import coordinates, principal
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Problem
from hyperscope.projections.tsne.start import fitted
from hyperscope.projections.umap.membership import Membership
from hyperscope.projections.umap.parts import parts
from hyperscope.projections.umap.spectral import vibrations

WIDTH = 10.0
KEPT_WIDTHS = (1.0, 100.0)  # a given start this wide is taken as it is: a UMAP layout, most likely
JITTER = 1e-4  # so that equal rows do not begin as one point
GUESSES = 6  # directions searched beyond those wanted: the search then settles in a few passes
STAGE = "Choosing where to begin"
ROWS_AT_ONCE = 200_000  # about 30 ms
LEARNT_FROM = 30_000  # points, of those whose vibrations are known: they tell enough for the others
FEWEST = 50  # points of a component whose vibrations say more than its principal components
NOT_CONNECTED = "The neighbour graph falls into {count:,} parts; points outside the largest begin where their vectors suggest."
NO_LARGE_PART = (
    "The neighbour graph falls into {count:,} parts, none large enough; principal components are the start."
)


def positions(problem: Problem, edges: Membership) -> Work[tuple[Positions, tuple[str, ...]]]:
    """(n, p) the given start, or that of `init`; and notes."""
    n, p = problem.dataset.n, problem.n_components
    rng = np.random.default_rng(problem.seed)
    noise = rng.standard_normal((n, p), np.float32)
    if problem.start is not None:
        return fitted(_sized(problem.start), p, noise), ()
    if problem.params["init"] == "random":
        return rng.uniform(-WIDTH / 2, WIDTH / 2, (n, p)).astype(np.float32), ()
    wide = yield from _principal(problem, p + GUESSES, rng)
    if problem.params["init"] == "spectral":
        found, notes = yield from _spectral(edges, wide, p)
        yield Progress(STAGE)
        return _jittered(_boxed(found), noise), notes
    return _jittered(_boxed(wide[:, :p]), noise), ()


def _principal(problem: Problem, count: int, rng: np.random.Generator) -> Work[Floats]:
    """(n, count) principal components over the largest coordinate; noise a millionth as large where there are fewer."""
    axes = yield from principal(problem.dataset, count, seed=problem.seed)
    found = yield from coordinates(problem.dataset, axes)
    wide = np.empty((problem.dataset.n, count), np.float32)
    for first in range(0, len(wide), ROWS_AT_ONCE):
        rows = wide[first : first + ROWS_AT_ONCE]
        rows[:] = rng.standard_normal(rows.shape) * 1e-6
        yield Progress(STAGE, first, len(wide))
    wide[:, : found.shape[1]] = found / (float(np.abs(found).max(initial=0)) or 1.0)
    return wide


def _spectral(edges: Membership, wide: Floats, p: int) -> Work[tuple[Floats, tuple[str, ...]]]:
    """(n, p) the vibrations of the largest part of the graph; other parts where a linear map of `wide` puts them."""
    count, part = yield from parts(edges)
    largest = part == np.bincount(part).argmax()
    if largest.sum() < max(FEWEST, edges.n // 2):
        return wide[:, :p], (NO_LARGE_PART.format(count=count),) if count > 1 else ()
    found = yield from vibrations(edges, largest, wide, p)
    if count == 1:
        return found, ()
    yield Progress(STAGE)
    found[~largest] = _extended(found, wide, largest)
    return found, (NOT_CONNECTED.format(count=count),)


def _extended(found: Floats, wide: Floats, known: NDArray[np.bool_]) -> Floats:
    """What a least-squares linear map from `wide` to `found`, learnt where it is known, says elsewhere."""
    some = np.flatnonzero(known)
    some = some[:: max(1, len(some) // LEARNT_FROM)]
    turn = np.linalg.lstsq(_beside_one(wide[some]), found[some], rcond=1e-4)[0]
    low, high = found[known].min(axis=0), found[known].max(axis=0)
    return np.clip(_beside_one(wide[~known]) @ turn, low, high).astype(np.float32)


def _beside_one(wide: Floats) -> Floats:
    return np.column_stack([np.ones(len(wide), np.float32), wide])


def _boxed(found: Floats) -> Positions:
    """Centred and `WIDTH` wide along the widest axis."""
    wide = found.astype(np.float64)
    centred = wide - (wide.max(axis=0) + wide.min(axis=0)) / 2
    largest = float(np.abs(centred).max(initial=0)) or 1.0
    return (centred / largest * (WIDTH / 2)).astype(np.float32)


def _jittered(boxed: Positions, noise: Floats) -> Positions:
    return (boxed + noise * JITTER).astype(np.float32)


def _sized(given: Positions) -> Positions:
    finite = np.where(np.isfinite(given), given, 0).astype(np.float32)
    width = float(np.ptp(finite.astype(np.float64), axis=0).max(initial=0))
    return finite if KEPT_WIDTHS[0] <= width <= KEPT_WIDTHS[1] else _boxed(finite)
