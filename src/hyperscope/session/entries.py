"""The session's entries under ids that a URL can hold."""

import re
from collections.abc import Callable, Iterator, Sequence

from hyperscope.entry import Entry
from hyperscope.errors import UnknownId
from hyperscope.session.opened import OpenEntry


class Entries:
    """Ids are made from names, in the order given: the same sources give the same ids after a restart."""

    def __init__(self, entries: Sequence[Entry], changed: Callable[[str], None]) -> None:
        self._all: dict[str, OpenEntry] = {}
        for entry in entries:
            entry_id = _free_id(entry.name, self._all)
            self._all[entry_id] = OpenEntry(entry_id, entry, changed)

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


def _free_id(name: str, taken: dict[str, OpenEntry]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:48] or "data"
    if plain not in taken:
        return plain
    return next(f"{plain}-{i}" for i in range(2, len(taken) + 3) if f"{plain}-{i}" not in taken)
