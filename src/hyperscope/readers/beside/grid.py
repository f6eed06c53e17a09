"""A metadata file as a table of strings, every line a row and every cell as written."""

import csv
import functools
import io

import pyarrow as pa
import pyarrow.csv

from hyperscope.columns import MISSING, arrow
from hyperscope.errors import FormatError
from hyperscope.readers import packed
from hyperscope.readers.tables.lines import as_array as as_array
from hyperscope.readers.tables.lines import is_number
from hyperscope.readers.tables.text import Text

HEADER_SAMPLE_ROWS = 1_000
COLUMNS_AT_MOST = 10_000


def of(content: Text, name: str) -> tuple[pa.Table, tuple[str, ...]]:
    """All lines of a file, blank ones too; notes name the lines that had to be repaired.

    Raises `FormatError` for more columns than a person can look at.
    """
    table, notes = _read(content, name)
    used = table.num_columns
    while used > 1 and not arrow.any(arrow.not_equal(table.column(used - 1), "")).as_py():
        used -= 1  # tabs at the ends of lines
    if used == table.num_columns:
        return table, notes
    return table.select(range(used)), (*notes, f"{name}: empty columns at its right were left out.")


def _read(content: Text, name: str) -> tuple[pa.Table, tuple[str, ...]]:
    data = content.data.removesuffix(b"\n")
    if not data:
        return pa.table({"f0": pa.array([], pa.string())}), ()
    if packed.bare(name.lower()).endswith(".csv") and b"\t" not in data:
        rows = _comma_separated(data.decode())
        if rows is not None:
            _check(len(rows[0]), name)
            return _table(rows), ()
    width = _width(data)
    _check(width, name)
    return _fast(data + b"\n", width) or _slow(data.decode().split("\n"), width, name)


def _width(data: bytes) -> int:
    """How many cells the first line has that is not blank."""
    return data.lstrip(b" \n").partition(b"\n")[0].count(b"\t") + 1


def _check(width: int, name: str) -> None:
    if width > COLUMNS_AT_MOST:
        most = f"a table of at most {COLUMNS_AT_MOST:,} columns"
        raise FormatError(most, f"{width:,}", "Leave out those that nobody will look at.", where=name)


def trimmed(table: pa.Table) -> pa.Table:
    """The table without the blank lines at its end."""
    rows = arrow.indices_nonzero(arrow.invert(_blank(table)))
    return table.slice(0, rows[-1].as_py() + 1 if len(rows) else 0)


def without_blank(table: pa.Table) -> pa.Table:
    """The table without its blank lines."""
    return table.filter(arrow.invert(_blank(table)))


def _blank(table: pa.Table) -> pa.ChunkedArray:
    blank = arrow.equal(arrow.utf8_trim_whitespace(table.column(0)), "")
    for column in table.columns[1:]:
        blank = arrow.and_(blank, arrow.equal(column, ""))
    return blank


def has_header(table: pa.Table) -> bool:
    """Whether the first row can only be a header: a word on top of a column that is numbers all the way down."""
    sample = table.slice(0, HEADER_SAMPLE_ROWS)
    return any(_titled([str(cell) for cell in column.to_pylist()]) for column in sample.columns)


def repeats(table: pa.Table, block: int) -> bool:
    """Whether the first row stands at the start of every block and nowhere else: a header, written again in append mode."""
    same = _equal_rows(table, [column[0] for column in table.columns])
    starts = list(range(0, len(table), block))
    return len(starts) > 1 and arrow.indices_nonzero(same).to_pylist() == starts


def may_be_titled(table: pa.Table) -> bool:
    """Whether the first cell of a single column could be its title: a word, and none of the labels."""
    head = table.column(0)[0]
    again = arrow.indices_nonzero(_equal_rows(table, [head]))
    return bool(head.as_py().strip()) and not is_number(head.as_py()) and len(again) == 1


def _equal_rows(table: pa.Table, row: list[pa.Scalar]) -> pa.ChunkedArray:
    columns = zip(table.columns, row, strict=True)
    return functools.reduce(arrow.and_, (arrow.equal(column, cell) for column, cell in columns))


def _titled(cells: list[str]) -> bool:
    head, body = "".join(cells[:1]).strip(), [cell for cell in cells[1:] if cell.strip()]
    word = bool(head) and not is_number(head) and head.lower() not in MISSING
    return word and bool(body) and all(is_number(cell) for cell in body)


def _fast(data: bytes, width: int) -> tuple[pa.Table, tuple[str, ...]] | None:
    if b"\r" in data:
        return None
    names = [f"f{place}" for place in range(width)]
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(data),
            read_options=pyarrow.csv.ReadOptions(column_names=names),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter="\t",
                quote_char=False,
                double_quote=False,
                escape_char=False,
                ignore_empty_lines=False,
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), null_values=[], strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    return table, ()


def _slow(lines: list[str], width: int, name: str) -> tuple[pa.Table, tuple[str, ...]]:
    """Lines of unequal length, made equal: missing cells are empty, surplus ones stay with the last if they hold something."""
    rows, odd = [], []
    for number, line in enumerate(lines, 1):
        row = line.split("\t", width - 1)
        if (len(row) < width and line.strip()) or "\t" in row[-1]:
            odd.append(number)
        rows.append([*row[:-1], row[-1].rstrip("\t")] + [""] * (width - len(row)))
    if not odd:
        return _table(rows), ()
    shown = ", ".join(str(number) for number in odd[:5]) + (", …" if len(odd) > 5 else "")
    which = "1 line has" if len(odd) == 1 else f"{len(odd):,} lines have"
    note = f"{name}: {which} not {width} cells as the first one has (line {shown})."
    return _table(rows), (note,)


def _comma_separated(text: str) -> list[list[str]] | None:
    """The rows of a .csv in which every line agrees on at least two cells, else None."""
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error:
        return None
    widths = {len(row) for row in rows if row}
    return [row or [""] * max(widths) for row in rows] if len(widths) == 1 and max(widths) > 1 else None


def _table(rows: list[list[str]]) -> pa.Table:
    columns = list(zip(*rows, strict=True))
    return pa.table({f"f{place}": pa.array(list(cells), pa.string()) for place, cells in enumerate(columns)})
