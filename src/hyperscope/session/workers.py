"""Threads that never keep the process alive: a few for short questions, one of its own for each long load."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
Task = tuple[Future[Any], Callable[[], Any]]


def spawn(work: Callable[[], T], name: str) -> Future[T]:
    """Run `work` in a daemon thread of its own. The future cannot be cancelled, as many may wait for it."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()
    threading.Thread(target=_settle, args=(future, work), name=name, daemon=True).start()
    return future


class Workers:
    """`count` daemon threads that answer questions in turn; they start when first asked and end with `close`."""

    def __init__(self, count: int = 4) -> None:
        self._count = count
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def submit(self, work: Callable[[], T]) -> Future[T]:
        """The future answer of `work`; one that is cancelled before its turn is never asked."""
        self._start()
        future: Future[T] = Future()
        self._tasks.put((future, work))
        return future

    def close(self) -> None:
        with self._lock:
            threads, self._threads = self._threads, []
        for _ in threads:
            self._tasks.put(None)

    def _start(self) -> None:
        with self._lock:
            while len(self._threads) < self._count:
                thread = threading.Thread(target=self._work, name="hyperscope-worker", daemon=True)
                self._threads.append(thread)
                thread.start()

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            future, work = task
            if future.set_running_or_notify_cancel():
                _settle(future, work)


def _settle(future: Future[T], work: Callable[[], T]) -> None:
    try:
        answer = work()
    except BaseException as error:  # it belongs to whoever asked
        future.set_exception(error)
    else:
        future.set_result(answer)
