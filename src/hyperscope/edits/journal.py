"""The journal of edits: one SQLite file, in which what was undone stays until something else is done.

Data are known by their fingerprint, so that edits find them again under another name or in another place. Several
servers may write at once: every call is a transaction of its own (write-ahead log, five seconds of patience).
"""

import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hyperscope.arrays import Rows
from hyperscope.edits import FOLDER
from hyperscope.errors import SourceError, StateError

FORMAT = 1
PATIENCE = 20.0  # seconds
SCHEMA = """
CREATE TABLE IF NOT EXISTS edit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    data TEXT NOT NULL,
    n INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    count INTEGER NOT NULL,
    rows BLOB NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX IF NOT EXISTS edit_of ON edit (data, undone, id);
"""


@dataclass(frozen=True)
class Edit:
    """These rows (ascending) say `value` in this column from now on."""

    column: str
    value: str
    rows: Rows


@dataclass(frozen=True)
class Told:
    """An edit in words: how many rows it changes, but not which."""

    column: str
    value: str
    count: int


@dataclass(frozen=True)
class Past:
    """What has been done to some data: how many edits hold, what would be undone next, and what done again."""

    count: int = 0
    undo: Told | None = None
    redo: Told | None = None


class Journal:
    """The journal in `path`, made with its folder when something is first written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, data: str, n: int) -> list[Edit]:
        """The edits that hold for the data of this fingerprint and number of rows, in order. Raises `SourceError`."""
        if not self._path.exists():
            return []
        with self._open() as base:
            found = base.execute(
                "SELECT name, value, rows FROM edit WHERE data = ? AND n = ? AND undone = 0 ORDER BY id",
                (data, n),
            ).fetchall()
        return [Edit(name, value, _unpacked(rows, n)) for name, value, rows in found]

    def past(self, data: str) -> Past:
        """What can be undone and done again. Raises `SourceError`."""
        if not self._path.exists():
            return Past()
        with self._open() as base:
            (count,) = base.execute(
                "SELECT count(*) FROM edit WHERE data = ? AND undone = 0", (data,)
            ).fetchone()
            return Past(count, _next(base, data, "undo"), _next(base, data, "redo"))

    def add(self, data: str, n: int, edit: Edit) -> None:
        """Write an edit down; what was undone before it is forgotten. Raises `SourceError`; nothing is written then."""
        marked = np.zeros(n, np.uint8)
        marked[edit.rows] = 1
        packed = zlib.compress(np.packbits(marked).tobytes(), 1)
        with self._open() as base:
            base.execute("DELETE FROM edit WHERE data = ? AND undone = 1", (data,))
            base.execute(
                "INSERT INTO edit (data, n, name, value, count, rows) VALUES (?, ?, ?, ?, ?, ?)",
                (data, n, edit.column, edit.value, len(edit.rows), packed),
            )

    def undo(self, data: str) -> None:
        """Take the last edit back. Raises `StateError` where none holds, `SourceError` where it cannot be written."""
        self._turn(data, "undo")

    def redo(self, data: str) -> None:
        """Do again what was undone last. Raises the same."""
        self._turn(data, "redo")

    def _turn(self, data: str, move: str) -> None:
        with self._open() as base:
            found = base.execute(f"SELECT id {NEXT[move]}", (data,)).fetchone()
            if found is None:
                raise StateError(
                    f"an edit to {move}",
                    "none",
                    "Tag some points first." if move == "undo" else "Undo one first.",
                )
            base.execute("UPDATE edit SET undone = ? WHERE id = ?", (int(move == "undo"), found[0]))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction, written when the block ends well."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, PATIENCE, isolation_level=None)) as base:
                self._prepare(base)
                base.execute("BEGIN IMMEDIATE")
                with base:
                    yield base
        except (OSError, sqlite3.Error) as error:
            raise SourceError(
                "a journal of edits that can be read and written",
                f"{type(error).__name__}: {error}",
                f"Free or repair that file, or name another folder in the environment variable {FOLDER}.",
                where=str(self._path),
            ) from error

    def _prepare(self, base: sqlite3.Connection) -> None:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version > FORMAT:
            raise sqlite3.DatabaseError(f"it is of format {version}, of a newer Hyperscope")
        if version < FORMAT:
            _write_ahead(base)
            base.executescript(f"BEGIN IMMEDIATE;{SCHEMA}PRAGMA user_version = {FORMAT};COMMIT;")


NEXT = {
    "undo": "FROM edit WHERE data = ? AND undone = 0 ORDER BY id DESC LIMIT 1",
    "redo": "FROM edit WHERE data = ? AND undone = 1 ORDER BY id LIMIT 1",
}


def _write_ahead(base: sqlite3.Connection) -> None:
    """Where several begin at once: SQLite waits for its turn with everything but this change."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            base.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)


def _next(base: sqlite3.Connection, data: str, move: str) -> Told | None:
    found = base.execute(f"SELECT name, value, count {NEXT[move]}", (data,)).fetchone()
    return None if found is None else Told(*found)


def _unpacked(packed: bytes, n: int) -> Rows:
    return np.flatnonzero(np.unpackbits(np.frombuffer(zlib.decompress(packed), np.uint8), count=n))
