"""Columns as one Arrow IPC stream: what the page colours and labels by, in a single binary answer."""

from collections.abc import Mapping

import pyarrow as pa

from hyperscope.columns import Column

CATEGORIES = pa.dictionary(pa.int32(), pa.utf8())


def stream(columns: Mapping[str, Column]) -> bytes:
    """The columns in their order, as one record batch.

    Numeric columns are float64 with NaN for an empty cell, all others dictionary<int32, utf8> in order of first
    appearance with "" for an empty cell. Nothing is null, so the page reads typed arrays without a copy.
    """
    return _stream([_array(column) for column in columns.values()], list(columns))


def written(columns: Mapping[str, Column]) -> bytes:
    """The same with every cell, numbers too, as its file wrote it: dictionary<int32, utf8>."""
    return _stream([column.categories.cast(CATEGORIES) for column in columns.values()], list(columns))


def _stream(arrays: list[pa.Array], names: list[str]) -> bytes:
    batch = pa.record_batch(arrays, names=names)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return sink.getvalue().to_pybytes()


def _array(column: Column) -> pa.Array:
    if column.numbers is not None:
        return pa.array(column.numbers, pa.float64(), from_pandas=False)
    return column.categories.cast(CATEGORIES)
