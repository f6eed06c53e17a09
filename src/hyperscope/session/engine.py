"""The thread of a run: drives the pipeline's generators and asks the run, between any two pieces, whether to go on."""

import threading
from collections.abc import Generator
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from hyperscope.progress import Progress, Work, drive

if TYPE_CHECKING:
    from hyperscope.session.run import Run

T = TypeVar("T")


class Superseded(Exception):
    """The attempt that asks has been stopped or restarted."""


def work(run: "Run", attempt: int, previous: threading.Thread | None) -> None:
    """Take one attempt of `run` to its end; the thread of the attempt before is waited for, so that no two ever step."""
    if previous is not None:
        previous.join()
    try:
        _attempt(run, attempt)
    except Superseded:
        pass
    except BaseException as error:  # a thread has no one else to tell
        run.fail(error, attempt)


def _attempt(run: "Run", attempt: int) -> None:
    begun = run.enter(attempt)
    if isinstance(begun, Generator):
        stepper = _drive(begun, run, attempt)
        if run.publish(stepper, stepper.layout, attempt):
            return
    else:
        stepper = begun
    while True:
        run.await_watcher(attempt)
        run.checkpoint(attempt)
        if run.kicked(attempt):
            stepper.perturb(run.plan.seed)
        else:
            _drive(stepper.step(run.live()), run, attempt)
        if run.publish(stepper, stepper.layout, attempt):
            return


def _drive(work: Work[T], run: "Run", attempt: int) -> T:
    def watch(progress: Progress) -> None:
        run.report(progress, attempt)
        run.checkpoint(attempt)

    with closing(work):
        run.checkpoint(attempt)
        return drive(work, watch)
