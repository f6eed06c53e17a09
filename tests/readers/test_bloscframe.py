"""Frames of Blosc: all that the library writes are admitted, and those that lie are refused before it believes them."""

import random
import struct

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers.arrays import bloscframe

blosc = pytest.importorskip("numcodecs.blosc")
NUMBERS = np.random.default_rng(0).integers(0, 9, 5000).astype("<f4")
NBYTES, BLOCKSIZE, CBYTES, FIRST_BLOCK = 4, 8, 12, 16


def packed(numbers=NUMBERS, **options):
    return bytearray(blosc.Blosc(**options).encode(numbers))


def lying(at, claimed, **options):
    frame = packed(**options)
    struct.pack_into("<i", frame, at, claimed)
    return frame


@pytest.mark.parametrize("cname", blosc.list_compressors())
@pytest.mark.parametrize("shuffle", [blosc.NOSHUFFLE, blosc.SHUFFLE, blosc.BITSHUFFLE])
@pytest.mark.parametrize("dtype", ["u1", "<f2", "<f4", "<f8", "S3", "S17"])
def test_every_frame_that_the_library_writes_is_admitted(cname, shuffle, dtype):
    for size in (0, 1, 31, 200, 5000, 70_001):
        noise = np.frombuffer(random.Random(size).randbytes(size * np.dtype(dtype).itemsize), dtype)
        for numbers in (noise, np.zeros(size, dtype)):
            for blocksize in (0, 1024):
                bloscframe.check(packed(numbers, cname=cname, shuffle=shuffle, blocksize=blocksize))


@pytest.mark.parametrize(("frame", "told"), [
    (packed()[:9], "a header of 16 bytes, got 9"),
    (lying(0, 7), "a frame of version 2, got version 7"),
    (lying(CBYTES, 1 << 30), "got one that claims 1,073,741,824"),
    (packed()[:-1], "as long as its chunk"),
    (lying(NBYTES, -1), "blocks that fill the frame"),
    (lying(NBYTES, 1 << 30), r"at most 268,435,456 bytes"),
    (lying(NBYTES, 200 << 20), r"the places of|streams inside"),
    (lying(BLOCKSIZE, 0), "got blocks of 0 bytes"),
    (lying(BLOCKSIZE, 1), "the places of 20,000 blocks"),
    (lying(FIRST_BLOCK, 3), "blocks after byte"),
    (lying(FIRST_BLOCK, 1 << 30), "streams inside the frame"),
    (lying(NBYTES, 20_004, clevel=0), "20,004 bytes after the header, got 20,000"),
])  # fmt: skip
def test_a_frame_that_lies_is_refused_in_words(frame, told):
    with pytest.raises(FormatError, match=told):
        bloscframe.check(bytes(frame))


@pytest.mark.parametrize("cname", blosc.list_compressors())
def test_a_stream_that_leaves_the_frame_is_refused(cname):
    frame = packed(cname=cname)
    (first,) = struct.unpack_from("<i", frame, FIRST_BLOCK)
    for length in (-1, len(frame), (1 << 31) - 1):
        struct.pack_into("<i", frame, first, length)
        with pytest.raises(FormatError, match="streams inside the frame"):
            bloscframe.check(bytes(frame))
