"""Numbers as text: one point a line, tabs (or blanks) between its numbers, perhaps a label in front or a header on top.

The fast path is Arrow's parser; whatever it refuses is read again line by line, for the exact message or the odd spelling.
"""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from hyperscope.arrays import Floats
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.progress import told
from hyperscope.readers import shapes
from hyperscope.readers.beside import companions
from hyperscope.readers.numbers import Numbers, Outline
from hyperscope.readers.sniff import first_bytes, is_packed
from hyperscope.readers.source import Source, listed
from hyperscope.readers.tables import lines, text
from hyperscope.readers.tables.lines import Style

CHECKED_BYTES = 8 << 20
SAMPLE_BYTES = 1 << 20
SAMPLE_LINES = 3
WIDE, ARROW_ROWS = 2_000, 50
ARROW_COLUMNS_AT_MOST = 200_000


def inspect(source: Source) -> list[Entry]:
    """One entry, named after the file."""
    seen = outline(source.path)
    beside = companions.chosen(source.options)

    def load() -> Dataset:
        return companions.join(source.stem, read(source.path), beside)

    files = {"tensor": source.path} | beside.files()
    return [listed(source, source.stem, load, seen.shape, seen.dtype, files=files)]


def outline(path: Path) -> Outline:
    """The shape; small files are read wholly for it, so that whatever is wrong with them is told at once."""
    if path.stat().st_size <= CHECKED_BYTES or is_packed(path) or text.is_wide(first_bytes(path)):
        n, d = read(path).vectors.shape
        return Outline((n, d), "float32")
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
        sample = text.decode(head[: head.rfind(b"\n") + 1] or head, str(path)).data
        style = _style(_uncommented(sample), str(path))
        rows, last = head.count(b"\n") - _comments(sample), head
        while block := file.read(SAMPLE_BYTES):
            rows, last = rows + block.count(b"\n"), block
    rows += not last.endswith(b"\n")
    return Outline((rows - bool(style.header), style.width - style.labelled), "float32")


def read(path: Path) -> Numbers:
    """Vectors as float32, a label column where the first cells are words, notes about what was assumed.

    Raises `FormatError` with line and column for a ragged row or a cell that is no number.
    """
    where = str(path)
    content = text.read(path)
    content, comments = replace(content, data=_uncommented(content.data)), _comments(content.data)
    style = _style(content.data, where)
    labels, vectors = _fast(content.data, style) or lines.parse(content.lines(), style, where)
    shapes.check(vectors.shape, where)
    notes = content.notes
    if comments:
        what = f"first {comments} lines begin" if comments > 1 else "first line begins"
        notes += (f"The {what} with # and {'are no points' if comments > 1 else 'is no point'}.",)
    if style.header:
        notes += (
            f"The first line is a header ({', '.join(style.header[:4])}, …) and was not read as a point.",
        )
    columns = {} if labels is None else {style.label: Column(style.label, labels)}
    return Numbers(vectors, columns, notes)


def _comments(data: bytes) -> int:
    """How many lines at the top begin with #, as numpy.savetxt writes its header; none where one of them is a row whose label
    begins so, or the only one names the columns.
    """
    sample = data[:SAMPLE_BYTES].decode(errors="ignore").split("\n")
    count = next((place for place, line in enumerate(sample) if not line.startswith("#")), 0)
    if not count:
        return 0
    separator = "\t" if "\t" in sample[count] else " "
    body, *above = [lines.cells(line, separator) for line in (sample[count], *sample[:count])]
    is_row = any(len(row) == len(body) and all(map(lines.is_number, row[1:])) for row in above)
    return 0 if is_row or (count == 1 and len(body) > 2 and _is_header(above[0], body)) else count


def _uncommented(data: bytes) -> bytes:
    """The text with blank lines in place of comments, so that every line keeps its number."""
    count = _comments(data)
    return b"\n" * count + data.split(b"\n", count)[count] if count else data


def _style(data: bytes, where: str) -> Style:
    sample = data[:SAMPLE_BYTES].decode(errors="ignore").split("\n")
    first = [line for line in sample if line.strip()][:SAMPLE_LINES]
    if not first:
        got = "an empty file" if not data else "blank lines only"
        raise FormatError("at least one row of numbers", got, "Check what was written.", where=where)
    separator = "\t" if "\t" in first[0].strip() else " "
    rows = [lines.cells(line, separator) for line in first]
    header = tuple(rows[0]) if len(rows) > 1 and _is_header(rows[0], rows[1]) else ()
    body = rows[1] if header else rows[0]
    labelled = len(body) > 1 and not lines.is_number(body[0])
    return Style(separator, header, len(body), labelled, max(len(line) for line in sample))


def _is_header(head: list[str], body: list[str]) -> bool:
    words = not any(lines.is_number(cell) for cell in head[1:]) and not lines.is_number(head[0])
    return words and len(head) == len(body) > 1 and all(lines.is_number(cell) for cell in body[1:])


def _fast(data: bytes, style: Style) -> tuple[pa.Array | None, Floats] | None:
    """Labels and vectors by Arrow, or None where a line has something unusual."""
    if b"\r" in data or style.width == 1 or _is_wide(data, style.width):
        return None
    names = [f"f{number}" for number in range(style.width)]
    types = dict.fromkeys(names, pa.float32()) | ({"f0": pa.string()} if style.labelled else {})
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(data),
            read_options=pyarrow.csv.ReadOptions(
                column_names=names,
                skip_rows=bool(style.header),
                block_size=max(text.BLOCK_BYTES, 8 * style.longest),
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=style.separator, quote_char=False, double_quote=False, escape_char=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=types, null_values=[], strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    labels = lines.as_array(table.column(0)) if style.labelled else None
    return labels, _matrix(table.select(names[style.labelled :]))


def _is_wide(data: bytes, width: int) -> bool:
    """Whether there are so many columns that Arrow's price of each, 8 KB, is more than that of their few cells."""
    return width > ARROW_COLUMNS_AT_MOST or (width > WIDE and data.count(b"\n") < ARROW_ROWS)


def _matrix(table: pa.Table) -> Floats:
    matrix = np.empty((table.num_rows, table.num_columns), np.float32)
    start = 0
    for batch in told(table.to_batches(), "Reading numbers", every=1):
        block = matrix[start : start + batch.num_rows]
        for number, column in enumerate(batch.columns):
            block[:, number] = column.to_numpy(zero_copy_only=False)
        start += batch.num_rows
    return matrix
