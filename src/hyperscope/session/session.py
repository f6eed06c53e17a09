"""Session: the open data, the runs, and one revision over both. The only room with state."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from hyperscope import __version__
from hyperscope.edits import folder
from hyperscope.edits.journal import Journal
from hyperscope.entry import Entry, OpenOptions
from hyperscope.progress import drive, tell
from hyperscope.session import ahead, given
from hyperscope.session.changes import NOTHING, Changes, Nothing
from hyperscope.session.describe import method_messages
from hyperscope.session.entries import Entries
from hyperscope.session.opened import Opened
from hyperscope.session.reading import Reading
from hyperscope.session.runs import Methods, Runs
from hyperscope.session.uploads import Uploads, attachment, by_name, vectors
from hyperscope.session.watch import Watch, Watched
from hyperscope.session.workers import Workers
from hyperscope.wire.messages import (
    ChangesMessage,
    Invitation,
    Problem,
    SessionMessage,
    UploadMessage,
)

T = TypeVar("T")
SOURCES = " sources"  # what is announced when they were listed anew; no id has a blank


class Session:
    """Entries that open when first asked for, and runs over them. Safe to call from any thread; nothing here blocks.

    What may take long comes as a future from a worker thread. `close` ends all of it.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        methods: Methods | None = None,
        sources: Sequence[Watched] = (),
        journal: Journal | None = None,
    ) -> None:
        self.changes = Changes()
        self.entries = Entries(entries, self.changes.announce, journal or Journal(folder() / "edits.sqlite"))
        self.watch = Watch(sources, self._renew)
        self.methods = given.offering(methods or Methods(), entries)
        self.runs = Runs(self.entries, self.methods, self.changes.announce)
        self.invitation = given.invitation(self.entries.likeliest())
        self.closed = False
        self.uploads = Uploads()
        self._workers, self._painters = Workers(), Workers(1)

    @classmethod
    def of(
        cls, sources: Sequence[object], options: OpenOptions | None = None, *, together: bool = False
    ) -> "Session":
        """The session of these sources (paths, arrays, datasets). One that cannot be listed becomes a problem.

        `together` makes one entry of all of them. Raises a `HyperscopeError` where they do not fit.
        """
        said = options or OpenOptions()
        watched = [Watched(sources, said, True)] if together else [Watched([one], said) for one in sources]
        for one in watched:
            one.list()
            if together and one.error is not None:
                raise one.error
        return cls([entry for one in watched for entry in one.entries], sources=watched)

    @property
    def problems(self) -> list[Problem]:
        """Why sources cannot be listed."""
        return [one.problem for one in self.watch.sources if one.problem is not None]

    def invite(self, method: str, n_components: int, params: Mapping[str, Any], seed: int = 0) -> None:
        """Let the page run this by itself, over the likeliest entry. Raises `ParameterError` for what the table refuses."""
        checked = self.methods.named(method).check(params)
        entry = self.entries.likeliest()
        if entry is not None:
            self.invitation = Invitation(
                entry.id, method, n_components, {name: checked[name] for name in params}, seed
            )

    @property
    def message(self) -> SessionMessage:
        return SessionMessage(
            version=__version__,
            revision=self.changes.revision,
            entries=[entry.message for entry in self.entries],
            problems=self.problems,
            methods=method_messages(self.methods.all()),
            invitation=self.invitation,
        )

    def look_ahead(self, entry_id: str) -> None:
        """Begin the picture that the page opens this entry with, unless something ran over it already."""
        wanted = ahead.picture(entry_id, self.methods, self.invitation)
        if wanted is not None and all(run.plan.entry != entry_id for run in self.runs):
            self.runs.start(wanted)

    def open(self, entry_id: str) -> Future[Opened]:
        """The opened dataset; the future raises the error that keeps it from being read."""
        return self.entries[entry_id].open()

    def leave(self, entry_id: str) -> None:
        """Let go of a dataset that is being opened: nothing of it is kept."""
        self.entries[entry_id].leave()

    def take_in(
        self, path: Path, entry_id: str | None, role: str, key: str | None, cell: tuple[int, int] | None
    ) -> Reading[UploadMessage]:
        """Join a file to an entry, or open it as vectors; its future raises what keeps it from being either.

        A file that is not taken is removed.
        """

        def take() -> UploadMessage:
            try:
                return by_name(path)(self._take_in)(path, entry_id, role, key, cell)
            except BaseException:
                path.unlink(missing_ok=True)
                raise

        reading: Reading[UploadMessage] = Reading()
        reading.begin(take, "hyperscope-upload")
        return reading

    def _take_in(
        self, path: Path, entry_id: str | None, role: str, key: str | None, cell: tuple[int, int] | None
    ) -> UploadMessage:
        if entry_id is not None:
            entry = self.entries[entry_id]
            dataset = drive(entry.wait(), lambda there: tell(there.stage, there.done, there.total))
            found = attachment(path, role, dataset, key, cell)
            if found is not None:
                entry.attach(path.name, *found)
                return UploadMessage(found[0], entry_id)
        found_in = vectors(path)
        tell("Listing")
        added = self.entries.add(found_in)
        for one in added:
            self.changes.announce(one.id)
        return UploadMessage("vectors", next((one for one in added if one.problem is None), added[0]).id)

    def ask(self, question: Callable[[], T]) -> Future[T]:
        """The answer to `question`, from a worker thread."""
        return self._workers.submit(question)

    def paint(self, question: Callable[[], T]) -> Future[T]:
        """The same for pictures, one after another, so that a search need not wait behind them."""
        return self._painters.submit(question)

    async def changed(self, after: int, seconds: float) -> ChangesMessage | None:
        """What changed after revision `after`, as soon as anything has; None after `seconds` or when closed."""
        self.watch.attend()
        found = await self.changes.bell.until(lambda: self._since(after), seconds)
        return found if isinstance(found, ChangesMessage) else None

    def release(self) -> None:
        """End every run and let go of every poll, without waiting."""
        self.closed = True
        self.watch.close()
        self.changes.bell.ring()
        for run in self.runs:
            run.stop()
            run.measured.leave()

    def close(self) -> bool:
        """End all of it, and wait a moment for the threads of the runs: whether all of them have gone."""
        self.release()
        self._workers.close()
        self._painters.close()
        self.uploads.close()
        return self.runs.join(0.5)

    def _renew(self, source: str, entries: list[Entry]) -> None:
        stale = {entry.id for entry in self.entries.renew(source, entries)}
        for run in self.runs:
            if run.plan.entry in stale:
                self.runs.forget(run.id)
        self.changes.announce(SOURCES)

    def _since(self, after: int) -> ChangesMessage | Nothing | None:
        revision, names = self.changes.since(after)
        if names or after > revision:
            runs = [run.message for run in map(self.runs.get, names) if run is not None]
            entries = [self.entries[name].message for name in names if name in self.entries]
            known = {run.id for run in runs} | {entry.id for entry in entries} | {SOURCES}
            gone = [name for name in names if name not in known]
            return ChangesMessage(revision, runs, entries, gone, self.problems)
        return NOTHING if self.closed else None
