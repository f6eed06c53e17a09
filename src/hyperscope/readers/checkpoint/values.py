"""The values in a V1 slice: one TensorProto, found by scanning, its floats viewed where they lie.

A SavedTensorSlices record holds in field 2 a SavedSlice, which holds the TensorProto in field 3.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.readers.checkpoint import wire
from hyperscope.readers.checkpoint.damage import Malformed
from hyperscope.readers.checkpoint.dtypes import NOT_NUMBERS, DType

DATA, TENSOR = 2, 3
STRINGS = 8


@dataclass(frozen=True, slots=True)
class Packing:
    """`field` of a TensorProto holds the numbers, `raw` in little-endian bytes, else (None) as varints."""

    field: int
    raw: str | None = None
    pattern: bool = False  # the varint is a bit pattern, not a number


INTEGERS = Packing(7)
PACKINGS = {
    "float32": Packing(5, "<f4"),
    "float64": Packing(6, "<f8"),
    "complex64": Packing(9, "<c8"),
    "complex128": Packing(12, "<c16"),
    "int64": Packing(10),
    "bool": Packing(11),
    "float16": Packing(13, pattern=True),
} | dict.fromkeys(
    ("int32", "uint8", "int16", "int8", "uint16", "qint8", "quint8", "qint32", "qint16", "quint16"), INTEGERS
)


def numbers(record: memoryview, dtype: DType, count: int) -> NDArray[Any]:
    """The `count` numbers of a record, flat; a view where they are floats in one run.

    Raises `Malformed` for another count, and for types that V1 cannot hold.
    """
    width = dtype.width()
    packing = PACKINGS.get(dtype.name)
    if packing is None:
        raise Malformed("a type that version 1 can hold", dtype.name, NOT_NUMBERS)
    runs = _runs(record, packing)
    found = _raw(runs, packing.raw) if packing.raw else _varints(runs, width, packing.pattern)
    if len(found) != count:
        raise Malformed(f"{count:,} numbers", f"{len(found):,}")
    return dtype.array(found)


def strings(record: memoryview, count: int) -> list[bytes]:
    """The `count` strings of a record."""
    at, end = _tensor(record)
    found = [
        bytes(record[start:stop])
        for number, kind, start, stop in wire.fields(record, at, end)
        if number == STRINGS and _is(kind, wire.BYTES)
    ]
    if len(found) != count:
        raise Malformed(f"{count:,} strings", f"{len(found):,}")
    return found


def _tensor(record: memoryview) -> tuple[int, int]:
    """Where the TensorProto begins and ends."""
    place = (0, len(record))
    for wanted in (DATA, TENSOR):
        inner = None
        for number, kind, start, stop in wire.fields(record, *place):
            if number == wanted and _is(kind, wire.BYTES):
                inner = (start, stop)
        if inner is None:
            raise Malformed("a slice with its values", "a record without them")
        place = inner
    return place


def _runs(record: memoryview, packing: Packing) -> list[memoryview]:
    """The bytes of the field: packed into one or several runs, or element by element."""
    alone = (
        wire.VARINT
        if packing.raw is None
        else {"<f4": wire.FIXED32, "<c8": wire.FIXED32}.get(packing.raw, wire.FIXED64)
    )
    return [
        record[start:stop]
        for number, kind, start, stop in wire.fields(record, *_tensor(record))
        if number == packing.field and _is(kind, wire.BYTES, alone)
    ]


def _raw(runs: list[memoryview], stored: str) -> NDArray[Any]:
    dtype = np.dtype(stored)
    data = runs[0] if len(runs) == 1 else b"".join(runs)
    if len(data) % dtype.itemsize:
        raise Malformed(f"numbers of {dtype.itemsize} bytes", f"{len(data):,} bytes")
    return np.frombuffer(data, dtype) if len(data) else np.empty(0, dtype)


def _varints(runs: list[memoryview], width: np.dtype, pattern: bool) -> NDArray[Any]:
    found = wire.numbers(runs[0] if len(runs) == 1 else b"".join(runs))
    return found.astype(np.uint16).view(width) if pattern else found.astype(width)


def _is(kind: int, *wanted: int) -> bool:
    if kind not in wanted:
        raise Malformed(f"wire type {' or '.join(map(str, wanted))}", f"wire type {kind}")
    return True
