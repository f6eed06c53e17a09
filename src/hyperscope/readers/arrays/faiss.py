"""FAISS indexes that keep their vectors as they are (IndexFlat, with or without ids of their own), mapped.

The layout is that of faiss/impl/index_write.cpp: a word of four letters, a header, then counted arrays.
"""

import struct
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import shapes
from hyperscope.readers.beside import companions
from hyperscope.readers.numbers import Numbers
from hyperscope.readers.source import Source, listed

FLAT = (b"IxFI", b"IxF2", b"IxFl")
WITH_IDS = (b"IxMp", b"IxM2")
HEADER = struct.Struct("<iqqqBi")
FEW_METRICS = 1
FIX = "The file is damaged or cut off: write the index again."


@dataclass(frozen=True, slots=True)
class Flat:
    """(n, d) float32 at `offset`, ids of 64 bits at `ids`, if there are any."""

    n: int
    d: int
    offset: int
    ids: int | None


def inspect(source: Source) -> list[Entry]:
    """One entry. Raises `FormatError` for damage, and for an index that keeps its vectors in another form."""
    flat = _scan(source.path)
    shape = shapes.check((flat.n, flat.d), str(source.path))
    beside = companions.chosen(source.options)
    load = partial(_load, source, flat, beside)
    files = {"tensor": source.path} | beside.files()
    return [listed(source, source.stem, load, shape, "float32", files=files)]


def _load(source: Source, flat: Flat, beside: companions.Companions) -> Dataset:
    vectors = np.memmap(source.path, "<f4", "r", flat.offset, (flat.n, flat.d))
    ids = None if flat.ids is None else np.memmap(source.path, "<i8", "r", flat.ids, (flat.n,))
    columns = {} if ids is None else {"id": Column.of("id", ids.tolist())}
    return companions.join(source.stem, Numbers(vectors, columns), beside)


def _scan(path: Path) -> Flat:
    size, where = path.stat().st_size, str(path)
    with path.open("rb") as file:
        word = file.read(4)
        if word in WITH_IDS:
            count, _ = _header(file, where)
            word = file.read(4)
        else:
            count = None
        if word not in FLAT:
            raise FormatError(
                "an index that keeps whole vectors (IndexFlat)",
                f"one of the kind {word.decode('latin1')!r}",
                "Its vectors are compressed or spread: open what it was made from, or save index.reconstruct_n(0, n) as .npy.",
                where=where,
            )
        n, d = _header(file, where)
        offset = _array(file, n * d, 4, size, where)
        file.seek(offset + 4 * n * d)
        ids = None if count is None else _array(file, n, 8, size, where)
    return Flat(n, d, offset, ids)


def _header(file: BinaryIO, where: str) -> tuple[int, int]:
    data = file.read(HEADER.size)
    if len(data) < HEADER.size:
        raise FormatError(f"a header of {HEADER.size} bytes", f"{len(data)}", FIX, where=where)
    d, n, _, _, _, metric = HEADER.unpack(data)
    if metric > FEW_METRICS:
        file.read(4)
    if n < 0 or d < 0:
        raise FormatError("sizes that are not negative", f"{n:,} × {d:,}", FIX, where=where)
    return n, d


def _array(file: BinaryIO, count: int, width: int, size: int, where: str) -> int:
    """Where a counted array begins. Raises `FormatError` unless it holds `count` numbers inside the file."""
    data = file.read(8)
    offset, told = file.tell(), int.from_bytes(data, "little")
    if len(data) < 8 or told != count or offset + count * width > size:
        raise FormatError(
            f"{count:,} numbers inside the file", f"{told:,} in {size:,} bytes", FIX, where=where
        )
    return offset
