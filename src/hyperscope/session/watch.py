"""What became of the sources since they were opened: looked at while a page is, cheaply, and listed anew when something changed.

A training writes on; a config is edited. A change counts once two looks agree on it, so that nothing is read half written,
or after five that do not.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hyperscope import readers
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import looking
from hyperscope.readers.looking import Look
from hyperscope.session.problems import problem_of
from hyperscope.wire.messages import Problem

PAUSE = 1.0
SHARE = 20  # a look may take a twentieth of the time
ATTENTION = 30.0  # seconds after which a page that does not ask is not looked at any more
LOOKS_AT_MOST = 5

Renew = Callable[[str, list[Entry]], None]


@dataclass
class Watched:
    """A source as it was named; `problem` is why it cannot be listed, if it cannot."""

    source: object
    options: OpenOptions = field(default_factory=OpenOptions)
    entries: list[Entry] = field(default_factory=list)
    problem: Problem | None = None
    known: Look = field(default=frozenset(), repr=False)
    seen: Look = field(default=frozenset(), repr=False)
    unsettled: int = 0

    @property
    def name(self) -> str:
        return str(self.source) if isinstance(self.source, str | Path) else ""

    def list(self) -> None:
        """List what the source offers now."""
        before = looking.at(self.source)
        try:
            self.entries, self.problem = readers.inspect(self.source, self.options), None
        except HyperscopeError as error:
            self.entries, self.problem = [], problem_of(error, where=self.name)
        looked_at = {path for path, *_ in before}
        elsewhere = {file for file in self.look() if file[0] not in looked_at}
        self.known = self.seen = before | elsewhere
        self.unsettled = 0

    def look(self) -> Look:
        files = {path for entry in self.entries for path in entry.files.values()}
        return looking.at(self.source, files)

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
