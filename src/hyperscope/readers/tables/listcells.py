"""Vectors written into single cells of a text table: `[0.1, 0.2]` as JSON has it, `[0.1 0.2]` as NumPy prints it.

Bare `0.1 0.2 0.3` may be one, too, where nothing else is.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from hyperscope.arrays import Floats
from hyperscope.columns import arrow
from hyperscope.errors import FormatError
from hyperscope.progress import told
from hyperscope.readers.tables.lines import is_number

OPEN, CLOSE = "[(", "])"
SEPARATORS = str.maketrans({",": " ", ";": " ", "\n": " ", "\t": " ", "\r": " "})
BARE_AT_LEAST = 3
SHOWN_CHARACTERS = 40


def looks(cell: str) -> bool:
    """Whether a cell is a list of numbers."""
    parts = _parts(cell)
    return (
        parts is not None and len(parts) > 1 and all(is_number(part) or part == "..." for part in parts[:2])
    )


def are_bare(cells: Sequence[str]) -> bool:
    """Whether cells are numbers without brackets, equally many in each: three at least, since two may be anything."""
    parts = [cell.translate(SEPARATORS).split() for cell in cells]
    widths = {len(some) for some in parts}
    return (
        len(widths) == 1
        and min(widths) >= BARE_AT_LEAST
        and all(is_number(one) for some in parts for one in some)
    )


def may_be(cell: str) -> bool:
    """Whether a cell is a list of numbers, or may be one."""
    return looks(cell) or are_bare([cell])


def length(cell: str) -> int | None:
    """How many numbers a cell holds; None where NumPy left some out."""
    parts = _parts(cell) or cell.translate(SEPARATORS).split()
    return None if "..." in parts else len(parts)


def read(cells: pa.Array, where: str) -> Floats:
    """(rows, numbers) as float32, of an array of strings; an empty cell is a row of NaN.

    Raises `FormatError` with the row for anything else: text, another length, numbers that NumPy's "..." left out.
    """
    plain = _plain(cells)
    return _exact(cells.to_pylist(), where) if plain is None else plain


def _plain(cells: pa.Array) -> Floats | None:
    """Lists of equal length in square brackets, with commas or blanks, at once; None where a cell is anything else."""
    inner = arrow.utf8_slice_codeunits(cells, 1, -1)
    if not arrow.all(arrow.equal(arrow.binary_join_element_wise("[", inner, "]", ""), cells)).as_py():
        return None
    commas = arrow.any(arrow.match_substring(inner, ",")).as_py()
    trimmed = arrow.utf8_trim_whitespace(inner)
    parts = arrow.split_pattern(trimmed, ",") if commas else arrow.utf8_split_whitespace(trimmed)
    lengths = arrow.unique(arrow.list_value_length(parts))
    if len(lengths) != 1 or not lengths[0].as_py():
        return None
    try:
        flat = arrow.utf8_trim_whitespace(parts.flatten()).cast(pa.float32())
    except pa.ArrowInvalid:
        return None
    return flat.to_numpy(zero_copy_only=False).reshape(len(cells), -1)


def _exact(cells: Sequence[str], where: str) -> Floats:
    counted = enumerate(told(cells, "Reading vectors", len(cells)), 1)
    rows = [_row(cell, number, where) for number, cell in counted]
    width = next((len(row) for row in rows if row is not None), 0)
    vectors = np.full((len(rows), width), np.nan, np.float32)
    for number, row in enumerate(rows):
        if row is None:
            continue
        if len(row) != width:
            raise ragged(number + 1, len(row), width, where)
        vectors[number] = row
    return vectors


def ragged(row: int, got: int, width: int, where: str) -> FormatError:
    """The refusal of vectors of unequal length; `row` is counted from 1."""
    return FormatError(
        f"{width:,} numbers in row {row:,}, as in the first row",
        f"{got:,}",
        "All vectors need the same length: pad or cut them.",
        where=where,
    )


def _row(cell: str, number: int, where: str) -> list[float] | None:
    if not cell.strip():
        return None
    parts = _parts(cell)
    if parts is not None and "..." in parts:
        raise FormatError(
            f"all numbers of the vector in row {number:,}",
            "an array that NumPy printed shortened, with '...'",
            "The numbers are lost: save the array again with numpy.save, or each row's tolist().",
            where=where,
        )
    try:
        if parts is None and not are_bare([cell]):
            raise ValueError
        parts = cell.translate(SEPARATORS).split() if parts is None else parts
        return [float("nan") if part == "null" else float(part) for part in parts]
    except ValueError:
        raise FormatError(
            f"a list of numbers in row {number:,}",
            repr(cell[:SHOWN_CHARACTERS]),
            "Write each vector as [0.1, 0.2, 0.3].",
            where=where,
        ) from None


def _parts(cell: str) -> list[str] | None:
    text = cell.strip()
    for word in ("array", "tensor"):
        text = text.removeprefix(f"{word}(").removesuffix(")") if text.startswith(f"{word}(") else text
    if len(text) < 2 or text[0] not in OPEN or text[-1] not in CLOSE:
        return None
    return text[1:-1].translate(SEPARATORS).split()
