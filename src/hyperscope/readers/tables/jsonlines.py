"""JSON records: one object a line, or one array of objects. Lists of numbers are vectors, everything else says something."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hyperscope.arrays import Floats
from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import packed
from hyperscope.readers.sniff import first_bytes
from hyperscope.readers.source import Source
from hyperscope.readers.tables import listcells, tabular, text
from hyperscope.readers.tables.tabular import Field, Table

Record = dict[str, Any]
FIRST_RECORDS = 100
BARE = "vector"
ARRAY = re.compile(rb"(\xef\xbb\xbf)?\s*\[\s*[{\[\d-]")


def inspect(source: Source) -> list[Entry]:
    """The entries of the records. Raises `FormatError` with the line of what is no record."""
    content = text.read(source.path)
    where = str(source.path)
    records = _records(content.data, where)
    names = dict.fromkeys(name for record in records for name in record)
    fields = [_field(name, records) for name in names]

    def matrix(chosen: Sequence[str]) -> Floats:
        rows = [[record.get(name) for name in chosen] for record in records]
        return _vectors(rows, where, None)

    def lists(name: str) -> Floats:
        return _vectors(
            [record.get(name) for record in records], f"{where}, field {name!r}", _width(name, records)
        )

    def columns(chosen: Sequence[str]) -> dict[str, Column]:
        return {name: Column.of(name, [_cell(record.get(name)) for record in records]) for name in chosen}

    return tabular.entries(source, Table(len(records), fields, matrix, lists, columns, content.notes))


def written(path: Path) -> dict[str, Column]:
    """Every field of the records that says something, as text; fields of vectors do not."""
    records = _records(text.read(path).data, str(path))
    names = dict.fromkeys(name for record in records for name in record)
    said = [name for name in names if not _field(name, records).vectors]
    return {name: Column.of(name, [_cell(record.get(name)) for record in records]) for name in said}


def tells(path: Path) -> bool:
    """Whether a .json is an array of records rather than a config."""
    return not packed.bare(path.name.lower()).endswith(".json") or ARRAY.match(first_bytes(path)) is not None


def _records(data: bytes, where: str) -> list[Record]:
    if data.lstrip()[:1] == b"[" and not _is_lists(data):
        found = _parse(data, where)
        lines = range(1, len(found) + 1) if isinstance(found, list) else ()
        records = [_record(item, f"item {number}", where) for number, item in zip(lines, found, strict=True)]
    else:
        records = [
            _record(_parse(line, f"{where}, line {number}"), f"line {number}", where)
            for number, line in enumerate(data.split(b"\n"), 1)
            if line.strip()
        ]
    if not records:
        raise FormatError("at least one record", "none", "Check what was written.", where=where)
    return records


def _is_lists(data: bytes) -> bool:
    """Whether each line is an array of its own."""
    first, _, rest = data.lstrip().partition(b"\n")
    return first.rstrip().endswith(b"]") and rest.lstrip()[:1] == b"["


def _parse(data: bytes, where: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        got = error.msg if isinstance(error, json.JSONDecodeError) else "something else"
        fix = "Write one JSON object a line, or one array of objects."
        raise FormatError("JSON", got, fix, where=where) from None


def _record(item: Any, place: str, where: str) -> Record:
    if isinstance(item, dict):
        return item
    if isinstance(item, list):
        return {BARE: item}
    got = f"{type(item).__name__} in {place}"
    raise FormatError("an object or a list of numbers", got, "Write one JSON object a line.", where=where)


def _field(name: str, records: Sequence[Record]) -> Field:
    cells = [record.get(name) for record in records[:FIRST_RECORDS]]
    filled = [cell for cell in cells if cell is not None]
    if filled and all(isinstance(cell, list) and cell and all(map(_is_number, cell)) for cell in filled):
        return Field(name, "float32", vectors=True, width=_width(name, records))
    number = bool(filled) and all(map(_is_number, filled))
    return Field(name, "float32", number=number, whole=all(isinstance(cell, int) for cell in filled), width=1)


def _width(name: str, records: Sequence[Record]) -> int:
    return next((len(record[name]) for record in records if isinstance(record.get(name), list)), 0)


def _is_number(cell: Any) -> bool:
    return cell is None or (isinstance(cell, int | float) and not isinstance(cell, bool))


def _vectors(rows: Sequence[Any], where: str, width: int | None) -> Floats:
    """(rows, numbers) as float32, what is missing NaN."""
    width = len(rows[0]) if width is None else width
    plain = _plain(rows)
    if plain is not None and plain.shape == (len(rows), width):
        return plain
    vectors = np.full((len(rows), width), np.nan, np.float32)
    for number, row in enumerate(rows):
        if row is None:
            continue
        if not isinstance(row, list) or not all(map(_is_number, row)):
            got = f"{json.dumps(row)[:40]} in record {number + 1:,}"
            raise FormatError("numbers", got, "Write each vector as [0.1, 0.2].", where=where)
        if len(row) != width:
            raise listcells.ragged(number + 1, len(row), width, where)
        vectors[number] = _floats(row)
    return vectors


def _plain(rows: Sequence[Any]) -> Floats | None:
    """The rows as an array at once, where all are numbers and of one length."""
    try:
        array = np.asarray(rows)
    except (ValueError, OverflowError):
        return None
    if array.dtype.kind not in "fiu":
        return None
    with np.errstate(over="ignore"):
        return array.astype(np.float32)


def _floats(row: Sequence[Any]) -> list[float]:
    return [float("nan") if cell is None else _float(cell) for cell in row]


def _float(cell: float) -> float:
    try:
        return float(cell)
    except OverflowError:
        return float("inf")


def _cell(cell: Any) -> Any:
    return json.dumps(cell, ensure_ascii=False) if isinstance(cell, dict | list) else cell
