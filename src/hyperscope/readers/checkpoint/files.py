"""Reading a checkpoint's files: whole where they are small enough, else mapped."""

from pathlib import Path

import numpy as np

from hyperscope.errors import FormatError
from hyperscope.readers.checkpoint.wire import Buffer

INDEX_BYTES_AT_MOST = 1 << 30


def read_index(path: Path) -> bytes:
    """A bundle's index, whole. Raises `FormatError` for one too large to be one."""
    size = path.stat().st_size
    if size > INDEX_BYTES_AT_MOST:
        raise FormatError(
            f"an index of at most {INDEX_BYTES_AT_MOST:,} bytes",
            f"{size:,}",
            "Check the file.",
            where=str(path),
        )
    return path.read_bytes()


def mapped(path: Path) -> Buffer:
    """The whole file as read-only bytes, mapped unless it is empty."""
    return np.memmap(path, np.uint8, "r").data if path.stat().st_size else b""


def tail(path: Path, count: int) -> bytes:
    """The last bytes of a regular file; none where it cannot be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - count))
            return file.read(count)
    except OSError:
        return b""
