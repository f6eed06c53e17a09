"""The lane: one process-wide, fair lock around every parallel kernel, and the threads that run it.

Whoever computes in parallel takes the lane for one short region, so runs take turns in the order they asked, and the
machine is never given more threads than it has cores. The row ranges of a region do not depend on who runs them:
results are the same for any number of threads.

What nobody waits for is done by a thread that gives way: alone, in nobody's lane, at a low priority. So a picture, which the
processor may have to draw, does not falter while its quality is measured, and no run waits for it.
"""

import itertools
import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from queue import SimpleQueue

Task = Callable[[int, int, int], object]
PARTS = 16
NICENESS = 10  # of 19: a tenth of a busy core is left to those who give way, so that they come to an end


def threads() -> int:
    """How many threads a region uses: as many as numba would, whose variable is heard; but it takes long to import."""
    said = os.environ.get("NUMBA_NUM_THREADS", "")
    return max(1, int(said)) if said.isdecimal() else _cores()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Lane:
    """A reentrant lock that serves waiting threads first come, first served. Use as a context manager."""

    def __init__(self) -> None:
        self._door = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._owner: int | None = None
        self._depth = 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._door:
            if self._owner == me:
                self._depth += 1
                return
            if self._owner is None and not self._waiting:
                self._owner, self._depth = me, 1
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        self._await(turn)
        self._owner, self._depth = me, 1

    def _await(self, turn: threading.Lock) -> None:
        try:
            turn.acquire()
        except BaseException:  # Ctrl-C while waiting: leave the queue, or hand on a turn that came meanwhile
            with self._door:
                if turn in self._waiting:
                    self._waiting.remove(turn)
                else:
                    self._hand_on()
            raise

    def __exit__(self, *_: object) -> None:
        with self._door:
            self._depth -= 1
            if self._depth == 0:
                self._hand_on()

    def _hand_on(self) -> None:
        self._owner = -1 if self._waiting else None  # -1: promised to the first in the queue
        if self._waiting:
            self._waiting.popleft().release()


class _Own(threading.local):
    gives_way = False


LANE = Lane()
_own = _Own()


def turn() -> AbstractContextManager[None]:
    """The lane, to be held while computing; none for a thread that gives way."""
    return nullcontext() if _own.gives_way else LANE


def give_way() -> None:
    """From now on this thread computes alone, and when nobody else wants to. It cannot take that back."""
    _own.gives_way = True
    if sys.platform == "linux":  # elsewhere a thread has no priority of its own that anybody may lower
        with suppress(OSError):  # a sandbox may forbid it
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


class _Region:
    """One parallel region: parts are handed out one by one to whoever is free."""

    def __init__(self, task: Task, bounds: list[int], helpers: int) -> None:
        self._task = task
        self._bounds = bounds
        self._next = itertools.count()
        self._left = helpers
        self._door = threading.Lock()
        self._all_left = threading.Lock()
        self._all_left.acquire()
        self.error: BaseException | None = None

    def work(self) -> None:
        try:
            while self.error is None and (part := next(self._next)) < len(self._bounds) - 1:
                self._task(part, self._bounds[part], self._bounds[part + 1])
        except BaseException as error:  # handed to the caller, whatever it is
            self.error = error

    def help(self) -> None:
        self.work()
        with self._door:
            self._left -= 1
            if self._left == 0:
                self._all_left.release()

    def join(self) -> None:
        self._all_left.acquire()


_jobs: SimpleQueue[_Region] = SimpleQueue()
_helpers: list[threading.Thread] = []


def share(task: Task, n: int, parts: int = PARTS) -> int:
    """Call `task(part, first, last)` for `parts` equal ranges of 0…n on all threads; return the number of parts.

    Raises what a task raised, after all threads have left the region.
    """
    parts = max(1, min(parts, n))
    bounds = [n * part // parts for part in range(parts + 1)]
    with turn():
        helpers = 0 if _own.gives_way else min(threads(), parts) - 1
        if helpers == 0:
            for part, (first, last) in enumerate(itertools.pairwise(bounds)):
                task(part, first, last)
            return parts
        _run(_Region(task, bounds, helpers), helpers)
    return parts


def _run(region: _Region, helpers: int) -> None:
    for _ in _hire(helpers):
        _jobs.put(region)
    region.work()
    region.join()
    if region.error is not None:
        raise region.error


def _hire(count: int) -> Iterator[int]:
    _helpers[:] = [helper for helper in _helpers if helper.is_alive()]  # after a fork there are none
    while len(_helpers) < count:
        _helpers.append(threading.Thread(target=_serve, daemon=True, name="hyperscope-lane"))
        _helpers[-1].start()
    return iter(range(count))


def _serve() -> None:
    while True:
        _jobs.get().help()
