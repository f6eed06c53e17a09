"""LanceDB folders: every table's columns of vectors."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from hyperscope.entry import Entry
from hyperscope.errors import FormatError, MissingExtra
from hyperscope.readers.bounds import inside
from hyperscope.readers.source import Source
from hyperscope.readers.tables import arrowfile, tabular
from hyperscope.readers.tables.arrowfile import Part

ENDING, VERSIONS = ".lance", "_versions"


def inspect(source: Source) -> list[Entry]:
    """An entry for each column of vectors of each table. Raises `MissingExtra` without lancedb."""
    inside(source.path)
    folder, names = _named(source.path)
    parts = {name: partial(_entries, source, folder, name) for name in names}
    return tabular.several(source, parts)


def tells(path: Path) -> bool:
    """Whether a folder is a LanceDB database, or one of its tables."""
    return path.is_dir() and bool(_named(path)[1])


def _named(path: Path) -> tuple[Path, list[str]]:
    """The database's folder and the tables that are meant."""
    if path.suffix == ENDING and (path / VERSIONS).is_dir():
        return path.parent, [path.stem]
    return path, sorted(one.stem for one in path.glob(f"*{ENDING}") if (one / VERSIONS).is_dir())


def _entries(source: Source, folder: Path, name: str) -> list[Entry]:
    try:
        import lancedb
    except ImportError:
        raise MissingExtra.named("lance", "read LanceDB folders", where=folder) from None
    place = folder / f"{name}{ENDING}"
    with _told(place):
        table: Any = lancedb.connect(str(folder)).open_table(name)
        schema, rows = table.schema, table.count_rows()

    @cache
    def whole() -> pa.Table:
        with _told(place):
            return table.to_arrow()

    def read(names: Sequence[str]) -> pa.Table:
        return whole().select(list(names))

    return arrowfile.entries(source, [Part(source.path, schema, rows, read, {})], f"{name}.")


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """What Lance says about a damaged table, in words; its Rust panics where its Python would raise."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        got = (str(error).splitlines() or ["something else"])[0][:200]
        fix = "The folder is damaged: copy it again."
        raise FormatError("a whole LanceDB table", got, fix, where=str(place)) from None
