"""The slow, exact pass over lines of numbers: the odd spelling is read, the wrong one is named by line and column."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from hyperscope.arrays import Floats
from hyperscope.errors import FormatError
from hyperscope.progress import told

SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Style:
    """How a file writes its rows: what separates cells, the cells of its header (none: no header), how many a row."""

    separator: str
    header: tuple[str, ...]
    width: int
    labelled: bool
    longest: int

    @property
    def label(self) -> str:
        return (self.header[0].strip() if self.header else "") or "label"


def cells(line: str, separator: str) -> list[str]:
    """The cells of a line; blanks as separator may be several."""
    return line.rstrip().split(separator) if separator == "\t" else line.split()


def is_number(cell: str) -> bool:
    """Whether a cell is a number as tables write one (nan and inf are)."""
    try:
        float(cell)
    except ValueError:
        return False
    return "_" not in cell


def as_array(column: pa.ChunkedArray) -> pa.Array:
    """One array from a column in chunks."""
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def parse(rows: Sequence[str], style: Style, where: str) -> tuple[pa.Array | None, Floats]:
    """(labels or None, vectors). Raises `FormatError` at the first line that does not fit."""
    labels: list[str] = []
    values: list[list[float]] = []
    numbers: list[int] = []
    skip = bool(style.header)
    for number, line in enumerate(told(rows, "Reading numbers", len(rows)), 1):
        if not line.strip():
            continue
        if skip:
            skip = False
            continue
        row = cells(line, style.separator)
        if len(row) != style.width:
            raise _ragged(number, len(row), style.width, where)
        labels.append(row[0])
        numbers.append(number)
        values.append([_number(cell, number, place, where) for place, cell in enumerate(row[1:], 2)])
    with np.errstate(over="ignore"):
        body = np.array(values, np.float32).reshape(len(values), -1)
    if _labels(labels, style):
        return pa.array(labels, pa.string()), body
    first = [_number(cell, number, 1, where) for cell, number in zip(labels, numbers, strict=True)]
    return None, np.column_stack([np.array(first, np.float32), body])


def _labels(first: Sequence[str], style: Style) -> bool:
    """Whether the first cells are labels: the first of them is, or most are. A few words among numbers are mistakes."""
    if style.width == 1:
        return False
    return style.labelled or sum(not is_number(cell) for cell in first) * 2 > len(first)


def _number(cell: str, line: int, place: int, where: str) -> float:
    if is_number(cell):
        return float(cell)
    shown = repr(cell.strip()[:SHOWN_CHARACTERS]) if cell.strip() else "an empty cell"
    raise FormatError(
        f"a number in line {line}, column {place}",
        shown,
        "Separate the numbers by tabs; put words into the metadata, or write nan.",
        where=where,
    )


def _ragged(line: int, got: int, width: int, where: str) -> FormatError:
    return FormatError(
        f"{width:,} values in line {line}, as in the first row",
        f"{got:,}",
        "Every row needs as many numbers as the first, separated by tabs.",
        where=where,
    )
