"""Array aliases with their shapes, and the checks that admit a stranger's array.

`Vectors` (n, d) is the high-dimensional input, `Positions` (n, p) a layout with p = 2 or 3, `Indices` (n, k) neighbours.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hyperscope.errors import ShapeError

Vectors: TypeAlias = NDArray[np.generic]
Floats: TypeAlias = NDArray[np.float32]
Positions: TypeAlias = NDArray[np.float32]
Indices: TypeAlias = NDArray[np.int32]
Rows: TypeAlias = NDArray[np.int64]

NUMBER_KINDS = "fiub"
SHORT_FLOATS = ("bfloat16", "float8_e4m3fn", "float8_e5m2")  # of other libraries, unknown to numpy


def not_finite(count: int, of: int | None = None) -> str:
    """How every note about rows that cannot be placed begins: "3 rows hold NaN or infinity"."""
    rows = f"{count:,} of {of:,} rows" if of is not None else f"{count:,} {'row' if count == 1 else 'rows'}"
    return f"{rows} {'holds' if count == 1 else 'hold'} NaN or infinity"


def as_vectors(data: ArrayLike, *, where: str = "vectors") -> Vectors:
    """Admit `data` as vectors (n, d) without copying where it already is an array.

    Raises `ShapeError` for anything that is not a two-dimensional array of real numbers with at least one row and column.
    """
    array = as_array(data, where=where)
    if array.dtype.kind not in NUMBER_KINDS:
        raise ShapeError(
            "real numbers",
            f"an array of {array.dtype} with shape {array.shape}",
            "Convert it to float32 first; labels belong into the metadata.",
            where=where,
        )
    if array.ndim != 2 or 0 in array.shape:
        raise ShapeError(
            "a two-dimensional array of at least one row and one column",
            f"shape {array.shape}",
            "Reshape it to (points, dimensions).",
            where=where,
        )
    return array


def as_array(data: Any, *, where: str) -> NDArray[np.generic]:
    """`data` as an array, itself if it is one: by `__array__`, by DLPack, or as nested sequences.

    Raises `ShapeError` for rows of unequal length, and for a sparse matrix.
    """
    if isinstance(data, np.ndarray):
        return data
    if hasattr(data, "tocsr"):
        raise ShapeError(
            "a dense array", f"a sparse matrix of shape {data.shape}",
            "Call .toarray(), or reduce it first: sklearn.decomposition.TruncatedSVD takes it as it is.", where=where,
        )  # fmt: skip
    data = _on_this_machine(data)
    try:
        plain = hasattr(data, "__array__") or not hasattr(data, "__dlpack__")
        array = np.asarray(data) if plain else np.from_dlpack(data)
        return array.astype(np.float32) if array.dtype.name in SHORT_FLOATS else array
    except (ValueError, TypeError, RuntimeError, BufferError) as error:
        raise ShapeError("rows of equal length", str(error), "Pad or cut the rows.", where=where) from None


def _on_this_machine(data: Any) -> Any:
    """A tensor of a deep-learning library without its gradients, out of its device, in a type that numpy knows."""
    for step in ("detach", "cpu"):
        if callable(act := getattr(data, step, None)):
            data = act()
    short = str(getattr(data, "dtype", "")).removeprefix("torch.") in SHORT_FLOATS
    return data.float() if short and callable(getattr(data, "float", None)) else data


def read_only(array: NDArray[np.generic]) -> NDArray[np.generic]:
    """Mark `array` as never to be written again, and return it."""
    array.flags.writeable = False
    return array
