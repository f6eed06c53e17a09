"""How far the newest picture of a run can be trusted: measured in a thread of its own when someone asks, kept for the next.

Measuring ends early when the run goes on (its picture will not be the one that was measured), or when the last of those
who wait has gone.
"""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from hyperscope.kernels.lane import give_way
from hyperscope.layout import Layout, Quality
from hyperscope.progress import Progress, Work, drive
from hyperscope.session.changes import NOTHING, Bell, Nothing
from hyperscope.session.newest import Newest

Measure = Callable[[Layout, str | None], Work[Quality]]


@dataclass(eq=False)
class Measurement:
    """The picture of frame `seq`, with the groups of a `label` column. `quality` or `error` is set at its end."""

    seq: int
    label: str | None
    quality: Quality | None = field(default=None, repr=False)
    error: Exception | None = None
    left: bool = False
    waiting: int = 0

    @property
    def over(self) -> bool:
        return self.left or self.quality is not None or self.error is not None


class Left(Exception):
    """Nobody wants this measurement any more."""


class Measured:
    """The measurements of one run; one for each label column that was asked about, of the newest picture then."""

    def __init__(self, newest: Newest, measure: Measure) -> None:
        self._newest, self._measure = newest, measure
        self._lock = threading.Lock()
        self._known: dict[str | None, Measurement] = {}
        self._bell = Bell()

    async def found(self, label: str | None, seconds: float) -> Measurement | None:
        """The measurement of the newest picture, or of the one being measured; None after `seconds`, if it was left, and
        where there is no picture yet. Raises what measuring raises.
        """  # fmt: skip
        measurement = self._begun(label)
        if measurement is None:
            return None
        measurement.waiting += 1
        try:
            found = await self._bell.until(lambda: _looked(measurement), seconds)
        except asyncio.CancelledError:
            if measurement.waiting == 1:
                measurement.left = not measurement.over
            raise
        finally:
            measurement.waiting -= 1
        if measurement.error is not None:
            raise measurement.error
        return found if isinstance(found, Measurement) else None

    def leave(self) -> None:
        """End what is being measured."""
        with self._lock:
            for measurement in self._known.values():
                measurement.left = measurement.left or not measurement.over
        self._bell.ring()

    def _begun(self, label: str | None) -> Measurement | None:
        # Before our lock: the picture wants the run's, and the run, holding that, wants ours when it leaves.
        seq, layout = self._newest.seq, self._newest.picture()
        with self._lock:
            known = self._known.get(label)
            fresh = known is not None and not known.left and (known.seq == seq or not known.over)
            if fresh or layout is None:
                return known if fresh else None
            measurement = self._known[label] = Measurement(seq, label)
        threading.Thread(
            target=self._work, args=(measurement, layout), name="hyperscope-quality", daemon=True
        ).start()
        return measurement

    def _work(self, measurement: Measurement, layout: Layout) -> None:
        def watch(_: Progress) -> None:
            if measurement.left:
                raise Left

        give_way()  # the picture turns meanwhile
        try:
            measurement.quality = drive(self._measure(layout, measurement.label), watch)
        except Left:
            pass
        except Exception as error:  # it belongs to whoever asked
            measurement.error = error
        self._bell.ring()


def _looked(measurement: Measurement) -> Measurement | Nothing | None:
    if measurement.over:
        return NOTHING if measurement.left else measurement
    return None
