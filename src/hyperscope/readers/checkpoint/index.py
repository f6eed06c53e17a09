"""A bundle's index: a header, then an entry for each tensor and each slice, checked as far as the index tells.

After tensor_bundle.proto. What is wrong with one entry is that tensor's problem; only a broken table or header is everyone's.
"""

import math
from pathlib import Path
from typing import Any

import numpy as np

from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint import dtypes, protos, slices
from hyperscope.readers.checkpoint.damage import Malformed, place
from hyperscope.readers.checkpoint.files import read_index
from hyperscope.readers.checkpoint.shards import Shards
from hyperscope.readers.checkpoint.slices import Piece, Shape
from hyperscope.readers.checkpoint.stored import Stored
from hyperscope.readers.checkpoint.table import Table

VERSION = 1
BIG = 1


class Index:
    """The entries of the bundle at `prefix`. Raises `FormatError` if there is no such table, or no header in it.

    `tensors` are by key; `order` is the byte order of the data files, "little" or "big".
    """

    def __init__(self, prefix: Path, bounds: Bounds) -> None:
        self.path = bounds.admit(prefix.with_name(prefix.name + ".index"))
        self._prefix = prefix
        self._entries: dict[bytes, Any] = {}
        entries = Table(read_index(self.path), str(self.path)).entries()
        with place(str(self.path)):
            header = _header(*next(entries, (None, b"")))
        self.order = "big" if header.endianness == BIG else "little"
        self.shards = Shards(prefix, header.num_shards, bounds)
        self.tensors = self._list({key: bytes(value) for key, value in entries})

    def where(self, key: bytes) -> str:
        """How an error names this tensor."""
        return f"{self._prefix}, tensor {spoken_name(key)}"

    def known(self, key: bytes) -> tuple[Any, Shape, dtypes.DType]:
        """The entry, shape and type of a tensor. Raises its problem if it has one."""
        stored = self.tensors[key]
        if stored.problem is not None:
            raise stored.problem
        assert stored.shape is not None
        return self._entries[key], stored.shape, stored.dtype

    def entry(self, piece: Piece) -> Any:
        """The entry of a slice that `pieces` gave."""
        return self._entries[piece.key]

    def pieces(self, key: bytes, whole: Any, shape: Shape, dtype: dtypes.DType) -> list[Piece]:
        """The slices of a partitioned tensor. Raises `Malformed` where one is missing or of another kind."""
        found = slices.pieces(key, shape, map(slices.extents, whole.slices))
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
        if held > self.shards.total():
            raise Malformed(
                f"slices inside {self.shards.total():,} bytes of data", f"{held:,} bytes of slices"
            )
        return found

    def _list(self, raw: dict[bytes, bytes]) -> dict[bytes, Stored]:
        """Every tensor; keys that are some tensor's slice are not tensors."""
        broken: dict[bytes, HyperscopeError] = {}
        for key, value in raw.items():
            try:
                with place(self.where(key)):
                    self._entries[key] = protos.parse("Entry", value)
            except FormatError as problem:
                broken[key] = problem
        parts = {
            slices.key_of(key, slices.extents(slice_))
            for key, entry in self._entries.items()
            for slice_ in entry.slices
        }
        return {key: self._outline(key, broken.get(key)) for key in raw if key not in parts}

    def _outline(self, key: bytes, broken: HyperscopeError | None) -> Stored:
        entry = self._entries.get(key)
        if entry is None or broken is not None:
            return Stored(key, None, dtypes.DType("unknown"), broken)
        dtype = dtypes.of(entry.dtype)
        shape: Shape | None = None
        try:
            with place(self.where(key)):
                shape = slices.shape_of(entry.shape)
                self._check(key, entry, shape, dtype)
        except HyperscopeError as problem:
            return Stored(key, shape, dtype, problem)
        twin = None if entry.slices else (entry.crc32c, entry.size)
        return Stored(key, shape, dtype, twin=twin)

    def _check(self, key: bytes, entry: Any, shape: Shape, dtype: dtypes.DType) -> None:
        """What the index alone can tell is wrong."""
        if entry.slices:
            self.pieces(key, entry, shape, dtype)
            return
        if not dtype.is_text:
            check_size(entry.size, shape, dtype.width())
        self.shards.check(entry.shard, entry.offset, entry.size)


def _header(key: bytes | None, value: memoryview | bytes) -> Any:
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
    return header


def spoken_name(key: bytes) -> str:
    """A key as people can read it."""
    return repr(key[:200].decode("utf-8", "backslashreplace"))


def check_size(size: int, shape: Shape, width: np.dtype) -> None:
    """Raise `Malformed` unless a tensor of this shape has this many bytes."""
    needed = math.prod(shape) * width.itemsize
    if size != needed:
        raise Malformed(
            f"{needed:,} bytes for shape {shape} of {width.itemsize} bytes each", f"{size:,} bytes"
        )


def _spoken(box: tuple[slice, ...]) -> str:
    return "[" + ", ".join(f"{side.start}:{side.stop}" for side in box) + "]"
