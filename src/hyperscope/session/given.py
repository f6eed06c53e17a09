"""Layouts that came with the data as a method like any other, whose runs are finished as soon as they begin."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

import numpy as np

from hyperscope.arrays import Positions
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import ParameterError
from hyperscope.params import Method, Param
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Placed, Projection
from hyperscope.session.opened import OpenEntry
from hyperscope.session.runs import Methods
from hyperscope.stepper import Stepper
from hyperscope.wire.messages import Invitation

NAME = "given"
LAYOUT = "layout"


def offering(methods: Methods, entries: Iterable[Entry]) -> Methods:
    """`methods`, and after them one that shows the layouts of these entries; themselves where there is none."""
    names = tuple(dict.fromkeys(name for entry in entries for name in entry.layouts))
    if not names:
        return methods
    table = Method(
        NAME, "Given", "A layout that came with the data, as it is.", heavy=False, steps=False,
        params=(Param(LAYOUT, "choice", names[0], "Layout", "Which of the data's own layouts.", choices=names),),
    )  # fmt: skip

    def start(
        dataset: Dataset, method: str, params: dict[str, Any], n_components: int | None = None, *rest: Any
    ) -> Work[Stepper]:
        if method != NAME:
            return (yield from methods.start(dataset, method, params, n_components, *rest))
        return (yield from _start(dataset, table, params, n_components or 2))

    return replace(
        methods,
        all=lambda: [*methods.all(), table],
        named=lambda name: table if name == NAME else methods.named(name),
        start=start,
    )


def invitation(first: OpenEntry | None) -> Invitation | None:
    """To begin with the first layout that came with the data, where there is one."""
    if first is None or not first.entry.layouts:
        return None
    name, axes = next(iter(first.entry.layouts.items()))
    return Invitation(first.id, NAME, axes, {LAYOUT: name})


def _start(dataset: Dataset, table: Method, params: Mapping[str, Any], n_components: int) -> Work[Stepper]:
    yield Progress("Reading the layout")
    name = params[LAYOUT]
    layout = dataset.layouts.get(name)
    if layout is None:
        there = ", ".join(dataset.layouts) or "none"
        raise ParameterError(
            "a layout of these data", repr(name), f"Their layouts are: {there}.", where=LAYOUT
        )
    positions = _columns(layout.positions, n_components)
    facts = {"axes": layout.axes[:n_components], "notes": layout.notes}
    recorded = {**params, "n_components": n_components}
    nothing = cast(Projection[Any], None)  # what is placed is done: nothing will be asked for a step
    return Stepper(dataset.n, np.arange(dataset.n), table, nothing, Placed(positions, facts), recorded)


def _columns(positions: Positions, wanted: int) -> Positions:
    """(n, wanted): the first columns, or a flat third one; rows with a gap have no place at all."""
    made = np.zeros((len(positions), wanted), np.float32)
    shared = min(wanted, positions.shape[1])
    made[:, :shared] = positions[:, :shared]
    made[~np.isfinite(made).all(axis=1)] = np.nan
    return made
