"""What became of the sources since they were opened: looked at while a page is, cheaply, and listed anew when something changed.

A training writes on; a config is edited. A change counts once two looks agree on it, so that nothing is read half written,
or after five that do not.
"""

import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hyperscope import readers
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import joined, looking
from hyperscope.readers.looking import Look
from hyperscope.session.problems import problem_of
from hyperscope.wire.messages import Problem

PAUSE = 1.0
SHARE = 20  # a look may take a twentieth of the time
ATTENTION = 30.0  # seconds after which a page that does not ask is not looked at any more
LOOKS_AT_MOST = 5

Entries = list[Entry]
Renew = Callable[[str, Entries], None]


@dataclass
class Watched:
    """A source as it was named, or several `together` as one; `error` is why it cannot be listed, if it cannot."""

    sources: Sequence[object]
    options: OpenOptions = field(default_factory=OpenOptions)
    together: bool = False
    entries: Entries = field(default_factory=list)
    error: HyperscopeError | None = None
    known: Look = field(default=frozenset(), repr=False)
    seen: Look = field(default=frozenset(), repr=False)
    unsettled: int = 0

    @property
    def name(self) -> str:
        """What the entries say of their source."""
        if self.together:
            return joined.called(self.sources)
        return str(self.sources[0]) if isinstance(self.sources[0], str | Path) else ""

    @property
    def problem(self) -> Problem | None:
        return problem_of(self.error, where=self.name) if self.error is not None else None

    def list(self) -> None:
        """List what the source offers now."""
        before = self._at(())
        try:
            self.entries, self.error = self._offered(), None
        except HyperscopeError as error:
            self.entries, self.error = [], error
        looked_at = {path for path, *_ in before}
        elsewhere = {file for file in self.look() if file[0] not in looked_at}
        self.known = self.seen = before | elsewhere
        self.unsettled = 0

    def look(self) -> Look:
        return self._at({path for entry in self.entries for path in entry.files.values()})

    def _offered(self) -> Entries:
        if self.together:
            return [readers.together(self.sources, self.options)]
        return readers.inspect(self.sources[0], self.options)

    def _at(self, files: Collection[Path]) -> Look:
        return frozenset().union(*(looking.at(source, files) for source in self.sources))

    def changed(self) -> bool:
        """Whether it is time to list it anew."""
        now = self.look()
        if now == self.known:
            self.unsettled = 0
            return False
        settled, self.seen = now == self.seen, now
        self.unsettled += 1
        return settled or self.unsettled >= LOOKS_AT_MOST


class Watch:
    """Looks at the sources as long as somebody attends. `renew` is given the entries of a source that has changed."""

    def __init__(self, sources: Sequence[Watched], renew: Renew) -> None:
        self.sources = list(sources)
        self._renew = renew
        self._lock = threading.Lock()
        self._attended = 0.0
        self._thread: threading.Thread | None = None
        self._end = threading.Event()

    def attend(self) -> None:
        """Somebody looks at the page."""
        with self._lock:
            self._attended = time.monotonic()
            if self._thread is None and not self._end.is_set() and self.sources:
                self._thread = threading.Thread(target=self._work, name="hyperscope-watch", daemon=True)
                self._thread.start()

    def close(self) -> None:
        self._end.set()

    def look(self) -> None:
        """Look at every source once."""
        for watched in self.sources:
            if watched.changed():
                watched.list()
                self._renew(watched.name, watched.entries)

    def _work(self) -> None:
        while True:
            began = time.monotonic()
            self.look()
            if self._end.wait(max(PAUSE, SHARE * (time.monotonic() - began))):
                return
            with self._lock:
                if time.monotonic() - self._attended > ATTENTION:
                    self._thread = None
                    return
