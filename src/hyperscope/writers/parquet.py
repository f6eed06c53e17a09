"""Parquet: one line a row, its coordinates first, then its metadata; the record under the key `hyperscope`."""

from collections.abc import Mapping
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.layout import Layout
from hyperscope.writers.names import free
from hyperscope.writers.record import record

LETTERS = "xyz"


def write(layout: Layout, dataset: Dataset, file: BinaryIO) -> None:
    """Write the table; coordinates of rows that were left out are null."""
    names = coordinates(layout, dataset.columns)
    arrays: dict[str, Any] = {
        name: pa.array(layout.positions[:, place], from_pandas=True) for place, name in enumerate(names)
    }
    arrays |= {name: _cells(column) for name, column in dataset.columns.items()}
    table = pa.table(arrays).replace_schema_metadata({"hyperscope": record(layout, dataset)})
    pq.write_table(table, file, compression="zstd")


def coordinates(layout: Layout, taken: Mapping[str, Column]) -> list[str]:
    """tsne_x, tsne_y, … up to three, else pca_1, pca_2, …; with an underscore more where a column has that name."""
    few = layout.n_components <= len(LETTERS)
    marks = LETTERS if few else [str(place + 1) for place in range(layout.n_components)]
    method = layout.method.rpartition(":")[2].lower()
    return [free(f"{method}_{mark}", taken) for mark in marks[: layout.n_components]]


def _cells(column: Column) -> Any:
    """Numbers as float64 with null for missing ones, everything else as written."""
    return column.written if column.numbers is None else pa.array(column.numbers, from_pandas=True)
