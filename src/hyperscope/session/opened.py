"""One entry of the session: loaded once, when first asked for, by however many."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.progress import Progress, Work
from hyperscope.session.describe import dataset_message, entry_message
from hyperscope.session.pictures import Pictures
from hyperscope.session.problems import problem_of
from hyperscope.session.workers import spawn
from hyperscope.wire import arrow
from hyperscope.wire.messages import DatasetMessage, EntryMessage, Problem

LOOK_EVERY = 0.05


@dataclass
class Opened:
    """A dataset in memory with what the page asks of it again and again."""

    dataset: Dataset
    message: DatasetMessage
    pictures: Pictures | None
    _columns: bytes | None = field(default=None, repr=False)

    def columns(self) -> bytes:
        """All columns as Arrow IPC, made when first asked for."""
        if self._columns is None:
            self._columns = arrow.stream(self.dataset.columns)
        return self._columns


class OpenEntry:
    """An entry under its id; `changed` is called when its message tells something else."""

    def __init__(self, entry_id: str, entry: Entry, changed: Callable[[str], None]) -> None:
        self.id = entry_id
        self.entry = entry
        self._changed = changed
        self._lock = threading.Lock()
        self._future: Future[Opened] | None = None
        self._opened: Opened | None = None
        self.problem: Problem | None = problem_of(entry.problem) if entry.problem else None

    @property
    def message(self) -> EntryMessage:
        return entry_message(self.id, self.entry, self.problem, self._opened and self._opened.dataset)

    def open(self) -> Future[Opened]:
        """The opened dataset, loaded in a thread of its own; only a load that failed is tried again when asked."""
        with self._lock:
            failed = self._future and self._future.done() and self._future.exception()
            if self._future is None or failed:
                self._future = spawn(self._load, f"hyperscope-load-{self.id}")
            return self._future

    def wait(self) -> Work[Dataset]:
        """The same as work, for an engine that wants to stay cancellable."""
        future = self.open()
        while not future.done():
            yield Progress("Reading the data")
            wait([future], timeout=LOOK_EVERY)
        return future.result().dataset

    def _load(self) -> Opened:
        try:
            opened = self._read()
        except BaseException as error:
            self.problem = problem_of(error, where=self.entry.name)
            self._changed(self.id)
            raise
        self._opened, self.problem = opened, None
        self._changed(self.id)
        return opened

    def _read(self) -> Opened:
        if self.entry.problem:
            raise self.entry.problem
        dataset = self.entry.load()
        pictures = Pictures(dataset.images) if dataset.images is not None else None
        message = dataset_message(self.id, self.entry.name, dataset, pictures and pictures.message)
        return Opened(dataset, message, pictures)
