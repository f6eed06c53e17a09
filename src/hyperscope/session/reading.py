"""A long reading in a thread of its own: however many wait for it, and it can be left."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

from hyperscope.errors import SourceError
from hyperscope.progress import Progress, listening
from hyperscope.session.workers import spawn

T = TypeVar("T")


class Left(BaseException):
    """The reading that tells its progress has been left. No reader takes it for damage: it is no `Exception`."""


class Reading(Generic[T]):
    """`future` is what comes of it, for all who wait; it cannot be cancelled by one of them.

    `leave` tells them at once that nothing comes; the thread ends when what it reads next tells how far it is.
    """

    def __init__(self) -> None:
        self.future: Future[T] = Future()
        self.future.set_running_or_notify_cancel()
        self.progress = Progress("Reading the data")
        self._lock = threading.Lock()
        self._settled = False
        self._left = False

    def begin(self, work: Callable[[], T], name: str) -> None:
        """Read in a thread of this name."""
        spawn(lambda: self._read(work), name)

    def end(self, result: T) -> None:
        """This is what has come of it."""
        if self._first():
            self.future.set_result(result)

    def leave(self) -> None:
        """Let go of it, unless it has ended."""
        if self._first():
            self._left = True
            self.future.set_exception(
                SourceError(
                    "data that are read to their end", "a reading that was cancelled", "Open them again."
                )
            )

    def _read(self, work: Callable[[], T]) -> None:
        try:
            with listening(self._watch):
                result = work()
        except BaseException as error:  # it belongs to whoever waits
            if self._first():
                self.future.set_exception(error)
        else:
            self.end(result)

    def _watch(self, progress: Progress) -> None:
        self.progress = progress
        if self._left:
            raise Left

    def _first(self) -> bool:
        """Whether it has not ended yet; from now on it has."""
        with self._lock:
            first, self._settled = not self._settled, True
            return first
