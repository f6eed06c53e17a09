"""NumPy's structured arrays: a field that is itself an array is the vectors, the others say something about them.

Without such a field the fields of numbers are the dimensions, as the columns of any other table.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import NUMBER_KINDS
from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers.source import Source
from hyperscope.readers.tables import tabular
from hyperscope.readers.tables.tabular import Field, Table

WORD_KINDS = "USMm"


def entries(source: Source, records: NDArray[Any]) -> list[Entry]:
    """An entry for each field of vectors, else one for the fields of numbers.

    Raises `FormatError` where there is neither, or where the records are not in one row.
    """
    dtype = records.dtype
    if records.ndim != 1 or dtype.hasobject:
        got = f"pickled Python objects ({dtype})" if dtype.hasobject else f"shape {records.shape}"
        fix = "Save one record a point, of numbers and words, or the vectors alone."
        raise FormatError("records in an array of one axis", got, fix, where=str(source.path))
    fields = {name: _field(name, dtype[name]) for name in dtype.names or ()}
    known = [field for field in fields.values() if field is not None]
    lost = [name for name, field in fields.items() if field is None]
    notes = (f"These fields were left out: {', '.join(map(repr, lost))}.",) if lost else ()

    def matrix(names: Sequence[str]) -> NDArray[Any]:
        wide = np.column_stack([records[name] for name in names])
        return wide if len({dtype[name] for name in names}) == 1 else wide.astype(np.float32)

    def lists(name: str) -> NDArray[Any]:
        return np.ascontiguousarray(records[name])

    def columns(names: Sequence[str]) -> dict[str, Column]:
        return {name: Column.of(name, cells(records[name])) for name in names}

    return tabular.entries(source, Table(len(records), known, matrix, lists, columns, notes))


def _field(name: str, dtype: np.dtype) -> Field | None:
    """None for what is neither numbers nor a word: records inside records, several words."""
    numbers = dtype.base.kind in NUMBER_KINDS
    spelt = str(dtype.base.newbyteorder("="))
    if dtype.shape:
        width = math.prod(dtype.shape)
        return Field(name, spelt, vectors=True, width=width) if numbers and width > 1 else None
    if numbers:
        return Field(name, spelt, number=True, whole=dtype.kind in "iub", width=1)
    return Field(name, spelt) if dtype.kind in WORD_KINDS else None


def cells(array: NDArray[Any]) -> list[Any]:
    """The values of a label array as a column takes them."""
    return array.astype(str).tolist() if array.dtype.kind in "Mm" else array.tolist()
