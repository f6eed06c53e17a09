"""Custom axes: a point's coordinate is its vector's product with a direction of unit length between two ends.

0 is midway between the ends. Ends arrive as vectors (`Problem.places`): who they are was settled in the whole dataset.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Positions
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.graph import GraphRequest
from hyperscope.layout import NO_AXIS, Linear
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Placed, Problem
from hyperscope.projections.custom.params import AXES

SPREAD = 0.25  # deviation of y where it is no axis, in those of x
PARALLEL = 1e-9  # what is left of a direction after its part along others, below which nothing is
F64 = NDArray[np.float64]


class Custom:
    """One to three directions, each between two ends; without them y is a seeded spread and z flat."""

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:  # noqa: ARG002
        if n_components > len(AXES):
            raise ParameterError(
                "1, 2 or 3 components",
                f"{n_components}",
                "An axis goes with x, y or z.",
                where="n_components",
            )
        for axis in AXES:
            _check_both(params, axis)
        if not params["x_from"]:
            raise ParameterError(
                "two ends of the x axis",
                "none",
                "Say where it begins and where it ends: 'worst' and 'best', say.",
                where="x_from",
            )
        return dict(params)

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:  # noqa: ARG002
        return None

    def init(self, problem: Problem) -> Work[Placed]:
        names = [axis for axis in AXES[: problem.n_components] if f"{axis}_from" in problem.places]
        linear = directed(problem, names)
        positions = yield from placed(problem.dataset, linear)
        if problem.n_components > 1 and "y" not in names:
            positions[:, 1] = _spread(positions[:, 0], problem.seed)
        facts = {"transform": linear, "axes": _names(problem, names), "notes": _notes(problem, names, linear)}
        return Placed(positions, facts)

    def step(self, state: Placed, params: Mapping[str, Any]) -> Work[Placed]:  # noqa: ARG002
        return state
        yield  # a generator like every step, with nothing to do


def directed(problem: Problem, names: list[str]) -> Linear:
    """Unit directions (p, d) and offsets (p,) of the axes in `names`; rows of zeros for the others."""
    p, d = problem.n_components, problem.dataset.d
    directions, offsets, before = np.zeros((p, d)), np.zeros(p), np.zeros((0, d))
    for axis in names:
        low, high = problem.places[f"{axis}_from"], problem.places[f"{axis}_to"]
        unit = _unit(high - low, before if problem.params["right_angles"] else before[:0])
        directions[AXES.index(axis)] = unit
        offsets[AXES.index(axis)] = (low / 2 + high / 2) @ unit
        before = np.vstack([before, unit])
    return Linear(directions, offsets)


def placed(dataset: Dataset, linear: Linear) -> Work[Positions]:
    """(n, p) float32: every row's coordinates."""
    positions = np.empty((dataset.n, len(linear.offsets)), np.float32)
    for start, block in dataset.blocks():
        positions[start : start + len(block)] = linear.of(block)
        yield Progress("Projecting", start + len(block), dataset.n)
    return positions


def _check_both(params: Mapping[str, Any], axis: str) -> None:
    said = [name for name in (f"{axis}_from", f"{axis}_to") if params[name]]
    if len(said) == 1:
        missing = f"{axis}_to" if said[0].endswith("from") else f"{axis}_from"
        raise ParameterError(
            f"two ends of the {axis} axis", f"only {said[0]} = {params[said[0]]!r}",
            f"Say {missing} too: a direction needs both.", where=missing,
        )  # fmt: skip


def _unit(direction: F64, before: F64) -> F64:
    """`direction` with length 1 and at right angles to the unit vectors `before`; zeros where nothing is left of it."""
    largest = np.abs(direction).max(initial=0)
    if not largest > 0:
        return np.zeros_like(direction)
    left = direction / largest
    length = np.linalg.norm(left)
    for other in before:
        left = left - (left @ other) * other
    rest = np.linalg.norm(left)
    return left / rest if rest > PARALLEL * length else np.zeros_like(direction)


def _spread(first: Floats, seed: int) -> Floats:
    """(n,) noise beside the coordinates of the first axis, so that points lie beside each other instead of on each other."""
    deviation = float(first.astype(np.float64).std()) or 1.0
    noise = np.random.default_rng(seed).standard_normal(len(first))
    return (noise * (SPREAD * deviation)).astype(np.float32)


def _names(problem: Problem, names: list[str]) -> tuple[str, ...]:
    def name(axis: str) -> str:
        return (
            f"{problem.params[f'{axis}_from']} → {problem.params[f'{axis}_to']}" if axis in names else NO_AXIS
        )

    return tuple(name(axis) for axis in AXES[: problem.n_components])


def _notes(problem: Problem, names: list[str], linear: Linear) -> tuple[str, ...]:
    flat = [axis.upper() for axis in names if not linear.directions[AXES.index(axis)].any()]
    unseen = [axis.upper() for axis in AXES[problem.n_components :] if problem.params[f"{axis}_from"]]
    return (
        *(
            f"{axis} says nothing: its ends lie at the same place, or along the axes before it."
            for axis in flat
        ),
        *(f"{axis} has ends but is not drawn in {problem.n_components}-D." for axis in unseen),
    )
