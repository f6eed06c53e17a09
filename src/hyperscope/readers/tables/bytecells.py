"""Vectors as the bytes of their numbers, one in a cell (`array.tobytes()`): only the values tell of which kind these are."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.readers.tables import listcells

KINDS = ("<f4", "<f8")
EMPTY = (None, b"")
USUAL = (
    1e-12,
    1e12,
)  # sizes of numbers in vectors, 0 aside; those of other bytes are spread from 1e-38 to 1e38
SHARE = 0.9  # of the numbers that must be usual: of bytes of another kind two thirds are at most
HALVES_AT_LEAST = 64
HALF_AT_MOST = 1024.0
CAST = 0x1FFF  # the bits of a float32 that one made of float16 does not have


def kind(cells: Sequence[bytes]) -> np.dtype | None:
    """The numbers that these cells hold, little-endian: float32, float64 or float16, or None where none is likely."""
    sizes = {len(cell) for cell in cells}
    if len(sizes) != 1:
        return None
    size = sizes.pop()
    data = b"".join(cells)
    single, double = (
        size >= 2 * np.dtype(one).itemsize and size % np.dtype(one).itemsize == 0 for one in KINDS
    )
    bits = np.frombuffer(data, "<u2") if size % 2 == 0 else np.empty(0, np.uint16)
    if _may_be_halves(bits, single):
        return np.dtype("<f2") if np.count_nonzero(bits) >= HALVES_AT_LEAST else None
    if double and _usual(np.frombuffer(data, "<f8")) and not np.frombuffer(data, "<u4")[::2].any():
        return np.dtype("<f8")  # round numbers: as float32 every other one would be 0
    if single and _usual(np.frombuffer(data, "<f4")):
        return np.dtype("<f4")
    return np.dtype("<f8") if double and _usual(np.frombuffer(data, "<f8")) else None


def read(cells: Sequence[Any], dtype: np.dtype, where: str) -> NDArray[Any]:
    """(rows, numbers); a missing or empty cell is a row of NaN. Raises `FormatError` with the row of another length or kind."""
    width = next((len(cell) for cell in cells if isinstance(cell, bytes) and cell), 0) // dtype.itemsize
    missing = np.full(width, np.nan, dtype).tobytes()
    for row, cell in enumerate(cells, 1):
        if cell not in EMPTY and (not isinstance(cell, bytes) or len(cell) != len(missing)):
            got = len(cell) // dtype.itemsize if isinstance(cell, bytes) else 0
            raise listcells.ragged(row, got, width, where)
    joined = b"".join(missing if cell in EMPTY else cell for cell in cells)
    return np.frombuffer(joined, dtype).reshape(len(cells), width)


def note(name: str, dtype: np.dtype) -> str:
    return (
        f"The bytes in the column {name!r} were read as {dtype.name}, little-endian, going by their values."
    )


def _usual(numbers: NDArray[Any]) -> bool:
    some = numbers[numbers != 0]
    with np.errstate(invalid="ignore"):
        sizes = np.abs(some)
        return bool(len(some) and ((sizes > USUAL[0]) & (sizes < USUAL[1])).mean() >= SHARE)


def _may_be_halves(bits: NDArray[np.uint16], single: bool) -> bool:
    """Whether all are small as float16, and not the lower halves of float32 that were float16 before."""
    numbers = bits.view("<f2")
    if not numbers.any() or not np.isfinite(numbers).all() or np.abs(numbers).max() >= HALF_AT_MOST:
        return False
    return not single or bool((bits[::2] & CAST).any())
