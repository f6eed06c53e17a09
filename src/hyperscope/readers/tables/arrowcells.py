"""Arrow columns as what people see of them: matrices of numbers with every row in its place, labels as text."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.columns import Column, arrow
from hyperscope.errors import FormatError
from hyperscope.progress import told
from hyperscope.readers import inflation
from hyperscope.readers.tables import cellvectors, listcells
from hyperscope.readers.tables.lines import as_array
from hyperscope.readers.tables.tabular import Field


def field(name: str, kind: pa.DataType, width: int | None) -> Field:
    """What a column of this type is to a table; `width` is the length of its first list, where known."""
    plain = storage(kind)
    if is_lists(plain):
        fixed = plain.list_size if pa.types.is_fixed_size_list(plain) else width
        return Field(name, _dtype(plain.value_type), vectors=True, width=fixed)
    if _is_number(plain):
        return Field(name, _dtype(plain), number=True, whole=pa.types.is_integer(plain), width=1)
    return Field(name, str(plain))


def storage(kind: pa.DataType) -> pa.DataType:
    """The type without a logical type around it (a tensor is stored as a list of fixed size)."""
    while isinstance(kind, pa.BaseExtensionType):
        kind = kind.storage_type
    return kind


def is_lists(kind: pa.DataType) -> bool:
    """Whether cells of this type are lists of numbers."""
    lists = pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind)
    return lists and _is_number(kind.value_type)


def is_shown(kind: pa.DataType) -> bool:
    """Whether cells of this type say something as text: pictures and other bytes do not."""
    plain = storage(kind)
    nested = pa.types.is_struct(plain) or pa.types.is_map(plain) or pa.types.is_union(plain)
    return not (nested or cellvectors.is_bytes(plain))


def vectors(column: pa.ChunkedArray, where: str) -> NDArray[Any]:
    """(rows, numbers) of a column of lists; a missing list or number is NaN. No copy where one chunk holds it all.

    Raises `FormatError` with the row whose list has another length than the first.
    """
    chunks = [_plain(chunk) for chunk in column.chunks if len(chunk)]
    width = next((size for chunk in chunks if (size := _first_length(chunk)) is not None), 0)
    parts: list[NDArray[Any]] = []
    start = 0
    for chunk in told(chunks, "Reading vectors", len(chunks), every=1):
        _check_lengths(chunk, width, start, where)
        parts.append(_rows(chunk, width))
        start += len(chunk)
    if not parts:
        return np.empty((0, width), np.float32)
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def matrix(table: pa.Table) -> NDArray[Any]:
    """(rows, columns) of a table of numbers; a missing number is NaN."""
    kinds = {_dtype(storage(kind)) for kind in table.schema.types}
    whole = len(kinds) == 1 and not any(column.null_count for column in table.columns)
    dtype = np.dtype(kinds.pop() if whole or kinds == {"float64"} else "float32")
    made = np.empty((table.num_rows, table.num_columns), dtype)
    for place, column in enumerate(table.columns):
        made[:, place] = column.to_numpy()
    return made


def text(name: str, column: pa.ChunkedArray, stored: int, where: str) -> Column:
    """The cells as text; a missing one is empty. `stored` is the size of the file: a long word may be repeated too often."""
    cells = as_array(column)
    if isinstance(cells, pa.ExtensionArray):
        cells = cells.storage
    if pa.types.is_dictionary(cells.type):
        lengths = arrow.binary_length(cells.dictionary.cast(pa.string()))
        inflation.check(
            arrow.sum(arrow.take(lengths, cells.indices)).as_py() or 0, stored, f"{where}, column {name!r}"
        )
        cells = cells.dictionary_decode()
    if pa.types.is_boolean(cells.type) or pa.types.is_nested(cells.type):
        return Column.of(name, cells.to_pylist())
    try:
        return Column(name, arrow.fill_null(cells.cast(pa.string()), ""))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return Column.of(name, cells.to_pylist())


def _is_number(kind: pa.DataType) -> bool:
    return pa.types.is_floating(kind) or pa.types.is_integer(kind)


def _dtype(kind: pa.DataType) -> str:
    return str(np.dtype(kind.to_pandas_dtype()))


def _plain(chunk: pa.Array) -> Any:
    while isinstance(chunk, pa.ExtensionArray):
        chunk = chunk.storage
    return chunk


def _first_length(chunk: Any) -> int | None:
    if pa.types.is_fixed_size_list(chunk.type):
        return chunk.type.list_size
    lengths = arrow.list_value_length(chunk).drop_null()
    return lengths[0].as_py() if len(lengths) else None


def _check_lengths(chunk: Any, width: int, start: int, where: str) -> None:
    lengths = arrow.fill_null(arrow.list_value_length(chunk), width).to_numpy()
    odd = np.flatnonzero(lengths != width)
    if len(odd):
        raise listcells.ragged(start + int(odd[0]) + 1, int(lengths[odd[0]]), width, where)


def _rows(chunk: Any, width: int) -> NDArray[Any]:
    """`flatten` leaves out null lists, so that the others must be put back into their rows."""
    present = chunk.drop_null() if chunk.null_count else chunk
    flat = present.flatten().to_numpy(zero_copy_only=False).reshape(len(present), width)
    if not chunk.null_count:
        return flat
    rows = np.full((len(chunk), width), np.nan, np.result_type(flat.dtype, np.float16))
    rows[chunk.is_valid().to_numpy(zero_copy_only=False)] = flat
    return rows


def damaged(kind: str, error: Exception, where: str) -> FormatError:
    """The refusal of a file that Arrow cannot read."""
    got = (str(error).splitlines() or ["something else"])[0][:200].rstrip(".")
    return FormatError(
        f"a whole {kind}", got, "The file is damaged or cut off: write or copy it again.", where=where
    )
