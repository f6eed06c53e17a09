"""A class with `fit_transform` as a projection without iterations: it computes for as long as it likes, in one piece."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from hyperscope.arrays import Positions
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.graph import GraphRequest
from hyperscope.params import Method
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Placed, Problem
from hyperscope.projections.foreign.table import OURS, accepted


class Foreign:
    """`kind` is the class, `method` its table. Only what differs from a default is handed over, and the vectors as float32."""

    def __init__(self, kind: Any, method: Method) -> None:
        self._kind = kind
        self._method = method

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:  # noqa: ARG002
        return dict(params)

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:  # noqa: ARG002
        return None

    def init(self, problem: Problem) -> Work[Placed]:
        yield Progress(f"Waiting for {self._method.title}")
        try:
            found = self._kind(**self._arguments(problem)).fit_transform(problem.dataset.as_float32())
        except Exception as error:  # whatever a stranger raises becomes an error for people, its cause kept
            raise ParameterError(
                "a layout", f"{type(error).__name__}: {str(error).rstrip('.')}",
                "Look at its parameters and at the data; its own documentation says what it takes.",
                where=self._method.title,
            ) from error  # fmt: skip
        yield Progress(f"Waiting for {self._method.title}")
        return Placed(_checked(found, problem, self._method.title))

    def step(self, state: Placed, params: Mapping[str, Any]) -> Work[Placed]:  # noqa: ARG002
        return state
        yield  # a generator like every step, with nothing to do

    def _arguments(self, problem: Problem) -> dict[str, Any]:
        rows = self._method.params
        said = {row.name: problem.params[row.name] for row in rows if problem.params[row.name] != row.default}
        names = {parameter.name for parameter in accepted(self._kind)}
        ours = dict(zip(OURS, (problem.n_components, problem.seed), strict=True))
        return said | {name: value for name, value in ours.items() if name in names}


def _checked(found: Any, problem: Problem, title: str) -> Positions:
    """(n, p) float32, at least as many columns as asked for, the first of them. Raises `ShapeError` for anything else."""
    positions = np.asarray(found)
    n, p = problem.dataset.n, problem.n_components
    fits = positions.ndim == 2 and positions.shape[0] == n and positions.shape[1] >= p
    if not fits or positions.dtype.kind not in "fiu" or not np.isfinite(positions).all():
        raise ShapeError(
            f"finite positions of shape ({n}, {p})", f"{positions.dtype} of shape {positions.shape}",
            "fit_transform is to return one row for each row given, with numbers throughout.", where=title,
        )  # fmt: skip
    return np.ascontiguousarray(positions[:, :p], dtype=np.float32)
