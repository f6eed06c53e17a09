"""One projection on its way: what the Python call and the page drive alike."""

import time
from collections.abc import Mapping
from typing import Any

from hyperscope.arrays import Rows
from hyperscope.dataset import spread
from hyperscope.errors import StateError
from hyperscope.layout import Layout
from hyperscope.params import AUTO, Method
from hyperscope.progress import Work
from hyperscope.projections.abstract import Projection, State


class Stepper:
    """A projection with its present state; each `step` replaces the state, none is changed.

    `rows` of `n` are laid out. `done` says that the method has ended by itself. `layout` is the picture of the moment,
    rows that were left out NaN.
    """

    def __init__(self, n: int, rows: Rows, method: Method, projection: Projection, state: State,
                 recorded: Mapping[str, Any], notes: tuple[str, ...] = ()) -> None:  # fmt: skip
        self.state = state
        self._n = n
        self._rows = rows
        self._method = method
        self._projection = projection
        self._recorded = dict(recorded)
        self._notes = notes
        self._began = time.perf_counter()

    @property
    def params(self) -> Mapping[str, Any]:
        """The resolved parameters, live ones as they are now."""
        return dict(self._recorded)

    @property
    def done(self) -> bool:
        return self.state.done

    @property
    def layout(self) -> Layout:
        state = self.state
        return Layout(
            method=self._method.name,
            positions=spread(state.positions, self._n, self._rows),
            params={**self._recorded, **self._used()},
            iteration=state.iteration,
            loss=state.loss,
            explained_variance_ratio=state.facts.get("explained_variance_ratio"),
            finished=state.done,
            seconds=time.perf_counter() - self._began,
            notes=(*self._notes, *state.facts.get("notes", ())),
            axes=state.facts.get("axes", ()),
            transform=state.facts.get("transform"),
            reached=state.facts.get("reached", {}),
        )

    def step(self, live: Mapping[str, Any] | None = None) -> Work[None]:
        """One iteration. `live` changes live parameters from now on.

        Raises `ParameterError` for one that is not live, or a value its table does not allow.
        """
        if live:
            self._recorded.update(self._method.check_live(live))
        self.state = yield from self._projection.step(self.state, self._recorded)

    def perturb(self, seed: int) -> None:
        """Kick the points a little, and be ready to step on. Raises `StateError` for a method that knows no kick."""
        kick = getattr(self._projection, "perturb", None)
        if kick is None:
            raise StateError(
                "a method whose points can be kicked",
                self._method.title,
                "t-SNE's and UMAP's can; start another run of this one.",
            )
        self.state = kick(self.state, seed)
        self._notes = (*self._notes, f"The points were kicked after iteration {self.state.iteration:,}.")

    def _used(self) -> dict[str, Any]:
        """The numbers that an "auto" has come to on the way, where the method decides as it goes."""
        used: Mapping[str, Any] = self.state.facts.get("used", {})
        return {name: value for name, value in used.items() if self._recorded[name] == AUTO}
