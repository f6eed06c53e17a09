"""NumPy's arrays in a pickle: what the calls that put them together mean, and the numbers they describe."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError
from hyperscope.readers import shapes
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.models.pickled import Items, Made, Meaning

ARRAY, DTYPE = "array", "dtype"
FIX = "The file is damaged: save it again."


def _encoded(arguments: tuple[Any, ...]) -> bytes:
    """Bytes as protocols 0 to 2 spell them."""
    text, encoding = arguments
    if encoding != "latin1" or not isinstance(text, str):
        raise ValueError("bytes in an unknown spelling")
    return text.encode("latin1")


def _from_buffer(arguments: tuple[Any, ...]) -> Made:
    """An array as protocol 5 has it: (bytes, dtype, shape, order)."""
    data, dtype, shape, order = arguments
    return Made(ARRAY, Items([1, shape, dtype, order == "F", data]))


def candidate(name: str, array: Made, where: str) -> Candidate:
    """An array as a candidate; what it must not or cannot be read for is its problem."""
    try:
        dtype, shape, fortran, data = _described(array, where)
    except FormatError as problem:
        return Candidate(name, None, "", lambda: np.empty(0), problem)

    def read() -> NDArray[Any]:
        return _shaped(dtype, shape, fortran, data)

    return Candidate(name, shape, str(dtype.newbyteorder("=")), read)


def stacked(rows: Sequence[Any]) -> NDArray[Any] | None:
    """(rows, numbers) of arrays of one axis, or of lists of numbers; None unless all are of one length, two at least."""
    if all(isinstance(row, Made) and row.name == ARRAY for row in rows):
        try:
            plain = [_numbers(row) for row in rows]
        except FormatError:
            return None
    elif all(isinstance(row, Items) and not row.pairs and _are_numbers(row.values) for row in rows):
        plain = [np.array(row.values, np.float32) for row in rows]
    else:
        return None
    sizes = {row.shape for row in plain}
    fits = len(sizes) == 1 and plain[0].ndim == 1 and len(plain[0]) > 1
    return np.stack(plain) if fits else None


def _numbers(array: Made) -> NDArray[Any]:
    return _shaped(*_described(array, ""))


def _shaped(dtype: np.dtype, shape: tuple[int, ...], fortran: bool, data: bytes) -> NDArray[Any]:
    return np.frombuffer(data, dtype).reshape(shape, order="F" if fortran else "C")


def _are_numbers(cells: Sequence[Any]) -> bool:
    return bool(cells) and all(type(cell) in (int, float) for cell in cells)


def _described(array: Made, where: str) -> tuple[np.dtype, tuple[int, ...], bool, bytes]:
    """(dtype, shape, whether by columns, bytes) of an array's state. Raises `FormatError` where these do not fit."""
    try:
        _, shape, kind, fortran, data = array.state.values
        sizes = tuple(size for size in shape.values if type(size) is int and size >= 0)
        spelt = kind.name.removeprefix(f"{DTYPE} ")
        order = kind.state.values[1] if isinstance(kind.state, Items) else "="
        dtype = np.dtype(spelt).newbyteorder(order if order in ("<", ">") else "=")
        whole = len(sizes) == len(shape.values) and isinstance(data, bytes | bytearray)
    except (AttributeError, TypeError, ValueError, IndexError) as error:
        raise FormatError(
            "an array of numbers", str(error)[:100] or "something else", FIX, where=where
        ) from None
    shapes.check_kind(dtype.kind, str(dtype), where)
    if not whole or math.prod(sizes) * dtype.itemsize != len(data):
        got = f"{len(data):,}" if whole else "something else"
        raise FormatError(
            f"{math.prod(sizes) * dtype.itemsize:,} bytes for shape {sizes}", got, FIX, where=where
        )
    return dtype, sizes, bool(fortran), bytes(data)


MEANINGS: dict[str, Meaning] = {
    "_codecs.encode": _encoded,
    "numpy.dtype": lambda arguments: Made(f"{DTYPE} {arguments[0]}"),
    **{
        f"{module}.{function}": meaning
        for module in ("numpy.core", "numpy._core")
        for function, meaning in (
            ("multiarray._reconstruct", lambda _: Made(ARRAY)),
            ("multiarray.scalar", lambda _: None),
            ("numeric._frombuffer", _from_buffer),
        )
    },
}
