"""Parquet, Feather and Arrow files, and folders of Parquet files. Arrow files are mapped, Parquet columns read when asked for."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.progress import told
from hyperscope.readers import inflation
from hyperscope.readers.candidates import Pictures, no_images
from hyperscope.readers.source import Source
from hyperscope.readers.tables import arrowcells, arrowimages, cellvectors, tabular
from hyperscope.readers.tables.cellvectors import Spelt
from hyperscope.readers.tables.tabular import Field, Table

PARQUET = "Parquet file"
ARROW = "Arrow file"
TABLE = "table"
UNCOMPRESSED = "If that is meant, save it without compression."
BLOCK_ROWS = 1 << 14
FIRST_ROWS = 16
PARQUET_MARK = b"PAR1"
STREAM_MARK = b"\xff\xff\xff\xff"
FILES_AT_MOST = 10_000
PICTURES_AT_MOST = 2 << 30
HIVE = "="
FREE = 1 << 30  # a folder keeps its own account of its files


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a table: its schema, its rows, and a way to read some of its columns. `extra` are a folder's names.

    `head` reads the first rows alone, where that is less work.
    """

    path: Path
    schema: pa.Schema
    rows: int
    read: Callable[[Sequence[str]], pa.Table]
    extra: Mapping[str, str]
    head: Callable[[Sequence[str]], pa.Table] | None = None

    def first(self, names: Sequence[str]) -> pa.Table:
        """The first rows."""
        return self.head(names) if self.head else self.read(names).slice(0, FIRST_ROWS)


def inspect_parquet(source: Source) -> list[Entry]:
    """The entries of a Parquet file."""
    return entries(source, [_parquet(source.path, {})])


def inspect_arrow(source: Source) -> list[Entry]:
    """The entries of an Arrow file, a Feather file or an Arrow stream."""
    return entries(source, [arrow_part(source.path)])


def inspect_folder(source: Source, files: Sequence[Path]) -> list[Entry]:
    """The entries of Parquet files that are one table, in the order of their paths; `key=value` folders are columns."""
    return entries(source, [_parquet(path, _hive(path, source.path)) for path in files])


def written(path: Path) -> dict[str, Column]:
    """Every column of a file that says something, as text; columns of vectors do not."""
    with path.open("rb") as file:
        parquet = file.read(4) == PARQUET_MARK
    part = _parquet(path, {}) if parquet else arrow_part(path)
    kinds = zip(part.schema.names, part.schema.types, strict=True)
    names = [
        name
        for name, kind in kinds
        if arrowcells.is_shown(kind) and not arrowcells.is_lists(arrowcells.storage(kind))
    ]
    with _told(path, TABLE):
        table, stored = part.read(names), path.stat().st_size
        return {name: arrowcells.text(name, table.column(name), stored, str(path)) for name in names}


def parquet_files(folder: Path) -> list[Path]:
    """The Parquet files below a folder, in the order of their paths; links that lead outside it are left out."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            path = Path(place) / name
            if name.lower().endswith(".parquet") and path.resolve().is_relative_to(folder.resolve()):
                found.append(path)
        if len(found) > FILES_AT_MOST:
            raise FormatError(
                f"at most {FILES_AT_MOST:,} Parquet files", "more", "Join them into fewer.", where=str(folder)
            )
    return found


def entries(source: Source, parts: Sequence[Part], prefix: str = "") -> list[Entry]:
    """The entries of parts that are one table; `prefix` comes before their names."""
    where = str(source.path)
    first = parts[0]
    _check_columns(source, parts)
    kinds = dict(zip(first.schema.names, first.schema.types, strict=True))
    spelt = _spelt(parts, kinds)
    pictures = next(
        (name for name, kind in kinds.items() if arrowimages.may_be(kind) and name not in spelt), None
    )
    fields = [
        _field(parts, name, kind, spelt)
        for name, kind in kinds.items()
        if name in spelt or arrowcells.is_shown(kind)
    ]
    fields += [tabular.Field(name, "string") for name in first.extra]
    notes = tuple(
        f"The column {name!r} was left out: it holds {kind}."
        for name, kind in kinds.items()
        if not (arrowcells.is_shown(kind) or name in spelt or name == pictures)
    )
    notes += tuple(one.note for one in spelt.values() if one.note)
    read = partial(_read, parts)
    rows = sum(part.rows for part in parts)

    def lists(name: str) -> NDArray[Any]:
        with _told(source.path, TABLE):
            column, place = read([name]).column(0), f"{where}, column {name!r}"
            return (
                cellvectors.read(column, spelt[name], place)
                if name in spelt
                else arrowcells.vectors(column, place)
            )

    def columns(names: Sequence[str]) -> dict[str, Column]:
        stored = sum(part.path.stat().st_size for part in parts if part.path.is_file()) or FREE
        with _told(source.path, TABLE):
            table = read(names)
            return {name: arrowcells.text(name, table.column(name), stored, where) for name in names}

    def matrix(names: Sequence[str]) -> NDArray[Any]:
        with _told(source.path, TABLE):
            return arrowcells.matrix(read(names))

    def images() -> Pictures:
        if pictures is None:
            return no_images()
        if sum(part.path.stat().st_size for part in parts) > PICTURES_AT_MOST:
            told = (
                f"The pictures in the column {pictures!r} were left out, since the table is larger than 2 GB."
            )
            return None, (f"{told} Save them as files and name their folder with --images.",)
        with _told(source.path, TABLE):
            return arrowimages.of(pictures, read([pictures]).column(0), source.path.parent)

    return tabular.entries(source, Table(rows, fields, matrix, lists, columns, notes, images), prefix)


def _check_columns(source: Source, parts: Sequence[Part]) -> None:
    """Raise `FormatError` unless all files have the same columns, each of a name of its own."""
    where, first = str(source.path), parts[0]
    names = first.schema.names
    if twice := [name for name in names if names.count(name) > 1]:
        raise FormatError(
            "columns of different names", f"{twice[0]!r} twice", "Rename one of them.", where=where
        )
    for part in parts[1:]:
        if not part.schema.equals(first.schema):
            raise FormatError(
                f"the columns of {first.path.name!r} in every file",
                f"other columns in {str(part.path.relative_to(source.path))!r}",
                "Open the files one by one.",
                where=where,
            )


def _read(parts: Sequence[Part], names: Sequence[str]) -> pa.Table:
    tables = []
    for part in parts:
        table = part.read([name for name in names if name not in part.extra])
        for name in names:
            if name in part.extra:
                table = table.append_column(name, pa.array([part.extra[name]] * part.rows, pa.string()))
        tables.append(table.select(list(names)))
    return tables[0] if len(tables) == 1 else pa.concat_tables(tables)


def _spelt(parts: Sequence[Part], kinds: Mapping[str, pa.DataType]) -> dict[str, Spelt]:
    """The columns whose text or bytes are vectors, as their first rows tell."""
    names = [name for name, kind in kinds.items() if cellvectors.may_be(arrowcells.storage(kind))]
    if not names:
        return {}
    with _told(parts[0].path, TABLE):
        table = parts[0].first(names)
        seen = {name: cellvectors.found(name, table.column(name).to_pylist()) for name in names}
    return {name: one for name, one in seen.items() if one is not None}


def _field(parts: Sequence[Part], name: str, kind: pa.DataType, spelt: Mapping[str, Spelt]) -> Field:
    if name in spelt:
        return spelt[name].field
    plain = arrowcells.field(name, kind, None)
    return replace(plain, width=_width(parts, name)) if plain.vectors and plain.width is None else plain


def _width(parts: Sequence[Part], name: str) -> int | None:
    """The length of the first list, where a look at the first rows tells."""
    for part in parts:
        with _told(part.path, TABLE):
            for row in part.first([name]).column(0):
                if row.is_valid:
                    return len(row)
    return None


def _first_of_parquet(path: Path, names: Sequence[str]) -> pa.Table:
    with _told(path, PARQUET), pyarrow.parquet.ParquetFile(path, memory_map=True) as file:
        batch = next(file.iter_batches(FIRST_ROWS, columns=list(names)), None)
        return file.schema_arrow.empty_table().select(list(names)) if batch is None else pa.table(batch)


def _parquet(path: Path, extra: Mapping[str, str]) -> Part:
    with _told(path, PARQUET), pyarrow.parquet.ParquetFile(path, memory_map=True) as file:
        seen, schema = file.metadata, file.schema_arrow
    inflation.check(8 * seen.num_rows, path.stat().st_size, str(path))
    around = {name: value for name, value in extra.items() if name not in schema.names}
    return Part(
        path, schema, seen.num_rows, partial(_read_parquet, path), around, partial(_first_of_parquet, path)
    )


def _read_parquet(path: Path, names: Sequence[str]) -> pa.Table:
    """Some columns, block by block, so that a small file cannot become a large table unseen.

    The footer's own account of the columns is left alone: pyarrow ends the process over a damaged one.
    """
    where, size = str(path), path.stat().st_size
    with _told(path, PARQUET), _with_words_once(path, names) as file:
        batches, total = [], 0
        inflation.check(_at_least(file, names), size, where, UNCOMPRESSED)
        for batch in told(file.iter_batches(BLOCK_ROWS, columns=list(names)), "Reading rows", every=1):
            total += sum(column.nbytes for column in batch.columns if not pa.types.is_dictionary(column.type))
            inflation.check(total, size, where, UNCOMPRESSED)
            batches.append(batch)
        table = pa.Table.from_batches(batches) if batches else file.read(columns=list(names))
        table.validate(full=True)
        return table.unify_dictionaries()


def _at_least(file: Any, names: Sequence[str]) -> int:
    """How many bytes these columns take, as far as their types tell."""
    kinds = [arrowcells.storage(file.schema_arrow.field(name).type) for name in names]
    widths = [kind.list_size if pa.types.is_fixed_size_list(kind) else 1 for kind in kinds]
    return file.metadata.num_rows * sum(widths)


def _with_words_once(path: Path, names: Sequence[str]) -> Any:
    """The file, its columns of words to be read as codes, however often a word is repeated."""
    schema = pyarrow.parquet.read_schema(path)
    words = [name for name in names if pa.types.is_string(schema.field(name).type)]
    return pyarrow.parquet.ParquetFile(path, memory_map=True, read_dictionary=words)


def arrow_part(path: Path) -> Part:
    with _told(path, ARROW):
        table = _mapped(path)
    return Part(path, table.schema, table.num_rows, partial(_columns, table), {})


def _columns(table: pa.Table, names: Sequence[str]) -> pa.Table:
    return table.select(list(names))


def _mapped(path: Path) -> pa.Table:
    """All batches; their buffers are the file's own where they are not compressed."""
    source = pa.memory_map(str(path))
    stream = source.read(4) == STREAM_MARK
    source.seek(0)
    table = (pa.ipc.open_stream(source) if stream else pa.ipc.open_file(source)).read_all()
    table.validate(full=True)
    return table


def _hive(path: Path, top: Path) -> dict[str, str]:
    pairs = (folder.split(HIVE, 1) for folder in path.relative_to(top).parts[:-1] if HIVE in folder)
    return dict(pairs)


@contextmanager
def _told(path: Path, kind: str) -> Iterator[None]:
    try:
        yield
    except FormatError:
        raise
    except (pa.ArrowException, OSError, EOFError, ValueError, KeyError) as error:
        raise arrowcells.damaged(kind, error, str(path)) from None
