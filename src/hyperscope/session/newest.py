"""The newest picture of a run, numbered, and how far those who watch have taken it."""

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from hyperscope.arrays import Positions
from hyperscope.layout import Layout
from hyperscope.run import RunState
from hyperscope.session import axes
from hyperscope.session.changes import NOTHING, Bell, Nothing
from hyperscope.session.losses import Losses
from hyperscope.wire.frames import Frame


class Newest:
    """Latest wins: one slot, no queue. `turn` is the run's own lock; `state` tells the run's state.

    `chosen` are the axes of the view, `shown` (2 or 3) the components of every frame. `seq` only grows.
    `placed` counts the rows that have a position.
    """

    def __init__(
        self, shown: int, chosen: dict[str, int], turn: threading.Condition, state: Callable[[], RunState]
    ) -> None:
        self.shown = shown
        self.axes = dict(chosen)
        self.layout: Layout | None = None
        self.seq = 0
        self.placed = 0
        self.taken = 0
        self.losses = Losses()
        self.bell = Bell()
        self._turn = turn
        self._state = state

    @property
    def nbytes(self) -> int:
        """What the positions weigh."""
        return 0 if self.layout is None else self.layout.positions.nbytes

    def put(self, layout: Layout) -> None:
        """A new layout, under the next number."""
        with self._turn:
            if self.layout is None or self.layout.n != layout.n:
                self.placed = int(np.isfinite(layout.positions[:, 0]).sum())  # alike in every layout of a run
            self.layout = layout
            self.losses.note(layout.iteration, layout.loss)
            self.seq += 1
        self.bell.ring()

    def turn_to(self, chosen: dict[str, int]) -> None:
        """Other axes: the same layout under the next number, if they differ."""
        with self._turn:
            if chosen == self.axes:
                return
            self.axes = chosen
            layout = self.layout
        if layout is not None:
            self.put(layout)

    def picture(self) -> Layout | None:
        """The layout as it is shown: its positions are (n, 2 or 3)."""
        layout, positions = self.layout, self.positions()
        return None if layout is None or positions is None else replace(layout, positions=positions)

    def positions(self) -> Positions | None:
        """What is shown of the layout, (n, 2 or 3), or None before the first."""
        with self._turn:
            layout, chosen = self.layout, self.axes
        return None if layout is None else axes.shown(layout.positions, chosen, self.shown)

    async def frame(self, after: int, seconds: float) -> Frame | None:
        """The newest frame with a number beyond `after`, within `seconds`; None then, or at once if the run has ended.

        Whoever receives a frame has taken it: at the pace *every step* the engine waits for that.
        """
        found = await self.bell.until(lambda: self._newer(after), seconds)
        if not isinstance(found, Frame):
            return None
        with self._turn:
            self.taken = max(self.taken, found.seq)
            self._turn.notify_all()
        return found

    def _newer(self, after: int) -> Frame | Nothing | None:
        with self._turn:
            layout, seq, chosen, state = self.layout, self.seq, self.axes, self._state()
        if layout is None or seq <= after:
            return NOTHING if state.ended else None
        positions = axes.shown(layout.positions, chosen, self.shown)
        return Frame(positions, seq, state, layout.iteration, layout.loss)
