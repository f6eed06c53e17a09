"""Some rows of a dataset as a file: which they are, their metadata, and their vectors.

Cells are written as they are; text files quote what needs it. A column `row` says where each row was, counted from 0.
"""

from typing import BinaryIO, Literal

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq

from hyperscope.arrays import Rows
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import QueryError
from hyperscope.writers.names import free
from hyperscope.writers.vectors import arrays, arrow, text

What = Literal["ids", "rows", "vectors"]
Kind = Literal["csv", "tsv", "parquet", "npy"]
ROW = "row"
VECTORS = {
    "csv": text.write_csv,
    "tsv": text.write_tsv,
    "parquet": arrow.write_parquet,
    "npy": arrays.write_npy,
}


def write(dataset: Dataset, rows: Rows, what: What, kind: Kind, file: BinaryIO) -> None:
    """`ids` are the row numbers alone; `rows` have the metadata beside them; `vectors` have both and every dimension.

    A .npy holds numbers alone: of `vectors` the vectors (m, d), of `ids` int64 (m,). Raises `QueryError` for its `rows`.
    """
    if what == "vectors":
        VECTORS[kind](_numbered(dataset, rows), file)
    elif kind == "npy":
        if what == "rows":
            raise QueryError(
                "csv, tsv or parquet", "npy, which holds numbers alone", "Choose one of them.", where="format"
            )
        np.save(file, rows.astype(np.int64), allow_pickle=False)
    else:
        _tabulate(dataset, rows, what, kind, file)


def _numbered(dataset: Dataset, rows: Rows) -> Dataset:
    chosen = dataset if len(rows) == dataset.n else dataset.select(rows)
    name = free(ROW, dataset.columns)
    return Dataset(dataset.name, chosen.vectors, {name: _ids(name, rows), **chosen.columns})


def _ids(name: str, rows: Rows) -> Column:
    return Column(name, pa.array(rows).cast(pa.string()))


def _tabulate(dataset: Dataset, rows: Rows, what: What, kind: Kind, file: BinaryIO) -> None:
    taken = pa.array(rows)
    cells = {free(ROW, dataset.columns): taken}
    if what == "rows":
        cells |= {name: column.written.take(taken) for name, column in dataset.columns.items()}
    table = pa.table(cells)
    if kind == "parquet":
        pq.write_table(table, file, compression="zstd")
    else:
        separator = "\t" if kind == "tsv" else ","
        options = pyarrow.csv.WriteOptions(delimiter=separator, quoting_style="needed")
        pyarrow.csv.write_csv(table, file, options)
