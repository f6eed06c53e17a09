"""safetensors: a JSON header and the bytes of all tensors, mapped; one file of them.

The header is held to the reference's rules and to one more: no key twice (huggingface/safetensors, README "Format").
"""

import json
import math
import struct
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.checkpoint.dtypes import DType
from hyperscope.readers.models.namedtypes import named
from hyperscope.readers.source import Source

HEADER_BYTES_AT_MOST = 100_000_000
LENGTH = struct.Struct("<Q")
AXES_AT_MOST = 2
NAMES = {
    "F64": "float64",
    "F32": "float32",
    "F16": "float16",
    "BF16": "bfloat16",
    "F8_E4M3": "float8_e4m3fn",
    "F8_E5M2": "float8_e5m2",
    "I64": "int64",
    "I32": "int32",
    "I16": "int16",
    "I8": "int8",
    "U64": "uint64",
    "U32": "uint32",
    "U16": "uint16",
    "U8": "uint8",
    "BOOL": "bool",
}
FIX = "The file is damaged, cut off or still being written: write or copy it again."


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in its file, in bytes from the start."""

    name: str
    written: str
    shape: tuple[int, ...]
    start: int
    end: int

    @property
    def dtype(self) -> DType:
        """What the elements are; a type that is not known holds nothing that can be read."""
        return named(NAMES.get(self.written, ""), self.written)


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix. Raises `FormatError` for a header that does not describe the file."""
    return candidates.entries(source, tensors(source.path), axes_at_most=AXES_AT_MOST)


def tensors(path: Path) -> list[Candidate]:
    """The tensors of one file."""
    return [_candidate(path, tensor) for tensor in parse(path)]


def parse(path: Path) -> list[Tensor]:
    """The tensors of one file, checked: inside it, without overlap or hole, each as long as its shape says."""
    where, size = str(path), path.stat().st_size
    with path.open("rb") as file:
        raw = file.read(LENGTH.size)
        length = LENGTH.unpack(raw)[0] if len(raw) == LENGTH.size else size
        if length > min(HEADER_BYTES_AT_MOST, size - LENGTH.size):
            raise _refusal("a header inside the file", f"one of {length:,} bytes in {size:,}", where)
        header = _object(file.read(length), where)
    header.pop("__metadata__", None)
    begin = LENGTH.size + length
    found = [_tensor(name, said, begin, where) for name, said in header.items()]
    at = begin
    for tensor in sorted(found, key=lambda one: (one.start, one.end)):
        if tensor.start != at:
            got = f"{tensor.name!r} at byte {tensor.start:,}"
            raise _refusal(f"tensors without overlap or hole, the next at byte {at:,}", got, where)
        at = tensor.end
    if at != size:
        raise _refusal(f"a file of {at:,} bytes, as its header says", f"{size:,}", where)
    return found


def _object(data: bytes, where: str) -> dict[str, Any]:
    try:
        found = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise _refusal(
            "a header of JSON, no key twice", str(error)[:200] or "something else", where
        ) from None
    if not isinstance(found, dict):
        raise _refusal("a header of named tensors", f"JSON {type(found).__name__}", where)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} twice")
    return found


def _tensor(name: str, said: Any, begin: int, where: str) -> Tensor:
    said = said if isinstance(said, dict) else {}
    written, shape, place = said.get("dtype"), said.get("shape"), said.get("data_offsets")
    if not isinstance(written, str) or not _is_sizes(shape) or not _is_sizes(place) or len(place) != 2:
        raise _refusal(f"dtype, shape and data_offsets of tensor {name!r}", repr(said)[:80], where)
    tensor = Tensor(name, written, tuple(shape), begin + place[0], begin + place[1])
    stored = tensor.dtype.stored
    width = stored.itemsize if stored is not None else 0
    needed = math.prod(tensor.shape) * width
    if tensor.end < tensor.start or (stored is not None and needed != tensor.end - tensor.start):
        got = f"bytes {place[0]:,} to {place[1]:,}"
        raise _refusal(f"{needed:,} bytes for tensor {name!r}, shape {tensor.shape} of {written}", got, where)
    return tensor


def _is_sizes(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= 64
        and all(type(size) is int and 0 <= size < 1 << 63 for size in value)
    )


def _candidate(path: Path, tensor: Tensor) -> Candidate:
    problem = None
    if tensor.dtype.stored is None:
        fix = "Save it as float32 or bfloat16."
        problem = FormatError(
            "a type of numbers", tensor.written, fix, where=f"{path}, tensor {tensor.name!r}"
        )
    return Candidate(tensor.name, tensor.shape, tensor.dtype.name, partial(_read, path, tensor), problem)


def _read(path: Path, tensor: Tensor) -> NDArray[Any]:
    width = tensor.dtype.width()
    if tensor.start == tensor.end:
        return np.empty(tensor.shape, width)
    mapped = np.memmap(path, width.newbyteorder("<"), "r", tensor.start, tensor.shape)
    return tensor.dtype.array(mapped)


def _refusal(expected: str, got: str, where: str) -> FormatError:
    return FormatError(expected, got, FIX, where=where)
