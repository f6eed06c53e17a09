"""The protocol buffer wire format, as far as values must be found without copying them.

Small messages go through `protos`; this scanner serves the tensors of V1 files, which may be gigabytes.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from hyperscope.readers.checkpoint.damage import Malformed

Buffer: TypeAlias = bytes | memoryview
Field: TypeAlias = tuple[int, int, int, int]

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
WIDTH = {FIXED64: 8, FIXED32: 4}
LONGEST = 10
BLOCK = 1 << 20
GROUP = np.uint8(0x7F)


def varint(data: memoryview | bytes, at: int, end: int) -> tuple[int, int]:
    """(the number, where the next byte is). At most ten bytes; a negative int64 comes as its two's complement."""
    value = shift = 0
    for place in range(at, min(end, at + LONGEST)):
        byte = data[place]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place + 1
        shift += 7
    raise Malformed(f"a number at byte {at:,}", "one that does not end")


def fields(data: memoryview, at: int, end: int) -> Iterator[Field]:
    """(number, wire type, first byte, end) of every field in the message that fills `at`…`end`."""
    while at < end:
        tag, start = varint(data, at, end)
        number, wire = tag >> 3, tag & 7
        if wire == BYTES:
            length, start = varint(data, start, end)
            stop = start + length
        elif wire == VARINT:
            stop = varint(data, start, end)[1]
        elif wire in WIDTH:
            stop = start + WIDTH[wire]
        else:
            raise Malformed("a protocol buffer field", f"wire type {wire} at byte {at:,}")
        if number == 0 or stop > end:
            raise Malformed("a whole protocol buffer field", f"field {number} past the end at byte {at:,}")
        yield number, wire, start, stop
        at = stop


def numbers(packed: Buffer) -> NDArray[np.uint64]:
    """All varints in `packed`, a megabyte at a time. Raises `Malformed` where the last one does not end."""
    raw = np.frombuffer(packed, np.uint8) if len(packed) else np.empty(0, np.uint8)
    done: list[NDArray[np.uint64]] = []
    at = 0
    while at < len(raw):
        ends = np.flatnonzero(raw[at : at + BLOCK] <= GROUP)
        if not len(ends):
            raise Malformed(f"a number at byte {at:,}", "one that does not end")
        done.append(_joined(raw[at : at + ends[-1] + 1], ends))
        at += int(ends[-1]) + 1
    return np.concatenate(done) if done else np.empty(0, np.uint64)


def _joined(raw: NDArray[np.uint8], ends: NDArray[np.intp]) -> NDArray[np.uint64]:
    starts = np.concatenate([[0], ends[:-1] + 1])
    lengths = ends - starts + 1
    longest = int(lengths.max())
    if longest > LONGEST:
        raise Malformed(f"numbers of at most {LONGEST} bytes", f"one of {longest:,}")
    values = (raw[starts] & GROUP).astype(np.uint64)
    for place in range(1, longest):
        rows = np.flatnonzero(lengths > place)
        values[rows] |= (raw[starts[rows] + place] & GROUP).astype(np.uint64) << np.uint64(7 * place)
    return values
