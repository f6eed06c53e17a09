"""One entry of the session: loaded once, when first asked for, by however many."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field, replace
from typing import Literal

from hyperscope.dataset import Dataset
from hyperscope.edits import applied
from hyperscope.edits.journal import Journal
from hyperscope.entry import Entry
from hyperscope.errors import HyperscopeError, SourceError, UnknownId, sentence
from hyperscope.progress import Work, tell
from hyperscope.session.describe import dataset_message, entry_message
from hyperscope.session.pictures import Pictures
from hyperscope.session.problems import problem_of
from hyperscope.session.reading import Left, Reading
from hyperscope.wire import arrow
from hyperscope.wire.messages import AddedMessage, DatasetMessage, EntryMessage, Problem

LOOK_EVERY = 0.05

Role = Literal["metadata", "images"]
Write = Callable[[Journal, Dataset], None]


@dataclass(frozen=True)
class Attached:
    """A file that was joined to an entry, and how."""

    told: AddedMessage
    add: Callable[[Dataset], Dataset] = field(repr=False)


@dataclass
class Opened:
    """A dataset in memory with what the page asks of it again and again; `source` is the same before it was edited."""

    source: Dataset
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

    def __init__(self, entry_id: str, entry: Entry, changed: Callable[[str], None], journal: Journal) -> None:
        self.id = entry_id
        self._journal = journal
        self.entry = entry
        self._changed = changed
        self._lock = threading.Lock()
        self._reading: Reading[Opened] | None = None
        self._opened: Opened | None = None
        self._stamp = _stamp(entry)
        self._attached: list[Attached] = []
        self._count = 0
        self.revision = 0
        self.problem: Problem | None = problem_of(entry.problem) if entry.problem else None

    @property
    def message(self) -> EntryMessage:
        dataset = self._opened and self._opened.dataset
        return entry_message(self.id, self.entry, self.problem, dataset, self.revision)

    def take(self, entry: Entry) -> bool:
        """The same entry as its source offers it now; what has changed is read anew when asked for.

        Returns whether the vectors may be others.
        """
        was, now = self._stamp, _stamp(entry)
        stale = was != now or (self.problem is not None and entry.readable)
        told = self.message
        with self._lock:
            self.entry, self._stamp = entry, now
            if stale:
                self._reading, self._opened = None, None
                self.revision += 1
            if stale or entry.problem:
                self.problem = problem_of(entry.problem) if entry.problem else None
        if self.message != told:
            self._changed(self.id)
        return any(was.get(role) != now.get(role) for role in {**was, **now} if role.startswith("tensor"))

    def attach(self, name: str, role: Role, add: Callable[[Dataset], Dataset]) -> Opened:
        """Join a file to the opened dataset. Raises what keeps it from fitting; nothing has changed then."""
        opened = None
        while opened is None:
            opened = self._joined(name, role, add)
        self._changed(self.id)
        return opened

    def _joined(self, name: str, role: Role, add: Callable[[Dataset], Dataset]) -> Opened | None:
        """None where another change came first, which this one would undo."""
        before = self.open().result()
        source = add(before.source)
        tell("Joining")
        with self._lock:
            if self._opened is None or self._opened.source is not before.source:
                return None
            self._count += 1
            self._attached.append(Attached(AddedMessage(self._count, name, role), add))
            return self._renew(source, before.pictures if source.images is before.source.images else None)

    def edit(self, write: Write) -> Opened:
        """Let `write` put something in the journal, and show what it says now. Raises what `write` raises."""
        before = self.open().result()
        with self._lock:
            before = self._opened or before
            write(self._journal, before.source)
            opened = self._renew(before.source, before.pictures)
        self._changed(self.id)
        return opened

    def _renew(self, source: Dataset, pictures: Pictures | None) -> Opened:
        self.revision += 1
        opened = self._opened_as(source, self.revision, pictures)
        self._reading = Reading()
        self._reading.end(opened)
        self._opened = opened
        return opened

    def detach(self, number: int) -> None:
        """Let go of one file that was joined: the dataset is read anew when asked for. Raises `UnknownId`."""
        with self._lock:
            kept = [one for one in self._attached if one.told.number != number]
            if len(kept) == len(self._attached):
                known = [str(one.told.number) for one in self._attached]
                raise UnknownId("the number of an added file", str(number), known)
            self._attached = kept
            self._reading, self._opened = None, None
            self.revision += 1
        self._changed(self.id)

    def vanish(self) -> None:
        """Its source offers it no more. What was read stays in memory."""
        problem = Problem(
            "a tensor that is still there",
            "nothing: it was removed since it was listed",
            "It comes back by itself if the file does.",
            self.entry.name,
            "PathError",
        )
        if self.problem != problem:
            self.problem = problem
            self._changed(self.id)

    def open(self) -> Future[Opened]:
        """The opened dataset, loaded in a thread of its own; only a load that failed is tried again when asked."""
        return self._read_on().future

    def leave(self) -> None:
        """End a load that is on its way, for all who wait for it; whoever asks then begins another."""
        with self._lock:
            reading = self._reading
            if reading is None or reading.future.done():
                return
            self._reading = None
        reading.leave()

    def wait(self) -> Work[Dataset]:
        """The same as work, for an engine that wants to stay cancellable."""
        reading = self._read_on()
        while not reading.future.done():
            yield reading.progress
            wait([reading.future], timeout=LOOK_EVERY)
        return reading.future.result().dataset

    def _read_on(self) -> Reading[Opened]:
        with self._lock:
            there = self._reading
            if there is not None and not (there.future.done() and there.future.exception()):
                return there
            reading: Reading[Opened] = Reading()
            self._reading = reading
        reading.begin(lambda: self._load(reading), f"hyperscope-load-{self.id}")
        return reading

    def _load(self, reading: Reading[Opened]) -> Opened:
        """What comes too late, as the entry has changed or the load was left, changes nothing here."""
        entry, revision = self.entry, self.revision
        try:
            opened = self._read(entry, revision)
        except Left:
            raise
        except BaseException as error:
            if self._keep(reading, None, problem_of(error, where=entry.name)):
                self._changed(self.id)
            raise
        if self._keep(reading, opened, None):
            self._changed(self.id)
        return opened

    def _keep(self, reading: Reading[Opened], opened: Opened | None, problem: Problem | None) -> bool:
        with self._lock:
            if self._reading is not reading:
                return False
            self._opened, self.problem = opened, problem
            return True

    def _read(self, entry: Entry, revision: int) -> Opened:
        if entry.problem:
            raise entry.problem
        dataset = entry.load()
        for one in self._attached:
            try:
                dataset = one.add(dataset)
            except HyperscopeError as error:  # it fitted what was there before
                why = sentence(error.expected, error.got, error.fix)
                note = f"{one.told.name} fits no more and was left out: {why}"
                dataset = replace(dataset, notes=(*dataset.notes, note))
        return self._opened_as(dataset, revision)

    def _opened_as(self, source: Dataset, revision: int, pictures: Pictures | None = None) -> Opened:
        """With what the journal says of these data; one that cannot be read costs a note."""
        dataset, past = source, None
        try:
            edits = self._journal.read(source.fingerprint, source.n)
            past = self._journal.past(source.fingerprint)
        except SourceError as error:
            dataset = replace(source, notes=(*source.notes, f"Edits are not shown: {error}"))
        else:
            if edits:
                _ = source.left_out  # found out once, not after every edit
                dataset = source.annotated(applied.apply(source.columns, edits, source.n))
        if pictures is None and dataset.images is not None:
            pictures = Pictures(dataset.images)
        told = pictures and pictures.message
        attached = [one.told for one in self._attached]
        message = dataset_message(self.id, self.entry.name, dataset, told, revision, attached, past)
        return Opened(source, dataset, message, pictures)


def _stamp(entry: Entry) -> dict[str, object]:
    """When each of its files was written and how long it was, by role, and what its config says."""
    stamp: dict[str, object] = {"config": dict(entry.config), "shape": entry.shape}
    for role, path in entry.files.items():
        try:
            about = path.stat()
        except OSError:
            stamp[role] = (path, None)
        else:
            stamp[role] = (path, about.st_mtime_ns, about.st_size)
    return stamp
