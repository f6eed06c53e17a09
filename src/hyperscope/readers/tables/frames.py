"""Tables in memory: whatever hands itself over by Arrow's PyCapsule protocol (pyarrow, polars, pandas, DuckDB)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import ShapeError
from hyperscope.readers.source import Source
from hyperscope.readers.tables import arrowfile
from hyperscope.readers.tables.arrowfile import Part

NAME = "table in memory"
VECTOR = "vector"
PROTOCOLS = ("__arrow_c_stream__", "__arrow_c_array__")


def speaks(data: object) -> bool:
    """Whether `data` knows the protocol."""
    return any(hasattr(data, name) for name in PROTOCOLS)


def inspect(data: Any, options: OpenOptions) -> list[Entry]:
    """The entries of a table, as those of a Parquet file; a single column is one of vectors. Nothing is copied."""
    table = _table(data)

    def read(names: Sequence[str]) -> pa.Table:
        return table.select(list(names))

    part = Part(Path(NAME), table.schema, table.num_rows, read, {})
    return arrowfile.entries(Source(NAME, Path(NAME), options), [part])


def _table(data: Any) -> pa.Table:
    try:
        if isinstance(data, pa.Table):
            return data
        if isinstance(data, pa.Array | pa.ChunkedArray):
            return pa.table({VECTOR: data})
        try:
            return pa.table(data)
        except (TypeError, ValueError, pa.ArrowInvalid):  # no columns of its own
            return pa.table({VECTOR: pa.chunked_array(data)})
    except (TypeError, ValueError, pa.ArrowException) as error:
        got = (str(error).splitlines() or ["something else"])[0][:200]
        raise ShapeError("a table of Arrow's", got, "Pass its vectors as an array.", where=NAME) from None
