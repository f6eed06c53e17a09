"""DuckDB: columns of arrays and lists; read-only, cut off from every other file, its views never looked at."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from hyperscope.entry import Entry
from hyperscope.errors import FormatError, MissingExtra
from hyperscope.readers.source import Source
from hyperscope.readers.tables import arrowfile, tabular
from hyperscope.readers.tables.arrowfile import Part

MARK, AT = b"DUCK", 8
CLOSED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
TABLES = "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_oid"


def inspect(source: Source) -> list[Entry]:
    """An entry for each column of vectors of each table. Raises `MissingExtra` without duckdb."""
    path = source.path
    with _opened(path) as database:
        parts = {
            str(name): _part(path, database, str(schema), str(name))
            for schema, name in _rows(database, TABLES)
        }
    return tabular.several(
        source, {name: partial(arrowfile.entries, source, [part], f"{name}.") for name, part in parts.items()}
    )


def tells(path: Path) -> bool:
    """Whether a file is DuckDB's."""
    with path.open("rb") as file:
        return file.read(AT + len(MARK))[AT:] == MARK


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        import duckdb
    except ImportError:
        raise MissingExtra.named("duckdb", "read DuckDB files", where=path) from None
    try:
        with duckdb.connect(str(path), read_only=True, config=dict(CLOSED)) as database:
            yield database
    except (duckdb.Error, pa.ArrowException, RuntimeError) as error:
        got = (str(error).splitlines() or ["something else"])[0][:200]
        fix = "The file is damaged, in use, or of a newer DuckDB: close it there, or export it as Parquet."
        raise FormatError("a whole DuckDB database", got, fix, where=str(path)) from None


def _rows(database: Any, query: str) -> list[tuple[Any, ...]]:
    return database.execute(query).fetchall()


def _quoted(*names: str) -> str:
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def _part(path: Path, database: Any, schema: str, table: str) -> Part:
    place = _quoted(schema, table)
    shape = database.sql(f"SELECT * FROM {place} LIMIT 0").to_arrow_table().schema  # noqa: S608  (quoted)
    ((count,),) = _rows(database, f"SELECT count(*) FROM {place}")  # noqa: S608  (quoted)

    def read(names: Sequence[str], limit: str = "") -> pa.Table:
        chosen = ", ".join(_quoted(name) for name in names) or "NULL"
        with _opened(path) as reader:
            return reader.sql(f"SELECT {chosen} FROM {place}{limit}").to_arrow_table()  # noqa: S608  (quoted)

    return Part(path, shape, count, read, {}, lambda names: read(names, f" LIMIT {arrowfile.FIRST_ROWS}"))
