"""Partitioned tensors: where their pieces are found, whether they cover the whole, and how they are put together.

Pieces are stored under keys in Google's OrderedCode, which sorts as the numbers do. Keys are built and looked up, never
decoded.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.readers.checkpoint.damage import Malformed

Extents = tuple[tuple[int, int], ...]
Shape = tuple[int, ...]

ALL = -1
RANK_AT_MOST = 32  # numpy 1's limit; TensorFlow's is 254
NUMBERS_BELOW = 1 << 58
SPECIAL = re.compile(rb"[\x00\xff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One slice of a tensor: `key` finds it, `box` is where it belongs."""

    key: bytes
    box: tuple[slice, ...]

    @property
    def shape(self) -> Shape:
        return tuple(side.stop - side.start for side in self.box)


def extents(message: Any) -> Extents:
    """(start, length) of each axis; a length of −1, or none, is the whole axis."""
    return tuple((axis.start, axis.length if axis.HasField("length") else ALL) for axis in message.extent)


def shape_of(message: Any) -> Shape:
    """The shape in a TensorShapeProto. Raises `Malformed` for what no tensor has."""
    shape = tuple(dim.size for dim in message.dim)
    if message.unknown_rank or len(shape) > RANK_AT_MOST or any(size < 0 for size in shape):
        got = "an unknown rank" if message.unknown_rank else f"shape {shape[:8]} of {len(shape)} axes"
        raise Malformed(f"a shape of at most {RANK_AT_MOST} axes, none negative", got)
    if math.prod(max(1, size) for size in shape) >= NUMBERS_BELOW:
        raise Malformed("a shape that a file can hold", f"shape {shape}")
    return shape


def key_of(name: bytes, slice_: Extents) -> bytes:
    """The key a slice of tensor `name` is stored under."""
    escaped = SPECIAL.sub(lambda found: found[0] + bytes([0xFF - found[0][0]]), name)
    numbers = b"".join(_signed(number) for axis in slice_ for number in axis)
    return b"\x00" + escaped + b"\x00\x01" + _natural(len(slice_)) + numbers


def pieces(name: bytes, shape: Shape, slices: Iterable[Extents]) -> list[Piece]:
    """Every slice with its key and place, in the order of their places.

    Raises `Malformed` unless together they have the volume of the tensor.
    """
    found = [Piece(key_of(name, slice_), _box(shape, slice_)) for slice_ in slices]
    found.sort(key=lambda piece: tuple(side.start for side in piece.box))
    held = sum(math.prod(piece.shape) for piece in found)
    if held != math.prod(shape):
        raise Malformed(
            f"slices that cover all {math.prod(shape):,} numbers of shape {shape}",
            f"{held:,} numbers in {len(found):,}",
        )
    return found


def in_rows(found: Sequence[Piece], shape: Shape) -> bool:
    """Whether the pieces are whole rows, one after another from the first row to the last."""
    row = 0
    for piece in found:
        if not piece.box or piece.box[0].start != row or piece.shape[1:] != shape[1:]:
            return False
        row = piece.box[0].stop
    return bool(shape) and row == shape[0]


def assemble(
    shape: Shape, dtype: np.dtype, found: Sequence[Piece], read: Callable[[Piece], NDArray[Any]]
) -> NDArray[Any]:
    """The whole tensor from its pieces. Raises `Malformed` where they overlap, so that something is left open."""
    whole = np.empty(shape, dtype)
    seen = None if in_rows(found, shape) else np.zeros(shape, bool)
    for piece in found:
        whole[piece.box] = read(piece)
        if seen is not None:
            seen[piece.box] = True
    if seen is not None and not seen.all():
        raise Malformed(
            f"slices that cover all of shape {shape}", f"{np.count_nonzero(~seen):,} numbers in none"
        )
    return whole


def _box(shape: Shape, slice_: Extents) -> tuple[slice, ...]:
    if len(slice_) != len(shape):
        raise Malformed(f"slices of {len(shape)} axes", f"one of {len(slice_)}")
    sides = [
        (start, size if length == ALL else length)
        for size, (start, length) in zip(shape, slice_, strict=True)
    ]
    for size, (start, length) in zip(shape, sides, strict=True):
        if start < 0 or length < 0 or start + length > size:
            raise Malformed(
                f"slices inside shape {shape}", f"{length:,} from {start:,} on an axis of {size:,}"
            )
    return tuple(slice(start, start + length) for start, length in sides)


def _natural(number: int) -> bytes:
    width = (number.bit_length() + 7) // 8
    return bytes([width]) + number.to_bytes(width, "big")


def _signed(number: int) -> bytes:
    """OrderedCode's signed number: as many leading ones as bytes (zeros where it is negative), so that the order is kept."""
    width = 1
    while not -(1 << 7 * width - 1) <= number < 1 << 7 * width - 1:
        width += 1
    ones = ((1 << width) - 1) << 7 * width
    return (number & (1 << 8 * width) - 1 ^ ones).to_bytes(width, "big")
