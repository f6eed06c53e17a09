"""SQLite: vectors as BLOBs of float32 (as sqlite-vec has them) or float64, or as lists in text; opened read-only, tables alone.

A view may never end and a trigger may do anything, so that neither is looked at; the file is opened
as immutable, unless rows wait in a write-ahead log beside it.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.progress import tell
from hyperscope.readers.bounds import is_file
from hyperscope.readers.source import Source
from hyperscope.readers.tables import bytecells, listcells, tabular
from hyperscope.readers.tables.tabular import Field, Table

SECONDS_AT_MOST = 60.0
LENGTH_AT_MOST = 256 << 20
STEPS = 100_000
SAMPLED = 50
BLOCK_ROWS = 1 << 14
TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rootpage"
)


def inspect(source: Source) -> list[Entry]:
    """An entry for each column of vectors of each table. Raises `FormatError` for damage, and where there is none."""
    with opened(source.path) as database:
        tables = [str(name) for (name,) in database.execute(TABLES)]
        described = {name: _table(source.path, database, name) for name in tables}
    return tabular.several(
        source,
        {name: partial(tabular.entries, source, table, f"{name}.") for name, table in described.items()},
    )


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, read-only, for a minute at most. What SQLite says about a damaged one becomes a `FormatError`."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro{'' if _is_written(path) else '&immutable=1'}"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            end = time.monotonic() + SECONDS_AT_MOST
            database.set_progress_handler(lambda: time.monotonic() > end, STEPS)
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LENGTH_AT_MOST)
            database.text_factory = lambda data: data.decode(errors="replace")
            for pragma in ("trusted_schema = OFF", "query_only = ON", "mmap_size = 0"):
                database.execute(f"PRAGMA {pragma}")
            yield database
    except (sqlite3.Error, OverflowError, UnicodeError) as error:
        fix = "The file is damaged, or larger than can be read: copy or export it again."
        raise FormatError("a whole SQLite database", str(error)[:200], fix, where=str(path)) from None


def _is_written(path: Path) -> bool:
    """Whether rows lie in a write-ahead log beside the file, which SQLite overlooks in what is called immutable."""
    log = path.with_name(f"{path.name}-wal")
    return is_file(log) and log.stat().st_size > 0


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _table(path: Path, database: sqlite3.Connection, name: str) -> Table:
    columns = [str(row[1]) for row in database.execute(f"PRAGMA table_info({_quoted(name)})")]
    (rows,) = database.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()  # noqa: S608  (quoted)
    fields = [_field(database, name, column) for column in columns]
    read = partial(_cells, path, name)

    def lists(column: str) -> NDArray[Any]:
        return _vectors(read(column), f"{path}, column {name}.{column}")

    def matrix(chosen: Sequence[str]) -> NDArray[Any]:
        return np.column_stack([[_number(cell) for cell in read(column)] for column in chosen]).astype(
            np.float32
        )

    def labels(chosen: Sequence[str]) -> dict[str, Column]:
        return {column: Column.of(column, read(column)) for column in chosen}

    return Table(rows, [field for field in fields if field is not None], matrix, lists, labels)


def _field(database: sqlite3.Connection, table: str, column: str) -> Field | None:
    """What the first cells say; None for bytes that are no vectors."""
    sample = (
        f"SELECT {_quoted(column)} FROM {_quoted(table)} WHERE {_quoted(column)} NOT NULL LIMIT {SAMPLED}"  # noqa: S608  (quoted)
    )
    cells = [cell for (cell,) in database.execute(sample)]
    if any(isinstance(cell, bytes) for cell in cells):
        held = [cell for cell in cells if isinstance(cell, bytes) and cell]
        size = len(held[0]) if len({len(cell) for cell in held}) == 1 else 0
        whole, dtype = size >= 8 and size % 4 == 0, _numbers(held)
        return Field(column, dtype.name, vectors=True, width=size // dtype.itemsize) if whole else None
    if cells and all(isinstance(cell, str) and listcells.looks(cell) for cell in cells):
        width = listcells.read(pa.array(cells[:1]), table).shape[1]
        return Field(column, "float32", vectors=True, width=width)
    number = bool(cells) and all(isinstance(cell, int | float) for cell in cells)
    return Field(
        column, "float32", number=number, whole=all(isinstance(cell, int) for cell in cells), width=1
    )


def _cells(path: Path, table: str, column: str) -> list[Any]:
    with opened(path) as database:
        # an index would give its own order, and columns would not fit each other
        found = database.execute(f"SELECT {_quoted(column)} FROM {_quoted(table)} NOT INDEXED")  # noqa: S608  (quoted)
        cells: list[Any] = []
        while block := found.fetchmany(BLOCK_ROWS):
            cells += [cell for (cell,) in block]
            tell("Reading rows", len(cells))
        return cells


def _number(cell: Any) -> float:
    return float(cell) if isinstance(cell, int | float) else float("nan")


def _vectors(cells: Sequence[Any], where: str) -> NDArray[Any]:
    """(rows, numbers) of bytes or of lists in text; a missing or an empty one is a row of NaN."""
    sample = list(islice((cell for cell in cells if isinstance(cell, bytes) and cell), SAMPLED))
    if sample:
        return bytecells.read(cells, _numbers(sample), where)
    return listcells.read(pa.array(["" if cell is None else str(cell) for cell in cells], pa.string()), where)


def _numbers(sample: Sequence[bytes]) -> np.dtype:
    """What vectors in bytes are made of: float32, as sqlite-vec has them, unless their values say otherwise."""
    return bytecells.kind(sample) or np.dtype("<f4")
