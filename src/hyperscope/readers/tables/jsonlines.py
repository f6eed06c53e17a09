"""JSON: one object a line, an array of objects, or one that holds them. Lists of numbers are vectors, all else says something."""

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
from hyperscope.progress import told
from hyperscope.readers import packed
from hyperscope.readers.sniff import first_bytes
from hyperscope.readers.source import Source
from hyperscope.readers.tables import jsonwhole, listcells, tabular, text
from hyperscope.readers.tables.tabular import Field, Table

Record = dict[str, Any]
FIRST_RECORDS = 100
BARE = "vector"
ARRAY = re.compile(rb"(\xef\xbb\xbf)?\s*\[\s*[{\[\d-]")
CONFIG, CONFIG_BYTES = b'"embeddings"', 1 << 16


def inspect(source: Source) -> list[Entry]:
    """The entries of the records. Raises `FormatError` with the line of what is no record."""
    content = text.read(source.path)
    where = str(source.path)
    records = _records(content.data, source.path)
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
    records = _records(text.read(path).data, path)
    names = dict.fromkeys(name for record in records for name in record)
    said = [name for name in names if not _field(name, records).vectors]
    return {name: Column.of(name, [_cell(record.get(name)) for record in records]) for name in said}


def tells(path: Path) -> bool:
    """Whether a .json holds records rather than a config or bookmarks."""
    if not packed.bare(path.name.lower()).endswith(".json") or ARRAY.match(first_bytes(path)):
        return True
    head = first_bytes(path, CONFIG_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and CONFIG not in head


def _records(data: bytes, path: Path) -> list[Record]:
    where = str(path)
    lines = not packed.bare(path.name.lower()).endswith(".json")
    if _is_lines(data, lines):
        records = [
            _record(_parse(line, where, number), f"line {number}", where)
            for number, line in enumerate(told(data.split(b"\n"), "Reading records"), 1)
            if line.strip()
        ]
    else:
        found = _parse(data, where)
        items = jsonwhole.records(found, BARE) if isinstance(found, dict) else found
        records = [_record(item, f"item {number}", where) for number, item in enumerate(items, 1)]
    if not records:
        raise FormatError("at least one record", "none", "Check what was written.", where=where)
    return records


def _is_lines(data: bytes, named: bool) -> bool:
    """Whether each line is JSON of its own; `named` says that the file's name promises it."""
    first, _, rest = data.lstrip().partition(b"\n")
    if first[:1] == b"[":
        return first.rstrip().endswith(b"]") and rest.lstrip()[:1] == b"["
    return named or first[:1] != b"{" or (first.rstrip().endswith(b"}") and rest.lstrip()[:1] == b"{")


def _parse(data: bytes, where: str, line: int = 1) -> Any:
    """JSON that begins in this line of a file."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        got, place = "something else", f"line {line}"
        if isinstance(error, json.JSONDecodeError):
            got, place = error.msg, f"line {line + error.lineno - 1}, column {error.colno}"
        fix = "Write one JSON object a line, or one array of objects."
        raise FormatError("JSON", got, fix, where=f"{where}, {place}") from None


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
    for number, row in enumerate(told(rows, "Reading vectors", len(rows))):
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
