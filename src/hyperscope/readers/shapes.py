"""Which arrays can be laid out at all."""

import math

from hyperscope.arrays import NUMBER_KINDS, Vectors
from hyperscope.errors import FormatError


def check(shape: tuple[int, ...], where: str) -> tuple[int, int]:
    """The (points, dimensions) of an array of this shape, trailing axes taken together.

    Raises `FormatError` for fewer than two axes, no rows, or fewer than two numbers a row.
    """
    wide = math.prod(shape[1:])
    if len(shape) < 2:
        got = (
            f"an array of {len(shape)} axes, shape {shape}"
            if len(shape) != 1
            else f"a single axis, shape {shape}"
        )
        raise FormatError("one row of numbers a point", got, "Save it as (points, dimensions).", where=where)
    if shape[0] == 0:
        raise FormatError(
            "at least one row", f"no rows, shape {shape}", "Check what was written.", where=where
        )
    if wide < 2:
        raise FormatError(
            "at least two numbers a point",
            f"one column only, shape {shape}" if wide else f"no columns, shape {shape}",
            "A single number a point needs no layout; labels belong into the metadata.",
            where=where,
        )
    return shape[0], wide


def check_kind(kind: str, dtype: str, where: str) -> None:
    """Raise `FormatError` unless a numpy dtype of this kind holds real numbers."""
    if kind not in NUMBER_KINDS:
        raise FormatError(
            "real numbers",
            f"an array of {_spoken(kind)} ({dtype})",
            "Save the vectors as float32; labels belong into the metadata.",
            where=where,
        )


def flat(array: Vectors) -> tuple[Vectors, tuple[str, ...]]:
    """`array` as (points, dimensions), with a note if it had more axes."""
    if array.ndim == 2:
        return array, ()
    note = f"Shape {array.shape}: the trailing axes were taken together as {math.prod(array.shape[1:])} dimensions."
    return array.reshape(len(array), -1), (note,)


def _spoken(kind: str) -> str:
    names = {"O": "Python objects", "c": "complex numbers", "U": "text", "S": "bytes", "V": "records",
             "M": "dates", "m": "durations"}  # fmt: skip
    return names.get(kind, "something else")
