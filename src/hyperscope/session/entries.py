"""The session's entries under ids that a URL can hold."""

import re
from collections.abc import Callable, Iterator, Sequence

from hyperscope.edits.journal import Journal
from hyperscope.entry import Entry
from hyperscope.errors import UnknownId
from hyperscope.session.opened import OpenEntry


class Entries:
    """Ids are made from names, in the order given: the same sources give the same ids after a restart."""

    def __init__(self, entries: Sequence[Entry], changed: Callable[[str], None], journal: Journal) -> None:
        self._changed = changed
        self._journal = journal
        self._all: dict[str, OpenEntry] = {}
        self.add(entries)

    def add(self, entries: Sequence[Entry]) -> list[OpenEntry]:
        """More entries, behind the others."""
        everything, added = dict(self._all), []
        for entry in entries:
            entry_id = _free_id(entry.name, everything)
            everything[entry_id] = OpenEntry(entry_id, entry, self._changed, self._journal)
            added.append(everything[entry_id])
        self._all = everything  # whoever iterates over the old ones goes on doing so
        return added

    def renew(self, source: str, entries: Sequence[Entry]) -> list[OpenEntry]:
        """What `source` offers now. An entry is known again by run, tensor and step; one that is gone is marked.

        Returns those whose vectors may be others now.
        """
        there = {_identity(known.entry): known for known in self if known.entry.source == source}
        fresh, stale = [], []
        for entry in entries:
            known = there.pop(_identity(entry), None)
            if known is None:
                fresh.append(entry)
            elif known.take(entry):
                stale.append(known)
        for gone in there.values():
            if gone.entry.readable:
                gone.vanish()
            else:
                self._drop(gone)
        for added in self.add(fresh):
            self._changed(added.id)
        return stale

    def _drop(self, there: OpenEntry) -> None:
        """Forget an entry that never could be opened."""
        self._all = {entry_id: one for entry_id, one in self._all.items() if one is not there}
        self._changed(there.id)

    def __iter__(self) -> Iterator[OpenEntry]:
        return iter(self._all.values())

    def __contains__(self, entry_id: str) -> bool:
        return entry_id in self._all

    def __getitem__(self, entry_id: str) -> OpenEntry:
        """Raises `UnknownId` for an id that no entry has."""
        if entry_id not in self._all:
            raise UnknownId("a dataset", entry_id, list(self._all))
        return self._all[entry_id]

    def likeliest(self) -> OpenEntry | None:
        """The first that can be read."""
        return next((entry for entry in self if entry.problem is None), None)


def _identity(entry: Entry) -> tuple[str, str, int | None]:
    return entry.run, entry.tensor if entry.step is not None else entry.name, entry.step


def _free_id(name: str, taken: dict[str, OpenEntry]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48] or "data"
    if plain not in taken:
        return plain
    return next(f"{plain}-{i}" for i in range(2, len(taken) + 3) if f"{plain}-{i}" not in taken)
