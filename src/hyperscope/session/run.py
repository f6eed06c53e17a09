"""One run as people steer it: every move is legal or refused, and answers at once.

The thread that computes (`engine.py`) asks `checkpoint` between any two pieces of work, at least every 50 ms. A stop or
a restart begins a new attempt; the thread of the old one finds out at its next checkpoint and goes, its work closed.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from hyperscope.errors import StateError
from hyperscope.layout import Layout
from hyperscope.progress import Progress, Work
from hyperscope.run import Pace, RunState, check_move
from hyperscope.session import axes, engine
from hyperscope.session.describe import run_message
from hyperscope.session.measured import Measure, Measured
from hyperscope.session.newest import Newest
from hyperscope.session.plan import Plan
from hyperscope.session.problems import problem_of
from hyperscope.stepper import Stepper
from hyperscope.wire.messages import Problem, RunMessage

TELL_EVERY = 0.1
LONGEST_NAME = 120
MOVING = (RunState.QUEUED, RunState.PREPARING, RunState.RUNNING)
Begin = Callable[[Plan, Mapping[str, Any]], Work[Stepper]]


class Run:
    """`begin` makes the work that prepares it, `measure` that of its quality; `announce` is called whenever its message
    tells something else."""

    def __init__(
        self,
        run_id: str,
        plan: Plan,
        pace: Pace,
        begin: Begin,
        announce: Callable[[str], None],
        measure: Measure,
    ) -> None:
        self.id = run_id
        self.plan = plan
        self.params: dict[str, Any] = dict(plan.params)
        self.name = ""
        self.restored = False
        self.pace = pace
        self.state = RunState.QUEUED
        self.stepper: Stepper | None = None
        self._begin, self._announce = begin, announce
        self._turn = threading.Condition()
        self.newest = Newest(plan.shown, plan.axes, self._turn, lambda: self.state)
        self.measured = Measured(self.newest, measure)
        self._thread: threading.Thread | None = None
        self._attempt = 0
        self._single = False
        self._kick = False
        self.strayed = False  # from what its plan says: kicked, or sent on after its end
        self._live: dict[str, Any] = {}
        self.progress = Progress("Waiting")
        self.problem: Problem | None = None
        self.seconds = 0.0
        self.told = 0
        self._since = self._told = time.monotonic()

    # What a person may do

    def launch(self) -> None:
        """Start the thread of a run that is queued."""
        with self._turn:
            self._go()

    def pause(self) -> None:
        with self._turn:
            self._move(RunState.PAUSED)

    def resume(self) -> None:
        """Go on, also after a stop or an end. Raises `StateError` after a failure and for methods without steps."""
        with self._turn:
            if not self.state.ended:
                if self.state is RunState.PAUSED:
                    self._move(RunState.RUNNING if self.stepper else RunState.PREPARING)
                return
            self._go_on()

    def step(self) -> None:
        """Make one step, then pause. Raises `StateError` as `resume` does."""
        with self._turn:
            self.resume()
            self._single = True
            self._turn.notify_all()

    def perturb(self) -> None:
        """Kick the points and go on from there. Raises `StateError` where there are none yet, or the method knows no kick."""
        with self._turn:
            if self.stepper is None or not self.plan.method.perturbs:
                raise StateError(
                    "a run with a picture, of a method whose points can be kicked",
                    f"one of {self.plan.method.title} that is {self.state}"
                    + ("" if self.stepper else ", without what it needs to go on"),
                    "Wait for the first picture, or start the run again.",
                )
            self._kick = self.strayed = True
            self.resume()

    def stop(self) -> None:
        """End the run here and now; its last frame stays. Does nothing to a run that has ended."""
        with self._turn:
            if not self.state.ended:
                self._attempt += 1
                self._move(RunState.STOPPED)

    def restart(self) -> None:
        """Begin anew with the present parameters; sequence numbers go on growing."""
        with self._turn:
            self.stop()
            self._move(RunState.QUEUED)
            self._single = False
            self.stepper, self.problem, self.seconds, self._live = None, None, 0.0, {}
            self._kick = self.strayed = False
            self._go()

    def set_pace(self, pace: Pace) -> None:
        with self._turn:
            self.pace = pace
            self._single = False
            self._tell()

    def update(self, given: Mapping[str, Any]) -> None:
        """Change live parameters or axes. Raises `ParameterError` for anything else."""
        params, chosen = axes.split(self.plan.method, given)
        checked = self.plan.method.check_live(params)
        turned = axes.check(self.plan.method, {**self.newest.axes, **chosen})
        with self._turn:
            self.params.update(checked)
            self._live.update(checked)
            self.newest.turn_to(turned)
            self._tell()

    def rename(self, name: str) -> None:
        """What a person calls it: one line of at most 120 characters, or ""."""
        with self._turn:
            self.name = " ".join(name.split())[:LONGEST_NAME]
            self._tell()

    def restore(self, layout: Layout) -> None:
        """Be done at once, with positions that were saved; from then on no move computes anything."""
        with self._turn:
            self.restored = True
            self.show(layout)

    def show(self, layout: Layout) -> None:
        """Be done at once, with what another run has computed."""
        with self._turn:
            self.progress = Progress("Done", 1, 1)
            self._move(RunState.DONE)
            self.newest.put(layout)

    def release(self) -> None:
        """Forget what would be needed to go on (a resume then begins anew); the last frame stays."""
        with self._turn:
            if self.state.ended:
                self.stepper = None

    def join(self, seconds: float) -> bool:
        """Wait up to `seconds` for the thread to go, after a stop: whether it has."""
        thread = self._thread
        if thread is None:
            return True
        thread.join(seconds)
        return not thread.is_alive()

    @property
    def message(self) -> RunMessage:
        """What is so now. Its `told` is larger than in every message before it."""
        with self._turn:
            self.told += 1
            return run_message(self, self._live)

    # What the engine calls

    def checkpoint(self, attempt: int) -> None:
        """Wait while paused. Raises `Superseded` once the attempt is over."""
        with self._turn:
            if self.state is RunState.PAUSED and self._attempt == attempt:
                self._turn.wait_for(lambda: self.state is not RunState.PAUSED or self._attempt != attempt)
                self._since = time.monotonic()
            self._check(attempt)

    def enter(self, attempt: int) -> Work[Stepper] | Stepper:
        """What the thread of this attempt begins with: the stepper to go on with, or the work that prepares one."""
        with self._turn:
            self._check(attempt)
            self._since = time.monotonic()
            if self.stepper is not None:
                return self.stepper
            if self.state is RunState.QUEUED:
                self._move(RunState.PREPARING)
            return self._begin(self.plan, dict(self.params))

    def report(self, progress: Progress, attempt: int) -> None:
        with self._turn:
            self._check(attempt)
            self.progress = progress
            self._count_time()
            if time.monotonic() - self._told >= TELL_EVERY:
                self._tell()

    def live(self) -> dict[str, Any]:
        """The live parameters that were changed since the run began."""
        with self._turn:
            return dict(self._live)

    def kicked(self, attempt: int) -> bool:
        """Whether the points are to be kicked now; asking settles it."""
        with self._turn:
            self._check(attempt)
            kick, self._kick = self._kick, False
            return kick

    def publish(self, stepper: Stepper, layout: Layout, attempt: int) -> bool:
        """A new picture: whether it is the last. The run is then done, running, or paused because one step was asked for."""
        with self._turn:
            self._check(attempt)
            first, self.stepper = self.stepper is None, stepper
            self._count_time()
            last = stepper.done and not self._kick
            if last:
                self.progress = Progress("Done", 1, 1)
                self._move(RunState.DONE)
            elif (self._single or self.pace is Pace.ONE_STEP) and not (first and self._single):
                self._single = False
                self._move(RunState.PAUSED)
            if first and self.state is RunState.PREPARING:
                self._move(RunState.RUNNING)
            self.newest.put(layout)
            if time.monotonic() - self._told >= TELL_EVERY:
                self._tell()
            return last

    def await_watcher(self, attempt: int) -> None:
        """At the pace *every step*, wait until someone has taken the newest frame."""

        def go_on() -> bool:
            taken = self.newest.taken >= self.newest.seq
            return taken or self.pace is not Pace.EVERY_STEP or self._attempt != attempt or self._single

        with self._turn:
            if not go_on():
                self._turn.wait_for(go_on)
                self._since = time.monotonic()

    def fail(self, error: BaseException, attempt: int) -> None:
        with self._turn:
            if self._attempt == attempt:
                self.problem = problem_of(error, where=self.plan.method.title)
                self.stepper = None
                self._move(RunState.FAILED)

    # With the lock held

    def _check(self, attempt: int) -> None:
        if self._attempt != attempt:
            raise engine.Superseded

    def _go_on(self) -> None:
        if not self.plan.method.steps:
            raise StateError(
                "a method that goes step by step",
                self.plan.method.title,
                "Its picture is complete: restart it instead.",
            )
        check_move(self.state, RunState.RUNNING)
        self.strayed |= self.state is RunState.DONE
        if self.stepper is None:
            self.restart()
        else:
            self._move(RunState.RUNNING)
            self._go()

    def _go(self) -> None:
        self._attempt += 1
        args = (self, self._attempt, self._thread)
        self._thread = threading.Thread(
            target=engine.work, args=args, name=f"hyperscope-{self.id}", daemon=True
        )
        self._thread.start()

    def _move(self, state: RunState) -> None:
        if state is not self.state:
            check_move(self.state, state)
            self.state = state
            if state in MOVING:
                self.measured.leave()
            self._tell()
            self.newest.bell.ring()

    def _tell(self) -> None:
        self._told = time.monotonic()
        self._turn.notify_all()
        self._announce(self.id)

    def _count_time(self) -> None:
        now = time.monotonic()
        self.seconds += now - self._since
        self._since = now
