"""Parquet and Arrow files: a column of lists of fixed size, then the metadata, as written."""

from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from hyperscope.dataset import Dataset
from hyperscope.writers.names import free
from hyperscope.writers.vectors import plain

VECTOR = "vector"


def write_parquet(dataset: Dataset, file: BinaryIO) -> tuple[str, ...]:
    """Vectors are neither compressed nor put into a dictionary: noise does not shrink, and reading is faster."""
    table = _table(dataset)
    pq.write_table(table, file, compression="none", use_dictionary=list(dataset.columns))  # type: ignore[arg-type]  # names are allowed, its stubs forget it
    return plain.left_out(dataset, columns=True)


def write_arrow(dataset: Dataset, file: BinaryIO) -> tuple[str, ...]:
    """An Arrow file (Feather's second version), which is mapped when it is read."""
    table = _table(dataset)
    with pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
    return plain.left_out(dataset, columns=True)


def _table(dataset: Dataset) -> pa.Table:
    vectors = plain.vectors(dataset)
    lists = pa.FixedSizeListArray.from_arrays(pa.array(vectors.reshape(-1)), dataset.d)
    names = dataset.columns
    return pa.table({free(VECTOR, names): lists} | {name: one.written for name, one in names.items()})
