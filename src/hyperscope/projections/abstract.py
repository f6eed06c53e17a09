"""What every projection is: `init` and `step` over a state that is a value.

The loop belongs to someone else (`pipeline` for the Python call, `session` for the page), so pause, resume, cancel, live
parameters and streaming cost a projection nothing. `init` and `step` are generators: they yield Progress at least every
50 ms of compute and return the new state; closing one cancels it. A state's positions are never written again once
the state has been returned.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Positions, read_only
from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest, KnnGraph
from hyperscope.progress import Work


@dataclass(frozen=True, slots=True)
class Problem:
    """What a projection is given: a dataset whose rows are all finite, the graph it asked for, resolved parameters.

    `full` has the same rows before their dimensions were reduced for the neighbours; None: they were not. `start` are
    positions (n, p) to begin from, or None. `places` are the vectors (d,) that parameters of the kind "end"
    stand for, by name.
    """

    dataset: Dataset
    graph: KnnGraph | None
    params: Mapping[str, Any]
    n_components: int
    seed: int
    start: Positions | None = None
    places: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    full: Dataset | None = None

    @property
    def space(self) -> Dataset:
        """The rows with all their dimensions."""
        return self.full or self.dataset


class State(Protocol):
    """The least that a state must tell; each method's own frozen dataclass holds more."""

    @property
    def positions(self) -> Positions: ...
    @property
    def iteration(self) -> int: ...
    @property
    def loss(self) -> float | None: ...
    @property
    def done(self) -> bool: ...
    @property
    def facts(self) -> Mapping[str, Any]:
        """What is worth recording beside the positions: explained_variance_ratio, notes; `used`, what an "auto" has come
        to on the way; `reached`, what was found for what was asked."""
        ...


S = TypeVar("S", bound=State)


class Projection(Protocol, Generic[S]):
    """One method. Implementations are stateless; `registry` names them as text."""

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:
        """Replace every "auto" by the value it stands for. Pure; what it decides is recorded in the layout."""
        ...

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:
        """The neighbours that `init` needs, or None."""
        ...

    def init(self, problem: Problem) -> Work[S]: ...

    def step(self, state: S, params: Mapping[str, Any]) -> Work[S]:
        """One iteration with the (possibly changed) live parameters."""
        ...


class Perturbable(Protocol, Generic[S]):
    """A projection whose present layout can be kicked, to see whether it settles in the same arrangement."""

    def perturb(self, state: S, seed: int) -> S:
        """The state with its points moved a little at random, and not done."""
        ...


@dataclass(frozen=True, slots=True)
class Placed:
    """The state of a method without iterations: its positions are final."""

    positions: Positions
    facts: Mapping[str, Any] = field(default_factory=dict)
    iteration: int = 0
    loss: float | None = None
    done: bool = True

    def __post_init__(self) -> None:
        # a view: whose array it is may go on writing to it
        object.__setattr__(self, "positions", read_only(self.positions.view()))
