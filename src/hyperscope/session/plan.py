"""What a run computes and what of it is shown: a request, checked."""

from dataclasses import dataclass, field
from typing import Any

from hyperscope.arrays import Positions
from hyperscope.errors import ParameterError
from hyperscope.params import AUTO, Method, check_seed
from hyperscope.session import axes
from hyperscope.wire.messages import RunRequest

SHOWN = (2, 3)


@dataclass(frozen=True)
class Plan:
    """`computed` components are asked of the projection, `shown` (2 or 3) of them make the picture.

    `rows` (packed, see `wire.rows`) are those that are laid out, None: all.
    `params` is the method's whole table, "auto" not yet decided; `axes` is empty for a method without them.
    """

    entry: str
    method: Method
    params: dict[str, Any]
    axes: dict[str, int]
    computed: int
    shown: int
    seed: int
    start: Positions | None = field(default=None, compare=False, repr=False)
    rows: bytes | None = field(default=None, repr=False)

    def computes_like(self, other: "Plan") -> bool:
        """Whether both would arrive at the same positions, shown differently perhaps."""
        return self._computed() == other._computed()

    def _computed(self) -> tuple[object, ...]:
        started = None if self.start is None else id(self.start)
        return self.entry, self.method.name, self.params, self.computed, self.seed, started, self.rows


def make(request: RunRequest, method: Method, start: Positions | None) -> Plan:
    """The plan of a request. Raises `ParameterError` for what the method's table does not allow."""
    if request.n_components not in SHOWN:
        raise ParameterError(
            "2 or 3", str(request.n_components), "A picture has 2 or 3 axes.", where="n_components"
        )
    params, chosen = axes.split(method, request.params)
    if start is not None:
        start = _columns(start, request.n_components)
    return Plan(
        entry=request.entry,
        method=method,
        params=method.check({**quick(method), **params}),
        axes=axes.check(method, chosen),
        computed=method.default_components if method.axes else request.n_components,
        shown=request.n_components,
        seed=check_seed(request.random_state),
        start=start,
        rows=request.rows,
    )


def quick(method: Method) -> dict[str, str]:
    """The parameters of a light method that decide for themselves unless told: what runs uninvited is to be quick."""
    return (
        {}
        if method.heavy
        else {param.name: AUTO for param in method.params if param.auto or AUTO in param.choices}
    )


def _columns(start: Positions, wanted: int) -> Positions:
    if start.shape[1] < wanted:
        raise ParameterError(
            f"a run with {wanted} components to start from",
            f"one with {start.shape[1]}",
            "Start from a run with as many components, or without one.",
            where="after",
        )
    return start[:, :wanted]
