"""Waiting without blocking: engine threads ring, coroutines of any event loop wake up.

A revision counts everything that the page is told about; whoever waits names the last revision it knows.
"""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class Nothing:
    """The answer of a look that knows: nothing more will come."""


NOTHING = Nothing()


class Bell:
    """Wakes every coroutine that waits, from any thread. A waiter that goes away leaves nothing behind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    @property
    def waiting(self) -> int:
        """How many coroutines wait now."""
        return len(self._waiting)

    def ring(self) -> None:
        """Let every waiter look again."""
        with self._lock:
            waiting = list(self._waiting)
        for loop, event in waiting:
            with suppress(RuntimeError):  # that loop was closed meanwhile
                loop.call_soon_threadsafe(event.set)

    async def until(self, look: Callable[[], T | None], seconds: float) -> T | None:
        """The first answer of `look` that is not None, asked now and after every ring; None after `seconds`."""
        loop, event = asyncio.get_running_loop(), asyncio.Event()
        waiter = (loop, event)
        with self._lock:
            self._waiting.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                while (found := look()) is None:
                    await event.wait()
                    event.clear()
                return found
        except TimeoutError:
            return look()
        finally:
            with self._lock:
                self._waiting.discard(waiter)


class Changes:
    """Which entries and runs were told about anew, and at which revision."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._revision = 0
        self._at: dict[str, int] = {}
        self.bell = Bell()

    @property
    def revision(self) -> int:
        return self._revision

    def announce(self, name: str) -> None:
        """Say that `name` (an entry's or a run's id) now tells something else; wakes those who wait."""
        with self._lock:
            self._revision += 1
            self._at[name] = self._revision
        self.bell.ring()

    def since(self, after: int) -> tuple[int, list[str]]:
        """The revision now, and the names that changed after revision `after`.

        A revision that was never reached comes from an earlier server: then all names are told.
        """
        with self._lock:
            known = after if after <= self._revision else -1
            return self._revision, [name for name, at in self._at.items() if at > known]
