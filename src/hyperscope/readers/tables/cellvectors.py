"""Columns of Arrow's whose cells are vectors written as text (`[0.1, 0.2]`, `0.1 0.2`) or as the bytes of their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.columns import arrow
from hyperscope.readers.tables import bytecells, listcells
from hyperscope.readers.tables.lines import as_array
from hyperscope.readers.tables.tabular import Field


@dataclass(frozen=True, slots=True)
class Spelt:
    """How a column writes its vectors: `dtype` is of their bytes, None where they are text."""

    field: Field
    dtype: np.dtype | None
    note: str = ""


def is_bytes(kind: pa.DataType) -> bool:
    """Whether cells are bytes."""
    return any(
        is_one(kind)
        for is_one in (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)
    )


def may_be(kind: pa.DataType) -> bool:
    """Whether cells of this type may hold vectors in one of these ways."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return is_bytes(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind)


def found(name: str, cells: Sequence[Any]) -> Spelt | None:
    """How the first cells of a column write vectors; None where they are something else."""
    some = [cell for cell in cells if cell]
    if not some:
        return None
    if all(isinstance(cell, bytes) for cell in some):
        dtype = bytecells.kind(some)
        if dtype is None:
            return None
        field = Field(name, dtype.name, vectors=True, width=len(some[0]) // dtype.itemsize)
        return Spelt(field, dtype, bytecells.note(name, dtype))
    if not all(map(listcells.looks, some)) and not listcells.are_bare(some):
        return None
    widths = {listcells.length(cell) for cell in some}
    exact = listcells.looks(some[0]) and len(widths) == 1  # lists of any length are rather tags
    return Spelt(
        Field(name, "float32", vectors=exact, loose=not exact, width=listcells.length(some[0])), None
    )


def read(column: pa.ChunkedArray, spelt: Spelt, where: str) -> NDArray[Any]:
    """(rows, numbers); a missing cell is a row of NaN. Raises `FormatError` with the row that is no such vector."""
    cells = as_array(column)
    if isinstance(cells, pa.ExtensionArray):
        cells = cells.storage
    if spelt.dtype is not None:
        return bytecells.read(cells.to_pylist(), spelt.dtype, where)
    return listcells.read(arrow.fill_null(cells.cast(pa.string()), ""), where)
