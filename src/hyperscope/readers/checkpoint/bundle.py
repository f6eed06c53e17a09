"""Version 2: a tensor bundle, `P.index` (a table of entries) and `P.data-00000-of-0000N` (nothing but numbers).

After tensor_bundle.proto and tensor_bundle.cc. Opening reads the index alone; numbers are views of the mapped data files,
checked against their CRC-32C when they are first asked for.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.readers.checkpoint import checksum, dtypes, protos, slices, strings
from hyperscope.readers.checkpoint.damage import Malformed, place
from hyperscope.readers.checkpoint.files import Bounds, read_index
from hyperscope.readers.checkpoint.shards import Shards
from hyperscope.readers.checkpoint.slices import Piece, Shape
from hyperscope.readers.checkpoint.stored import Stored
from hyperscope.readers.checkpoint.table import Table

VERSION = 1
BIG = 1


class Bundle:
    """The tensors at `prefix` by key. Raises `FormatError` if the index is none; a bad entry is a tensor's problem."""

    def __init__(self, prefix: Path, bounds: Bounds | None = None) -> None:
        bounds = bounds or Bounds()
        index = bounds.admit(prefix.with_name(prefix.name + ".index"))
        self.files = (index,)
        self._prefix = prefix
        self._entries: dict[bytes, Any] = {}
        self._verified: set[bytes] = set()
        table = Table(read_index(index), str(index))
        entries = table.entries()
        with place(str(index)):
            self._order = self._read_header(entries, bounds)
        raw = {key: bytes(value) for key, value in entries}
        self.tensors = self._list(raw)

    def read(self, key: bytes, verify: bool = True) -> NDArray[Any]:
        """The tensor; a view of the mapped file where its bytes lie in one piece and are numpy's."""
        with place(self._where(key)):
            entry, shape, dtype = self._known(key)
            if not entry.slices:
                return self._numbers(key, entry, shape, dtype, verify)
            found = slices.pieces(key, shape, map(slices.extents, entry.slices))
            self._check_pieces(found, entry, dtype)
            joined = self._in_one_place(found, shape, dtype, verify)
            if joined is not None:
                return joined

            def part(piece: Piece) -> NDArray[Any]:
                return self._numbers(piece.key, self._entries[piece.key], piece.shape, dtype, verify)

            return slices.assemble(shape, dtype.array(np.empty(0, dtype.width())).dtype, found, part)

    def strings(self, key: bytes) -> list[bytes]:
        """The elements of a string tensor, in row order."""
        with place(self._where(key)):
            entry, shape, dtype = self._known(key)
            if not dtype.is_text or entry.slices:
                raise Malformed("a tensor of strings", f"one of {dtype.name}", dtypes.NOT_NUMBERS)
            data = self._shards.bytes(entry.shard, entry.offset, entry.size)
            return strings.unpack(data.data, math.prod(shape), entry.crc32c, self._order)

    def _read_header(self, entries: Any, bounds: Bounds) -> str:
        key, value = next(entries, (None, b""))
        if key != b"":
            raise Malformed("a header as the first entry", "none" if key is None else f"{key[:40]!r}")
        header = protos.parse("Header", bytes(value))
        version = header.version
        if version.min_consumer > VERSION or VERSION in version.bad_consumers:
            raise Malformed(
                f"a bundle for readers of version {VERSION}",
                f"one for version {version.min_consumer} and later",
                "Save the model again with a current TensorFlow.",
            )
        self._shards = Shards(self._prefix, header.num_shards, bounds)
        return "big" if header.endianness == BIG else "little"

    def _list(self, raw: dict[bytes, bytes]) -> dict[bytes, Stored]:
        """Every tensor; keys that are some tensor's slice are not tensors."""
        broken: dict[bytes, HyperscopeError] = {}
        for key, value in raw.items():
            try:
                with place(self._where(key)):
                    self._entries[key] = protos.parse("Entry", value)
            except FormatError as problem:
                broken[key] = problem
        parts = {part for key, entry in self._entries.items() for part in self._parts(key, entry)}
        return {key: self._outline(key, broken.get(key)) for key in raw if key not in parts}

    def _parts(self, key: bytes, entry: Any) -> list[bytes]:
        try:
            return [slices.key_of(key, slices.extents(slice_)) for slice_ in entry.slices]
        except Malformed:
            return []

    def _outline(self, key: bytes, broken: HyperscopeError | None) -> Stored:
        entry = self._entries.get(key)
        if entry is None or broken is not None:
            return Stored(key, None, dtypes.DType("unknown"), broken)
        dtype = dtypes.of(entry.dtype)
        shape: Shape | None = None
        try:
            with place(self._where(key)):
                shape = slices.shape_of(entry.shape)
                self._check(key, entry, shape, dtype)
        except HyperscopeError as problem:
            return Stored(key, shape, dtype, problem)
        twin = None if entry.slices else (entry.crc32c, entry.size)
        return Stored(key, shape, dtype, twin=twin)

    def _check(self, key: bytes, entry: Any, shape: Shape, dtype: dtypes.DType) -> None:
        """What the index alone can tell is wrong."""
        if entry.slices:
            found = slices.pieces(key, shape, map(slices.extents, entry.slices))
            self._check_pieces(found, entry, dtype)
            return
        if not dtype.is_text:
            _check_size(entry.size, shape, dtype.width())
        self._shards.check(entry.shard, entry.offset, entry.size)

    def _check_pieces(self, found: list[Piece], whole: Any, dtype: dtypes.DType) -> None:
        held = 0
        for piece in found:
            entry = self._entries.get(piece.key)
            if entry is None or entry.slices:
                raise Malformed("every slice in the index", f"none for {_spoken(piece.box)}")
            if entry.dtype != whole.dtype or slices.shape_of(entry.shape) != piece.shape:
                got = f"{dtypes.of(entry.dtype).name} {slices.shape_of(entry.shape)}"
                raise Malformed(f"a slice of {dtype.name} {piece.shape} at {_spoken(piece.box)}", got)
            self._check(piece.key, entry, piece.shape, dtype)
            held += entry.size
        if held > self._shards.total():
            raise Malformed(
                f"slices inside {self._shards.total():,} bytes of data", f"{held:,} bytes of slices"
            )

    def _known(self, key: bytes) -> tuple[Any, Shape, dtypes.DType]:
        stored = self.tensors[key]
        if stored.problem is not None:
            raise stored.problem
        assert stored.shape is not None
        return self._entries[key], stored.shape, stored.dtype

    def _numbers(
        self, key: bytes, entry: Any, shape: Shape, dtype: dtypes.DType, verify: bool
    ) -> NDArray[Any]:
        return dtype.array(self._raw(key, entry, shape, dtype, verify))

    def _raw(self, key: bytes, entry: Any, shape: Shape, dtype: dtypes.DType, verify: bool) -> NDArray[Any]:
        width = dtype.width()
        _check_size(entry.size, shape, width)
        data = self._shards.bytes(entry.shard, entry.offset, entry.size)
        self._verify(key, data, entry.crc32c, verify)
        return data.view(np.ndarray).view(width.newbyteorder(self._sign)).reshape(shape)

    def _in_one_place(
        self, found: list[Piece], shape: Shape, dtype: dtypes.DType, verify: bool
    ) -> NDArray[Any] | None:
        """The view of a tensor whose pieces are rows that follow each other in one file, or None."""
        entries = [self._entries[piece.key] for piece in found]
        at = entries[0].offset if entries else 0
        if not slices.in_rows(found, shape):
            return None
        for entry in entries:
            if entry.shard != entries[0].shard or entry.offset != at:
                return None
            at += entry.size
        for piece, entry in zip(found, entries, strict=True):
            self._raw(piece.key, entry, piece.shape, dtype, verify)
        data = self._shards.bytes(entries[0].shard, entries[0].offset, at - entries[0].offset)
        raw = data.view(np.ndarray).view(dtype.width().newbyteorder(self._sign))
        return dtype.array(raw.reshape(shape))

    @property
    def _sign(self) -> Any:
        return ">" if self._order == "big" else "<"

    def _verify(self, key: bytes, data: NDArray[np.uint8], crc32c: int, wanted: bool) -> None:
        if wanted and key not in self._verified:
            checksum.check(checksum.extend(0, data), crc32c, "numbers")
            self._verified.add(key)

    def _where(self, key: bytes) -> str:
        return f"{self._prefix}, tensor {spoken_name(key)}"


def spoken_name(key: bytes) -> str:
    """A key as people can read it."""
    return repr(key[:200].decode("utf-8", "backslashreplace"))


def _check_size(size: int, shape: Shape, width: np.dtype) -> None:
    needed = math.prod(shape) * width.itemsize
    if size != needed:
        raise Malformed(
            f"{needed:,} bytes for shape {shape} of {width.itemsize} bytes each", f"{size:,} bytes"
        )


def _spoken(box: tuple[slice, ...]) -> str:
    return "[" + ", ".join(f"{side.start}:{side.stop}" for side in box) + "]"
