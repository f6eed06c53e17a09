"""CSV as people have it: quoted cells, a header or none, commas, semicolons (then perhaps decimal commas) or tabs."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from hyperscope.arrays import Floats
from hyperscope.columns import Column, arrow
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.progress import told
from hyperscope.readers import packed
from hyperscope.readers.beside.metadata import distinct
from hyperscope.readers.sniff import first_bytes
from hyperscope.readers.source import Source
from hyperscope.readers.tables import listcells, tabular, text
from hyperscope.readers.tables.lines import as_array, is_number
from hyperscope.readers.tables.tabular import Field, Table

SAMPLE_CHARACTERS = 1 << 20
SAMPLE_ROWS = 100
BLOCK_BYTES_AT_MOST = 1 << 30
COLUMNS_AT_MOST = 1 << 16
SEPARATORS = ",;\t|"
FIELD_CHARACTERS_AT_MOST = 16 << 20
HEAD_BYTES = 1 << 16
INDEX = "index"  # pandas writes it first, under an empty header


@dataclass(frozen=True, slots=True)
class Style:
    """What separates cells, whether numbers have a decimal comma, and the cells of the header (none: no header)."""

    separator: str
    decimal_comma: bool
    header: tuple[str, ...]
    width: int


def inspect(source: Source) -> list[Entry]:
    """The entries of a table. Raises `FormatError` with line or row for what is no table of vectors."""
    content = text.read(source.path)
    where = str(source.path)
    style = _style(content.data, where)
    cells = _read(content.data, style, where)
    fields = [_field(name, column, style) for name, column in cells.items()]

    def matrix(names: object) -> Floats:
        assert isinstance(names, list)
        columns = told(names, "Reading numbers", len(names), every=1)
        return np.column_stack([_numbers(cells[name], name, style, where) for name in columns])

    return tabular.entries(
        source,
        Table(
            len(next(iter(cells.values()))),
            fields,
            matrix,
            lambda name: listcells.read(cells[name], f"{where}, column {name!r}"),
            lambda names: {name: Column(name, cells[name]) for name in names},
            content.notes,
        ),
    )


def tells(path: Path) -> bool:
    """Whether a .tsv says more than numbers with one label in front (a header, columns that are no dimensions), and whether
    commas separate the numbers of a .txt.
    """
    name = packed.bare(path.name.lower())
    if name.endswith(".csv"):
        return True
    lines = [line.rstrip("\r") for line in first_bytes(path, HEAD_BYTES).decode(errors="replace").split("\n")]
    if len(lines) < 3:
        return False
    separator = "," if name.endswith(".txt") else "\t"
    try:
        rows = list(csv.reader([line for line in lines if line.strip()][:2], delimiter=separator))
    except csv.Error:
        return False
    if len(rows) < 2 or len(rows[0]) < 2 or len(rows[0]) != len(rows[1]):
        return False
    return _is_comma_separated(rows[1]) if separator == "," else _is_table(*rows)


def _is_comma_separated(body: list[str]) -> bool:
    """Whether commas tell numbers apart, rather than stand among words."""
    return sum(map(is_number, body)) > 1


def _is_table(head: list[str], body: list[str]) -> bool:
    if any(map(is_number, head)):
        return False
    if any(map(listcells.looks, body)):
        return True
    numbers = [is_number(cell) for cell in body]
    fields = [Field(name, "", number=number, whole=cell.isdecimal())
              for name, cell, number in zip(head, body, numbers, strict=True)]  # fmt: skip
    some = 1 < len(tabular.dimensions(fields)) < sum(numbers)
    return some or (sum(numbers) > 1 and not all(numbers[1:]))


def _style(data: bytes, where: str) -> Style:
    sample = data[:SAMPLE_CHARACTERS].decode(errors="ignore")
    if not sample.strip():
        got = "an empty file" if not data else "blank lines only"
        raise FormatError("at least one row of numbers", got, "Check what was written.", where=where)
    fits = {mark: _fit(sample, mark) for mark in SEPARATORS}
    separator = max(fits, key=lambda mark: fits[mark])
    rows = _rows(sample, separator)
    if not rows:
        raise FormatError(
            "rows of cells", "cells without end", "Check the quotes of the first lines.", where=where
        )
    body = rows[1:] or rows
    width = len(rows[0])
    if width > COLUMNS_AT_MOST:
        most = f"a table of at most {COLUMNS_AT_MOST:,} columns"
        raise FormatError(most, f"{width:,}", "Save the numbers as .npy.", where=where)
    decimal = separator != "," and any(
        _is_number(cell, True) and not is_number(cell) for row in body for cell in row
    )
    header = tuple(rows[0]) if len(rows) > 1 and _is_header(rows, decimal) else ()
    return Style(separator, decimal, header, width)


def _fit(sample: str, mark: str) -> tuple[int, float, int]:
    """How well `mark` separates cells: how many rows agree with the first, which share of the cells are numbers (where commas
    separate, "1,5;2,5" has none), and how many cells a row has. All 0 if it separates nothing.
    """
    rows = _rows(sample, mark)
    width = len(rows[0]) if rows else 0
    if width < 2:
        return 0, 0.0, 0
    cells = [cell for row in rows for cell in row]
    numbers = sum(_is_number(cell, False) or (mark != "," and _is_number(cell, True)) for cell in cells)
    return sum(len(row) == width for row in rows), numbers / len(cells), width


def _rows(sample: str, separator: str) -> list[list[str]]:
    """The first rows, without the last of a longer sample, which may be cut off."""
    csv.field_size_limit(FIELD_CHARACTERS_AT_MOST)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator):
            if any(cell.strip() for cell in row):
                rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    return rows[:-1] if len(rows) > 2 and len(sample) >= SAMPLE_CHARACTERS else rows


def _is_header(rows: list[list[str]], decimal: bool) -> bool:
    """Words on top, and below them at least one column of numbers or lists; or columns numbered by pandas."""
    head, body = rows[0], rows[1:]
    if _is_numbering(head, body) or _is_indexed(head, body):
        return True
    if any(_is_number(cell, decimal) or listcells.may_be(cell) for cell in head):
        return False
    return any(
        _is_number(row[place], decimal) or listcells.may_be(row[place])
        for row in body
        for place in range(min(len(head), len(row)))
    )


def _is_indexed(head: list[str], body: list[list[str]]) -> bool:
    """Whether an index of pandas', whose own header is empty, stands before columns that are counted from 0, or have names."""
    counted = [cell for cell in head[1:] if _is_number(cell, False)]
    return (
        not head[0].strip()
        and len(counted) < len(head) - 1
        and counted == [str(place) for place in range(len(counted))]
        and [row[0].strip() for row in body] == [str(place) for place in range(len(body))]
    )


def _is_numbering(head: list[str], body: list[list[str]]) -> bool:
    """Whether the first line counts the columns from 0, as pandas does where they have no names, above numbers that do not
    go on counting. With an index in front, its cell is empty.
    """
    indexed = not head[0].strip()
    counted = head[indexed:]
    if len(counted) < 2 or [cell.strip() for cell in counted] != [
        str(place) for place in range(len(counted))
    ]:
        return False
    whole = all(cell.strip().lstrip("+-").isdigit() for row in body for cell in row)
    return indexed or not whole or body[0][0].strip() != str(len(head))


def _read(data: bytes, style: Style, where: str) -> dict[str, pa.Array]:
    """Every column as text, by name."""
    names = distinct(
        word.strip() or (INDEX if style.header and place == 1 else f"column {place}")
        for place, word in enumerate(style.header or [""] * style.width, 1)
    )
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(data),
            read_options=pyarrow.csv.ReadOptions(
                column_names=names,
                skip_rows_after_names=bool(style.header),
                block_size=min(max(1 << 20, len(data) + 1), BLOCK_BYTES_AT_MOST),
            ),
            parse_options=pyarrow.csv.ParseOptions(delimiter=style.separator, newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[], strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise _broken(error, style, where) from None
    if not table.num_rows:
        raise FormatError(
            "at least one row of numbers", "a header only", "Check what was written.", where=where
        )
    return {name: as_array(table.column(name)) for name in names}


def _broken(error: pa.ArrowInvalid, style: Style, where: str) -> FormatError:
    return FormatError(
        f"{style.width:,} cells in every row, separated by {style.separator!r}",
        str(error).removeprefix("CSV parse error: ")[:200],
        "Quote cells that hold the separator, or save the table as .parquet.",
        where=where,
    )


def _field(name: str, cells: pa.Array, style: Style) -> Field:
    sample = [cell for cell in cells.slice(0, SAMPLE_ROWS).to_pylist() if cell.strip()]
    if sample and all(map(listcells.looks, sample)):
        return Field(name, "float32", vectors=True)
    if not sample or not all(_is_number(cell, style.decimal_comma) for cell in sample):
        loose = bool(sample) and listcells.are_bare(sample)
        return Field(name, "float32" if loose else "string", loose=loose)
    whole = all(cell.strip().lstrip("+-").isdigit() for cell in sample)
    return Field(name, "float32", number=True, whole=whole, width=1)


def _is_number(cell: str, decimal_comma: bool) -> bool:
    if not decimal_comma:
        return is_number(cell)
    return "." not in cell and is_number(cell.replace(",", "."))


def _numbers(cells: pa.Array, name: str, style: Style, where: str) -> Floats:
    """A column as float32, empty cells NaN. Raises `FormatError` with the row of the first cell that is no number."""
    try:
        return cells.cast(pa.float32()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        plain = arrow.utf8_trim_whitespace(cells)
    if style.decimal_comma:
        plain = arrow.replace_substring(plain, ",", ".")
    try:
        blank = arrow.equal(plain, "")
        return arrow.if_else(blank, "nan", plain).cast(pa.float32()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return np.array(
            [_number(cell, row, name, where) for row, cell in enumerate(plain.to_pylist(), 1)], np.float32
        )


def _number(cell: str, row: int, name: str, where: str) -> float:
    if not cell:
        return float("nan")
    if is_number(cell):
        return float(cell)
    raise FormatError(
        f"a number in row {row:,}, column {name!r}",
        repr(cell[:40]),
        "Correct the cell; words belong into columns of their own.",
        where=where,
    )
