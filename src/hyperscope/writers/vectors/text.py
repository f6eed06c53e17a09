"""Tables as text: the metadata first, under their names, then every dimension as a column d1, d2, ….

Numbers are spelt as short as reads back to the same float. Cells with a separator, a quote or a line break are quoted.
"""

import csv
import io
from typing import BinaryIO

import pyarrow as pa
import pyarrow.csv

from hyperscope.dataset import Dataset
from hyperscope.writers.names import free
from hyperscope.writers.vectors import plain

BLOCK_ROWS = 1 << 13


def write_csv(dataset: Dataset, file: BinaryIO) -> tuple[str, ...]:
    """Separated by commas."""
    return _write(dataset, file, ",")


def write_tsv(dataset: Dataset, file: BinaryIO) -> tuple[str, ...]:
    """Separated by tabs."""
    return _write(dataset, file, "\t")


def _write(dataset: Dataset, file: BinaryIO, separator: str) -> tuple[str, ...]:
    names = [*dataset.columns]
    names += [free(f"d{place}", dataset.columns) for place in range(1, dataset.d + 1)]
    schema = pa.schema([pa.field(name, pa.string()) for name in names])
    header = io.StringIO()
    csv.writer(header, delimiter=separator, lineterminator="\n").writerow(names)
    file.write(header.getvalue().encode())
    options = pyarrow.csv.WriteOptions(include_header=False, delimiter=separator, quoting_style="needed")
    with pyarrow.csv.CSVWriter(file, schema, write_options=options) as writer:
        vectors = plain.vectors(dataset)
        for start in range(0, dataset.n, BLOCK_ROWS):
            block = vectors[start : start + BLOCK_ROWS]
            cells = [column.written.slice(start, len(block)) for column in dataset.columns.values()]
            cells += [pa.array(numbers).cast(pa.string()) for numbers in block.T]
            writer.write_batch(pa.record_batch(cells, schema=schema))
    return plain.left_out(dataset, columns=True)
