"""Compressed text files (.gz, .zst): unpacked in memory, as far as that is reasonable."""

from pathlib import Path

import pyarrow as pa

from hyperscope.errors import FormatError
from hyperscope.progress import tell
from hyperscope.readers import inflation

MARKS = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
SUFFIXES = (".gz", ".zst")
BLOCK_BYTES = 1 << 20


def codec(head: bytes) -> str | None:
    """The compression that a file's first bytes tell, or None."""
    return next((name for mark, name in MARKS.items() if head.startswith(mark)), None)


def bare(name: str) -> str:
    """A file's name without the suffix of its compression."""
    for suffix in SUFFIXES:
        name = name[: -len(suffix)] if name.lower().endswith(suffix) else name
    return name


def read(path: Path) -> bytes:
    """The content of a file, unpacked if need be. Raises `FormatError` for damage and for bombs."""
    with path.open("rb") as file:
        name = codec(file.read(4))
    if name is None:
        return path.read_bytes()
    stored = path.stat().st_size
    blocks, size = [], 0
    try:
        with pa.input_stream(path, compression=name) as stream:
            while block := stream.read(BLOCK_BYTES):
                blocks.append(block)
                size += len(block)
                tell("Unpacking", size)
                inflation.check(size, stored, str(path), "If that is meant, unpack the file first.")
    except (OSError, pa.ArrowException) as error:
        raise _damaged(path, name, error) from None
    return b"".join(blocks)


def head(path: Path, first: bytes, size: int) -> bytes:
    """The first `size` bytes of the unpacked content of a file whose own `first` bytes are known."""
    name = codec(first)
    if name is None:
        return first
    try:
        with pa.input_stream(path, compression=name) as stream:
            return stream.read(size)
    except (OSError, pa.ArrowException) as error:
        raise _damaged(path, name, error) from None


def _damaged(path: Path, name: str, error: Exception) -> FormatError:
    fix = "The file is damaged or cut off: write or copy it again."
    return FormatError(f"{name} data", str(error), fix, where=str(path))
