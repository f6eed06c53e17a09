"""Version 2: a tensor bundle, `P.index` (a table of entries) and `P.data-00000-of-0000N` (nothing but numbers).

After tensor_bundle.cc. Opening reads the index alone; numbers are views of the mapped data files,
checked against their CRC-32C when they are first asked for.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint import checksum, dtypes, slices, strings
from hyperscope.readers.checkpoint.damage import Malformed, place
from hyperscope.readers.checkpoint.index import Index, check_size
from hyperscope.readers.checkpoint.slices import Piece, Shape


class Bundle:
    """The tensors at `prefix` by key. Raises `FormatError` if the index is none; a bad entry is a tensor's problem."""

    def __init__(self, prefix: Path, bounds: Bounds | None = None) -> None:
        self._index = Index(prefix, bounds or Bounds())
        self._verified: set[bytes] = set()
        self.tensors = self._index.tensors
        self.files = (self._index.path,)

    def read(self, key: bytes, verify: bool = True) -> NDArray[Any]:
        """The tensor; a view of the mapped file where its bytes lie in one piece and are numpy's."""
        with place(self._index.where(key)):
            entry, shape, dtype = self._index.known(key)
            if not entry.slices:
                return self._numbers(key, entry, shape, dtype, verify)
            found = self._index.pieces(key, entry, shape, dtype)
            joined = self._in_one_place(found, shape, dtype, verify)
            if joined is not None:
                return joined

            def part(piece: Piece) -> NDArray[Any]:
                return self._numbers(piece.key, self._index.entry(piece), piece.shape, dtype, verify)

            return slices.assemble(shape, dtype.array(np.empty(0, dtype.width())).dtype, found, part)

    def strings(self, key: bytes) -> list[bytes]:
        """The elements of a string tensor, in row order."""
        with place(self._index.where(key)):
            entry, shape, dtype = self._index.known(key)
            if not dtype.is_text:
                raise Malformed("a tensor of strings", f"one of {dtype.name}", dtypes.NOT_NUMBERS)
            if entry.slices:
                raise Malformed("strings in one piece", f"{len(entry.slices):,} slices", dtypes.NOT_NUMBERS)
            data = self._index.shards.bytes(entry.shard, entry.offset, entry.size)
            return strings.unpack(data.data, math.prod(shape), entry.crc32c, self._index.order)

    def _numbers(
        self, key: bytes, entry: Any, shape: Shape, dtype: dtypes.DType, verify: bool
    ) -> NDArray[Any]:
        return dtype.array(self._raw(key, entry, shape, dtype, verify))

    def _raw(self, key: bytes, entry: Any, shape: Shape, dtype: dtypes.DType, verify: bool) -> NDArray[Any]:
        width = dtype.width()
        check_size(entry.size, shape, width)
        data = self._index.shards.bytes(entry.shard, entry.offset, entry.size)
        self._verify(key, data, entry.crc32c, verify)
        return data.view(np.ndarray).view(width.newbyteorder(self._sign)).reshape(shape)

    def _in_one_place(
        self, found: list[Piece], shape: Shape, dtype: dtypes.DType, verify: bool
    ) -> NDArray[Any] | None:
        """The view of a tensor whose pieces are rows that follow each other in one file, or None."""
        entries = [self._index.entry(piece) for piece in found]
        at = entries[0].offset if entries else 0
        if not slices.in_rows(found, shape):
            return None
        for entry in entries:
            if entry.shard != entries[0].shard or entry.offset != at:
                return None
            at += entry.size
        for piece, entry in zip(found, entries, strict=True):
            self._raw(piece.key, entry, piece.shape, dtype, verify)
        data = self._index.shards.bytes(entries[0].shard, entries[0].offset, at - entries[0].offset)
        raw = data.view(np.ndarray).view(dtype.width().newbyteorder(self._sign))
        return dtype.array(raw.reshape(shape))

    @property
    def _sign(self) -> Any:
        return ">" if self._index.order == "big" else "<"

    def _verify(self, key: bytes, data: NDArray[np.uint8], crc32c: int, wanted: bool) -> None:
        if wanted and key not in self._verified:
            checksum.check(checksum.extend(0, data), crc32c, "numbers")
            self._verified.add(key)
