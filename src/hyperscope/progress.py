"""Progress: what long work yields, and how to drive such work to its end.

Long work is a generator that yields `Progress` at least every 50 ms of compute and returns its result.
Whoever drives it decides about showing, pausing and cancelling: closing the generator is cancelling.

Readers are plain functions instead: other people's parsers call them, and they call other people's. They `tell` how far they
are, and whoever listens may end them by raising.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from hyperscope.errors import OutOfMemory

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """`stage` in words, and how far it is: `done` of `total` (total 0 = unknown)."""

    stage: str
    done: int = 0
    total: int = 0

    @property
    def fraction(self) -> float | None:
        return self.done / self.total if self.total else None


Work: TypeAlias = Generator[Progress, None, T]
Watch: TypeAlias = Callable[[Progress], None]
_listener: ContextVar[Watch | None] = ContextVar("listener", default=None)


def drive(work: Work[T], watch: Watch | None = None) -> T:
    """Run `work` to its end, hand each Progress to `watch`, and return the result.

    Raises whatever `watch` raises, after the work has been closed: that is how a watcher cancels. Work that takes more
    memory than there is ends in `OutOfMemory`.
    """
    try:
        while True:
            progress = next(work)
            if watch is not None:
                watch(progress)
    except StopIteration as end:
        return end.value
    except MemoryError as error:
        if isinstance(error, OutOfMemory):
            raise
        raise OutOfMemory.of(error) from error
    finally:
        work.close()


def tell(stage: str, done: int = 0, total: int = 0) -> None:
    """Say how far plain code is, to whoever listens in this thread. Raises whatever the listener raises, to end it."""
    listener = _listener.get()
    if listener is not None:
        listener(Progress(stage, done, total))


def told(items: Iterable[T], stage: str, total: int = 0, every: int = 1_024) -> Iterator[T]:
    """The `items` one by one; before every so many of them it is told how far this is."""
    for done, item in enumerate(items):
        if done % every == 0:
            tell(stage, done, total)
        yield item


@contextmanager
def listening(watch: Watch) -> Iterator[None]:
    """Hand what is told in this thread, within the block, to `watch`."""
    before = _listener.set(watch)
    try:
        yield
    finally:
        _listener.reset(before)


@contextmanager
def bar(stage: str, wanted: bool = True) -> Iterator[Watch]:
    """A progress bar on the terminal, where one is wanted and looked at: what it yields is a `watch`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Bar(
        *columns, console=console, transient=True, disable=not (wanted and console.is_terminal)
    ) as shown:
        task = shown.add_task(stage, total=None)
        yield lambda told: shown.update(task, completed=told.done, total=told.total or None)
