"""NumPy's .npy: mapped, or read in windows where it cannot be; never unpickled, its header checked before anything is allocated.

Format: numpy.lib.format, versions 1.0, 2.0 and 3.0.
"""

import ast
import errno
import math
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, PathError
from hyperscope.readers import shapes
from hyperscope.readers.arrays.windows import Windows
from hyperscope.readers.beside import companions
from hyperscope.readers.numbers import Numbers, Outline
from hyperscope.readers.source import Source, listed

MAGIC = b"\x93NUMPY"
HEADER_BYTES_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Header:
    dtype: np.dtype
    fortran: bool
    shape: tuple[int, ...]
    offset: int


def inspect(source: Source) -> list[Entry]:
    """One entry, named after the file; of records as a table has them. Raises `FormatError` for what has no vectors."""
    from hyperscope.readers.arrays import records  # they have metadata, which may be a .npy again

    header = read_header(source.path)
    if header.dtype.names is not None:
        return records.entries(source, _mapped(source.path, header))
    seen = outline(source.path)
    beside = companions.chosen(source.options)

    def load() -> Dataset:
        return companions.join(source.path.stem, read(source.path), beside)

    files = {"tensor": source.path} | beside.files()
    return [listed(source, source.path.stem, load, seen.shape, seen.dtype, notes=seen.notes, files=files)]


def outline(path: Path) -> Outline:
    """Shape and dtype as the header says, checked against the file's size."""
    header = _of_numbers(path)
    n, d = shapes.check(header.shape, str(path))
    return Outline((n, d), str(header.dtype.newbyteorder("=")))


def read(path: Path) -> Numbers:
    """The array, memory-mapped in its stored dtype and order; read in windows where a limit leaves no room for a map."""
    header = _of_numbers(path)
    n, d = shapes.check(header.shape, str(path))
    try:
        vectors, notes = shapes.flat(_mapped(path, header))
    except PathError:
        if header.fortran or len(header.shape) != 2 or not hasattr(os, "pread"):
            raise
        vectors: Any = Windows(path, header.dtype, header.offset, (n, d))
        notes = ("A limit leaves no room to map the file: its rows are read when they are needed.",)
    return Numbers(vectors, notes=notes)


def _mapped(path: Path, header: Header) -> NDArray[Any]:
    """Raises `PathError` where a limit on address space does not allow for it."""
    order = "F" if header.fortran else "C"
    try:
        return np.memmap(path, header.dtype, "r", header.offset, header.shape, order)
    except OSError as error:
        if error.errno != errno.ENOMEM:
            raise
        size = path.stat().st_size
        raise PathError(
            f"{size:,} bytes of address space, which mapping the file takes",
            "a limit below that",
            "Raise the limit (ulimit -v unlimited): memory is taken only for what is being read.",
            where=str(path),
        ) from None


def _of_numbers(path: Path) -> Header:
    """The header of an array of real numbers; any other raises `FormatError`."""
    header = read_header(path)
    shapes.check_kind(header.dtype.kind, str(header.dtype), str(path))
    return header


def read_header(path: Path) -> Header:
    """Raises `FormatError` for a broken header, one value that is no number, or a file shorter than its header says."""
    where = str(path)
    size = path.stat().st_size
    with path.open("rb") as file:
        header = parse_header(file, size, where)
    if header.dtype.names is None:
        shapes.check_kind(header.dtype.kind, str(header.dtype), where)
    check_size(header, size, where)
    return header


def parse_header(file: IO[bytes], size: int, where: str) -> Header:
    """The header of `size` bytes that begin here. Raises `FormatError` where it is none."""
    text, offset = _header_text(file, size, where)
    return _parse(text, offset, where)


def check_size(header: Header, size: int, where: str) -> None:
    """Raise `FormatError` where `size` bytes are fewer than the header claims."""
    needed = header.offset + math.prod(header.shape) * header.dtype.itemsize
    if size < needed:
        raise FormatError(
            f"{needed:,} bytes for shape {header.shape} of {header.dtype}",
            f"{size:,} bytes",
            "The file is cut off: write or copy it again.",
            where=where,
        )


def _header_text(file: IO[bytes], size: int, where: str) -> tuple[str, int]:
    """The header as text, and where it ends."""
    head = file.read(8)
    if len(head) < 8 or not head.startswith(MAGIC):
        got = "an empty file" if size == 0 else f"a file starting with {head[:6]!r}"
        raise FormatError("a NumPy .npy file", got, "Write it with numpy.save.", where=where)
    width = "<H" if head[6] == 1 else "<I"
    length = file.read(struct.calcsize(width))
    count = struct.unpack(width, length)[0] if len(length) == struct.calcsize(width) else size
    if count > min(HEADER_BYTES_AT_MOST, size):
        raise _broken(f"one of {count:,} bytes in a file of {size:,}", where)
    text = file.read(count).decode("utf-8" if head[6] >= 3 else "latin-1", "replace")
    return text, len(head) + len(length) + count


def _parse(text: str, offset: int, where: str) -> Header:
    try:
        fields = ast.literal_eval(text.strip())
        dtype = np.dtype(fields["descr"])
        shape = tuple(fields["shape"])
        fortran = bool(fields["fortran_order"])
    except (ValueError, SyntaxError, TypeError, KeyError, RecursionError, MemoryError):
        raise _broken(f"{text[:60]!r}", where) from None
    if not all(type(length) is int and length >= 0 for length in shape):
        raise _broken(f"shape {shape}", where)
    return Header(dtype, fortran, shape, offset)


def _broken(got: str, where: str) -> FormatError:
    return FormatError(
        "a header with descr, fortran_order and shape", got, "Write the file with numpy.save.", where=where
    )
