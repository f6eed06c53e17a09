"""The lane: one process-wide, fair lock around every parallel kernel, and the threads that run it.

Whoever computes in parallel takes the lane for one short region, so runs take turns in the order they asked, and the
machine is never given more threads than it has cores. The row ranges of a region do not depend on who runs them:
results are the same for any number of threads.

There is a second lane for what nobody waits for. Its threads give way to all others, so that a picture, which the
processor may have to draw, does not falter while its quality is measured; and no run waits for it.
"""

import itertools
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
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


class Crew:
    """A lane, and the threads that help whoever holds it. Those of a crew that gives way have the system's lowest claim."""

    def __init__(self, *, gives_way: bool = False) -> None:
        self.lane = Lane()
        self._gives_way = gives_way
        self._jobs: SimpleQueue[_Region] = SimpleQueue()
        self._helpers: list[threading.Thread] = []

    def run(self, task: Task, n: int, parts: int) -> int:
        """As `share` says, on this crew's threads."""
        parts = max(1, min(parts, n))
        bounds = [n * part // parts for part in range(parts + 1)]
        with self.lane:
            helpers = min(threads(), parts) - 1
            if helpers == 0:
                for part, (first, last) in enumerate(itertools.pairwise(bounds)):
                    task(part, first, last)
                return parts
            self._work(_Region(task, bounds, helpers), helpers)
        return parts

    def _work(self, region: _Region, helpers: int) -> None:
        self._hire(helpers)
        for _ in range(helpers):
            self._jobs.put(region)
        region.work()
        region.join()
        if region.error is not None:
            raise region.error

    def _hire(self, count: int) -> None:
        self._helpers = [
            helper for helper in self._helpers if helper.is_alive()
        ]  # after a fork there are none
        while len(self._helpers) < count:
            self._helpers.append(threading.Thread(target=self._serve, daemon=True, name="hyperscope-lane"))
            self._helpers[-1].start()

    def _serve(self) -> None:
        if self._gives_way:
            _lower_claim()
        while True:
            self._jobs.get().help()


CREW = Crew()
UNHURRIED = Crew(gives_way=True)
_own = threading.local()


def crew() -> Crew:
    """Whom this thread computes with."""
    return getattr(_own, "crew", CREW)


def give_way() -> None:
    """From now on this thread, and whoever helps it, computes when nobody else wants to. It cannot take that back."""
    _own.crew = UNHURRIED
    _lower_claim()


def share(task: Task, n: int, parts: int = PARTS) -> int:
    """Call `task(part, first, last)` for `parts` equal ranges of 0…n on all threads; return the number of parts.

    Raises what a task raised, after all threads have left the region.
    """
    return crew().run(task, n, parts)


def _lower_claim() -> None:
    """Linux alone has priorities of threads that anybody may lower; elsewhere the claim stays what it is."""
    if sys.platform == "linux":
        with suppress(OSError):  # a sandbox may forbid it
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
