"""ONNX: the initialisers of a model's graph, found where they lie; beside it the file of external data that they name.

Field numbers are those of onnx.proto (ModelProto.graph 7, GraphProto.initializer 5, TensorProto).
"""

import math
import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError, PathError
from hyperscope.readers import candidates
from hyperscope.readers.bounds import Bounds, is_file
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.checkpoint import wire
from hyperscope.readers.checkpoint.damage import Malformed, place
from hyperscope.readers.models.namedtypes import named
from hyperscope.readers.source import Source

GRAPH, INITIALIZER = 7, 5
DIMS, TYPE, NAME, RAW, EXTERNAL, LOCATION = 1, 2, 8, 9, 13, 14
FLOATS, INTS, LONGS, DOUBLES, UNSIGNED = 4, 5, 7, 10, 11
AXES_AT_MOST = 2
TYPES = {
    1: "float32", 2: "uint8", 3: "int8", 4: "uint16", 5: "int16", 6: "int32", 7: "int64", 8: "string", 9: "bool",
    10: "float16", 11: "float64", 12: "uint32", 13: "uint64", 14: "complex64", 15: "complex128", 16: "bfloat16",
    17: "float8_e4m3fn", 18: "float8_e4m3fnuz", 19: "float8_e5m2", 20: "float8_e5m2fnuz",
}  # fmt: skip
FIX = "The file is damaged or cut off: export the model again."
Span = tuple[int, int]


@dataclass
class Tensor:
    """An initialiser before it is read: where its numbers lie, as `raw` bytes, in typed fields, or in another file."""

    name: str = ""
    dtype: str = "unknown"
    dims: list[int] = field(default_factory=list)
    raw: Span | None = None
    typed: list[tuple[int, int, int, int]] = field(default_factory=list)
    external: dict[str, str] = field(default_factory=dict)
    elsewhere: bool = False


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix. Raises `FormatError` for a damaged file."""
    path = source.path
    if path.stat().st_size == 0:
        raise FormatError("an ONNX model", "an empty file", FIX, where=str(path))
    with (
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
        place(str(path)),
    ):
        tensors = _scan(data)
    found = [_candidate(source, tensor) for tensor in tensors]
    return candidates.entries(source, found, axes_at_most=AXES_AT_MOST)


def _scan(data: mmap.mmap) -> list[Tensor]:
    with memoryview(data) as view:
        return [
            _tensor(view, start, end)
            for top in _messages(view, 0, len(view), GRAPH)
            for start, end in _messages(view, *top, INITIALIZER)
        ]


def _messages(view: memoryview, at: int, end: int, wanted: int) -> Iterator[Span]:
    for number, kind, start, stop in wire.fields(view, at, end):
        if number == wanted and kind == wire.BYTES:
            yield start, stop


def _tensor(view: memoryview, at: int, end: int) -> Tensor:
    made = Tensor()
    for number, kind, start, stop in wire.fields(view, at, end):
        if number == DIMS:
            made.dims += _whole(view, kind, start, stop)
        elif number == TYPE and kind == wire.VARINT:
            code = wire.varint(view, start, stop)[0]
            made.dtype = TYPES.get(code, f"unknown type {code}")
        elif number == NAME and kind == wire.BYTES:
            made.name = bytes(view[start:stop]).decode(errors="replace")
        elif number == RAW and kind == wire.BYTES:
            made.raw = start, stop
        elif number in (FLOATS, INTS, LONGS, DOUBLES, UNSIGNED):
            made.typed.append((number, kind, start, stop))
        elif number == EXTERNAL and kind == wire.BYTES:
            made.external |= _pair(view, start, stop)
        elif number == LOCATION and kind == wire.VARINT:
            made.elsewhere = wire.varint(view, start, stop)[0] == 1
    return made


def _whole(view: memoryview, kind: int, start: int, stop: int) -> list[int]:
    if kind == wire.VARINT:
        return [wire.varint(view, start, stop)[0]]
    return wire.numbers(bytes(view[start:stop])).tolist()


def _pair(view: memoryview, start: int, stop: int) -> dict[str, str]:
    words = {number: bytes(view[at:end]).decode(errors="replace")
             for number, kind, at, end in wire.fields(view, start, stop) if kind == wire.BYTES}  # fmt: skip
    return {words.get(1, ""): words.get(2, "")}


def _candidate(source: Source, tensor: Tensor) -> Candidate:
    where = f"{source.path}, tensor {tensor.name!r}"
    shape = tuple(tensor.dims)
    problem: HyperscopeError | None = None
    try:
        _check(tensor, where)
        if tensor.elsewhere:
            _outside(source, tensor, where)
        elif tensor.raw is not None:
            _fits(tensor, tensor.raw[1] - tensor.raw[0], where)
        elif not tensor.typed and math.prod(shape):
            raise FormatError("numbers", "none", FIX, where=where)
    except HyperscopeError as met:
        problem = met
    return Candidate(
        tensor.name or "tensor", shape, tensor.dtype, partial(_read, source, tensor, where), problem
    )


def _check(tensor: Tensor, where: str) -> None:
    if named(tensor.dtype, tensor.dtype).stored is None or tensor.dtype.startswith("complex"):
        raise FormatError("real numbers", tensor.dtype, "Save it as float32.", where=where)
    if any(size >= 1 << 62 for size in tensor.dims):
        raise FormatError("sizes that are not negative", f"{tensor.dims}", FIX, where=where)


def _width(tensor: Tensor) -> int:
    return named(tensor.dtype, tensor.dtype).width().itemsize


def _fits(tensor: Tensor, stored: int, where: str) -> None:
    claimed = math.prod(tensor.dims) * _width(tensor)
    if claimed != stored:
        raise FormatError(f"{claimed:,} bytes", f"{stored:,}", FIX, where=where)


def _outside(source: Source, tensor: Tensor, where: str) -> tuple[Path, int]:
    """(file, offset) of external data. Raises `PathError` outside the folder, `FormatError` where it does not fit."""
    folder = source.path.parent
    written = tensor.external.get("location", "")
    path = Bounds((source.root, *source.options.allow_outside)).admit(folder / written)
    if not is_file(path):
        raise PathError(
            "the file of external data", f"nothing at {written!r}", "Copy it beside the model.", where=where
        )
    try:
        offset = int(tensor.external.get("offset") or 0)
        length = int(tensor.external.get("length") or path.stat().st_size - offset)
    except ValueError:
        raise FormatError(
            "whole numbers for offset and length", f"{tensor.external}", FIX, where=where
        ) from None
    if offset < 0 or length < 0 or offset + length > path.stat().st_size:
        got = f"{length:,} at byte {offset:,} of {path.stat().st_size:,}"
        raise FormatError("bytes inside the file of external data", got, FIX, where=where)
    _fits(tensor, length, where)
    return path, offset


def _read(source: Source, tensor: Tensor, where: str) -> NDArray[Any]:
    dtype = named(tensor.dtype, tensor.dtype)
    width = dtype.width().newbyteorder("<")
    shape = tuple(tensor.dims)
    if not math.prod(shape):
        return np.empty(shape, np.float32)
    if tensor.elsewhere:
        path, offset = _outside(source, tensor, where)
        return dtype.array(np.memmap(path, width, "r", offset, shape))
    if tensor.raw is not None:
        return dtype.array(np.memmap(source.path, width, "r", tensor.raw[0], shape))
    with place(where):
        flat = _typed(np.memmap(source.path, np.uint8, "r"), tensor)
        if len(flat) != math.prod(shape):
            raise Malformed(f"{math.prod(shape):,} numbers", f"{len(flat):,}")
        return dtype.array(flat.astype(width).reshape(shape))


FIXED: Mapping[int, str] = {FLOATS: "<f4", DOUBLES: "<f8"}


def _typed(data: NDArray[np.uint8], tensor: Tensor) -> NDArray[Any]:
    """The numbers of a typed field, packed or one by one; 16-bit floats stand in `int32_data` as their bits."""
    parts = []
    for number, _, start, stop in tensor.typed:
        if number in FIXED:
            if (stop - start) % np.dtype(FIXED[number]).itemsize:
                raise Malformed("whole numbers of bytes", f"{stop - start:,}")
            parts.append(np.frombuffer(data[start:stop], FIXED[number]))
        else:
            parts.append(wire.numbers(bytes(data[start:stop])).view(np.int64))
    flat = np.concatenate(parts) if parts else np.empty(0)
    return (
        flat.astype(np.uint16) if tensor.dtype in ("float16", "bfloat16") and flat.dtype == np.int64 else flat
    )
