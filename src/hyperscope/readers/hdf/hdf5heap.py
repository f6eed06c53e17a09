"""HDF5's global heaps, where words of any length lie: looked through before the library reads them.

A free-space object of size 0 sends the HDF5 library (1.14) into a loop without end, with every lock held. Layout: HDF5
File Format Specification 3.0, III.E.
"""

import mmap
import struct
from functools import lru_cache
from pathlib import Path

from hyperscope.errors import FormatError

MARK = b"GCOL\1\0\0\0"
SIZE = struct.Struct("<Q")
HEADER_BYTES = 16
OBJECT = struct.Struct("<H6xQ")
SMALLEST = 4_096
SEARCHED_BYTES_AT_MOST = 1 << 30


def check_file(path: Path) -> None:
    """Raise `FormatError` for a heap that has no end. Files beyond 1 GB are left to the library."""
    seen = path.stat()
    if 0 < seen.st_size <= SEARCHED_BYTES_AT_MOST:
        _check_once(path, seen.st_size, seen.st_mtime_ns)


def check(data: bytes | mmap.mmap, where: str) -> None:
    """Raise `FormatError` if one of the heaps in `data` has no end."""
    at = data.find(MARK)
    while at >= 0:
        if at + HEADER_BYTES <= len(data) and _is_endless(data, at):
            fix = "The file is damaged: write or copy it again."
            raise FormatError(
                "a heap of words that ends", f"one without end at byte {at:,}", fix, where=where
            )
        at = data.find(MARK, at + len(MARK))


@lru_cache(maxsize=64)
def _check_once(path: Path, size: int, changed: int) -> None:  # noqa: ARG001  (the same bytes are looked through once)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        check(data, str(path))


def _is_endless(data: bytes | mmap.mmap, start: int) -> bool:
    (size,) = SIZE.unpack_from(data, start + 8)
    at, end = start + HEADER_BYTES, start + size
    if size < SMALLEST or end > len(data):
        return False
    while at + OBJECT.size <= end:
        index, length = OBJECT.unpack_from(data, at)
        step = length if index == 0 else OBJECT.size + (length + 7) // 8 * 8
        if step == 0:
            return True
        at += step
    return False
