"""Frames of Blosc 1, looked at before the library unpacks them: it believes the sizes they claim, and reads past their end.

A frame is a header, the place of each block, then the blocks: one or several streams, each after its length.
"""

import struct

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError
from hyperscope.readers import inflation

HEADER = struct.Struct("<BBBBiii")
VERSION = 2
COPIED, WHOLE = 0x02, 0x10  # flags: the bytes follow as they are; no block is split into streams
STREAMS_AT_MOST, STREAM_BYTES_AT_LEAST = 16, 128
LENGTH = 4
FIX = "The chunk is damaged: copy the store again."


def check(frame: bytes | memoryview) -> None:
    """Raise `FormatError` unless every size and place of a frame lies inside it."""
    size = len(frame)
    if size < HEADER.size:
        raise _damaged(f"a header of {HEADER.size} bytes", f"{size:,}")
    version, _, flags, width, unpacked, block, claimed = HEADER.unpack_from(frame)
    if version != VERSION or width < 1:
        raise _damaged(f"a frame of version {VERSION}", f"version {version}, numbers of {width} bytes")
    if claimed != size:
        raise _damaged(f"a frame as long as its chunk, {size:,} bytes", f"one that claims {claimed:,}")
    if unpacked < 0 or (unpacked and not 0 < block <= unpacked):
        raise _damaged("blocks that fill the frame", f"blocks of {block:,} bytes in {unpacked:,}")
    inflation.check(unpacked, size, "a chunk")
    if flags & COPIED:
        if claimed != unpacked + HEADER.size:
            raise _damaged(f"{unpacked:,} bytes after the header", f"{size - HEADER.size:,}")
    elif unpacked:
        _check_blocks(frame, unpacked, block, _streams(flags, width, block))


def _streams(flags: int, width: int, block: int) -> int:
    """How many streams a full block has: one for each byte of a number, or one."""
    split = not flags & WHOLE and width <= STREAMS_AT_MOST and block // width >= STREAM_BYTES_AT_LEAST
    return width if split else 1


def _check_blocks(frame: bytes | memoryview, unpacked: int, block: int, streams: int) -> None:
    count = -(-unpacked // block)
    first = HEADER.size + LENGTH * count
    if first > len(frame):
        raise _damaged(f"the places of {count:,} blocks", f"a frame of {len(frame):,} bytes")
    places = np.frombuffer(frame, "<i4", count, HEADER.size).astype(np.int64)
    if places.min() < first:
        raise _damaged(f"blocks after byte {first:,}", f"one at {places.min():,}")
    full = count - bool(unpacked % block)
    _check_streams(frame, places[:full], streams)
    _check_streams(frame, places[full:], 1)


def _check_streams(frame: bytes | memoryview, at: NDArray[np.int64], streams: int) -> None:
    """Follow the streams of all blocks side by side."""
    data = np.frombuffer(frame, np.uint8)
    for _ in range(streams if len(at) else 0):
        if at.max() + LENGTH > len(data):
            raise _damaged("streams inside the frame", f"one at byte {at.max():,} of {len(data):,}")
        lengths = data[at[:, None] + np.arange(LENGTH)].view("<i4")[:, 0]
        at = at + LENGTH + lengths
        if lengths.min() < 0 or at.max() > len(data):
            raise _damaged("streams inside the frame", f"one that ends at byte {at.max():,} of {len(data):,}")


def _damaged(expected: str, got: str) -> FormatError:
    return FormatError(f"a whole Blosc frame, {expected}", got, FIX)
