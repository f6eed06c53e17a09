"""PCA: exact, centred, without a compiler. A method without iterations: `init` places every point."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.layout import Linear
from hyperscope.principal import Axes, coordinates, principal, sample
from hyperscope.progress import Work
from hyperscope.projections.abstract import Placed, Problem

FLOPS_IN_2_SECONDS = 1e11  # half of what two cores do in single precision, so that slower machines keep up
LEAST_SAMPLE = 2_000
PICTURE = 3  # components that a picture can ask for: it gets them, flat where the data has fewer


class Pca:
    """Principal component analysis, widest direction first: min(components asked, n, d) columns.

    Two or three are given in any case, so that a picture has its axes: those the data lacks are 0 for every row.
    """

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:  # noqa: ARG002
        return dict(params)

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:  # noqa: ARG002
        return None

    def init(self, problem: Problem) -> Work[Placed]:
        dataset = problem.dataset
        size = rows_to_fit(dataset.n, dataset.d) if problem.params["fit_rows"] == "auto" else dataset.n
        part = dataset if size == dataset.n else _rows(dataset, size, problem.seed)
        found = yield from principal(part, problem.n_components, seed=problem.seed)
        axes = _flat(found, problem.n_components) if problem.n_components <= PICTURE else found
        positions = yield from coordinates(dataset, axes)
        return Placed(positions, _facts(axes, problem, part.n))

    def step(self, state: Placed, params: Mapping[str, Any]) -> Work[Placed]:  # noqa: ARG002
        return state
        yield  # a generator like every step, with nothing to do


def rows_to_fit(n: int, d: int) -> int:
    """How many of n rows give their directions within about two seconds."""
    return (
        n if 2 * n * d * d <= FLOPS_IN_2_SECONDS else max(LEAST_SAMPLE, int(FLOPS_IN_2_SECONDS / (2 * d * d)))
    )


def _flat(axes: Axes, count: int) -> Axes:
    """The axes with directions of length 0 added up to `count`: along them nothing varies."""
    missing = count - len(axes.directions)
    directions = np.pad(axes.directions, ((0, missing), (0, 0)))
    return replace(axes, directions=directions, variances=np.pad(axes.variances, (0, missing)))


def _rows(dataset: Dataset, size: int, seed: int) -> Dataset:
    return Dataset(dataset.name, dataset.vectors[sample(dataset.n, size, seed)])


def _facts(axes: Axes, problem: Problem, fitted: int) -> dict[str, Any]:
    notes = []
    n = problem.dataset.n
    if fitted < n:
        notes.append(f"Directions come from a sample of {fitted:,} of {n:,} rows; every row is projected.")
    variances = axes.variances * axes.scale**2
    return {
        "explained_variance_ratio": np.asarray(axes.ratio),
        "explained_variance": variances,
        "transform": Linear(axes.directions, axes.directions @ axes.centre),
        "notes": tuple(notes),
    }
