"""All runs of the session: which exist, which may compute, which are kept."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hyperscope.arrays import Positions
from hyperscope.errors import ShapeError, StateError, UnknownId
from hyperscope.layout import Layout, Quality
from hyperscope.params import Method
from hyperscope.progress import Work
from hyperscope.projections import registry
from hyperscope.run import Pace, RunState
from hyperscope.session import plan
from hyperscope.session.entries import Entries
from hyperscope.session.measured import Measure
from hyperscope.session.plan import Plan
from hyperscope.session.run import Run
from hyperscope.stepper import Stepper
from hyperscope.wire.messages import RunRequest
from hyperscope.wire.rows import unpack

if TYPE_CHECKING:
    from hyperscope.knn.kept import Graphs

KEPT = 24
KEPT_BYTES = 1 << 30  # of positions
NEIGHBORS = 15  # of a point, by which pictures are measured
MOVES: dict[str, Callable[[Run], None]] = {
    "pause": Run.pause,
    "resume": Run.resume,
    "stop": Run.stop,
    "restart": Run.restart,
    "step": Run.step,
    "perturb": Run.perturb,
}
REVIVING = ("resume", "restart", "step", "perturb")


def _quality(*args: Any) -> Work[Quality]:
    """`scores.measure`, imported when it is first asked for."""
    from hyperscope import scores

    return (yield from scores.measure(*args))


def _pipeline(*args: Any) -> Work[Stepper]:
    """`pipeline.start`, imported when the first run needs it: numba is slow to load."""
    from hyperscope import pipeline

    return (yield from pipeline.start(*args))


@dataclass(frozen=True)
class Methods:
    """What the session knows of projections: their tables, how to start one (the arguments of `pipeline.start`), and how to
    measure a layout (those of `scores.measure`).
    """

    all: Callable[[], list[Method]] = registry.methods
    named: Callable[[str], Method] = registry.method
    start: Callable[..., Work[Stepper]] = _pipeline
    measure: Callable[..., Work[Quality]] = _quality


class Runs:
    """Runs by id. At most one heavy run computes for each entry.

    The oldest ended ones are forgotten beyond 24 runs, or beyond 1 GB of positions.
    """

    def __init__(self, entries: Entries, methods: Methods, announce: Callable[[str], None]) -> None:
        self._entries = entries
        self._methods = methods
        self._announce = announce
        self._lock = threading.RLock()
        self._runs: dict[str, Run] = {}
        self._made = 0
        self._graphs: Graphs | None = None

    def __iter__(self) -> Iterator[Run]:
        with self._lock:
            return iter(list(self._runs.values()))

    def __contains__(self, run_id: str) -> bool:
        return run_id in self._runs

    def __getitem__(self, run_id: str) -> Run:
        """Raises `UnknownId` for an id that no run has."""
        run = self._runs.get(run_id)
        if run is None:
            raise UnknownId("a run", run_id, list(self._runs))
        return run

    def get(self, run_id: str) -> Run | None:
        return self._runs.get(run_id)

    def start(self, request: RunRequest) -> Run:
        """Start what is asked for; a run that already computes or has computed just that answers instead.

        Raises `ParameterError` for what the method's table does not allow and `UnknownId` for an unknown entry or run.
        """
        self._entries[request.entry]
        wanted = plan.make(request, self._methods.named(request.method), self._positions(request))
        with self._lock:
            known = self._like(wanted)
            if known is not None and (known.plan.shown, known.newest.axes) == (wanted.shown, wanted.axes):
                known.set_pace(Pace(request.pace))
                return known
            run = self._new(wanted, Pace(request.pace))
            layout = known.newest.layout if known is not None and known.state is RunState.DONE else None
            if layout is not None:
                run.show(layout)
            else:
                self.make_room(run)
                run.launch()
        self._announce(run.id)
        return run

    def restore(self, wanted: Plan, layout: Layout, name: str) -> Run:
        """Saved positions as a run that is done."""
        with self._lock:
            run = self._new(wanted, Pace.FAST)
            run.rename(name)
            run.restore(layout)
        self._announce(run.id)
        return run

    def move(self, run_id: str, verb: str) -> Run:
        """Carry out one of `MOVES` on a run. Raises `StateError` where its state does not allow it."""
        run = self[run_id]
        if verb not in MOVES:
            raise UnknownId("a move", verb, list(MOVES))
        if run.restored:
            raise StateError(
                "a run that was computed here", "positions that were saved",
                "Choose its method and press Run to lay the points out anew.", where=run.name or run_id,
            )  # fmt: skip
        if verb in REVIVING:
            self.make_room(run)
        MOVES[verb](run)
        return run

    def forget(self, run_id: str) -> None:
        """Stop a run and let go of it and its positions. Raises `UnknownId` for an id that no run has."""
        run = self[run_id]
        run.stop()
        with self._lock:
            self._runs.pop(run_id, None)
        self._announce(run_id)

    def make_room(self, run: Run) -> None:
        """Stop every other heavy run of the same entry and free what it holds: one engine, one picture."""
        if not run.plan.method.heavy:
            return
        with self._lock:
            for other in self._runs.values():
                if other is not run and other.plan.method.heavy and other.plan.entry == run.plan.entry:
                    other.stop()
                    other.release()

    def join(self, seconds: float) -> bool:
        """Wait up to `seconds` in all for the threads of runs that were stopped: whether all of them have gone."""
        deadline = time.monotonic() + seconds
        return all(run.join(max(0.0, deadline - time.monotonic())) for run in self)

    def _new(self, wanted: Plan, pace: Pace) -> Run:
        self._made += 1
        run = Run(f"r{self._made}", wanted, pace, self._begin, self._announce, self._measure(wanted))
        self._runs[run.id] = run
        self._forget()
        return run

    def _forget(self) -> None:
        ended = [run for run in self._runs.values() if run.state.ended]
        count, weight = len(self._runs), sum(run.newest.nbytes for run in self._runs.values())
        for run in ended:
            if count <= KEPT and weight <= KEPT_BYTES:
                return
            del self._runs[run.id]
            count, weight = count - 1, weight - run.newest.nbytes
            self._announce(run.id)

    def _like(self, wanted: Plan) -> Run | None:
        for run in reversed(self._runs.values()):
            unchanged = run.params == run.plan.params and not run.strayed and not run.restored
            ended_early = run.state in (RunState.STOPPED, RunState.FAILED)
            if unchanged and not ended_early and run.plan.computes_like(wanted):
                return run
        return None

    def _positions(self, request: RunRequest) -> Positions | None:
        if request.after is None:
            return None
        run = self[request.after]
        positions = run.newest.positions()
        if positions is None:
            raise StateError(
                "a run that has a picture",
                f"{run.id!r}, which is {run.state}",
                "Wait for its first frame, or start without one.",
            )
        return positions

    def _begin(self, wanted: Plan, params: Mapping[str, Any]) -> Work[Stepper]:
        dataset = yield from self._entries[wanted.entry].wait()
        if wanted.start is not None and len(wanted.start) != dataset.n:
            raise ShapeError(
                f"a run over as many rows, {dataset.n:,}",
                f"one over {len(wanted.start):,}",
                "Start without one, or from another training step of the same tensor.",
                where="after",
            )
        arguments = (dataset, wanted.method.name, dict(params), wanted.computed, wanted.seed, wanted.start)
        rows = None if wanted.rows is None else unpack(wanted.rows, dataset.n)
        return (yield from self._methods.start(*arguments, self._neighbours(), rows))

    def _measure(self, wanted: Plan) -> Measure:
        """How to measure the pictures of a run: against the data as given."""

        def measure(layout: Layout, label: str | None) -> Work[Quality]:
            dataset = yield from self._entries[wanted.entry].wait()
            return (yield from self._methods.measure(dataset, layout, NEIGHBORS, label))

        return measure

    def _neighbours(self) -> "Graphs":
        """The graphs that all runs of this session share."""
        from hyperscope.cache import folder
        from hyperscope.cache.graphs import Shelf
        from hyperscope.knn.kept import Graphs

        with self._lock:
            if self._graphs is None:
                self._graphs = Graphs(shelf=Shelf(folder() / "graphs"))
            return self._graphs
