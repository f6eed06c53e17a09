"""Version 1: SavedTensorSlices in a table, one file or one for each device that saved.

After saved_tensor_slice.proto. The first record (key "") lists every tensor with shape, type and slices; the others hold
one slice each under the slice's key. Opening reads the first records alone. The only checksum is that of the table's block.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import HyperscopeError
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint import dtypes, protos, slices, values
from hyperscope.readers.checkpoint.damage import Malformed, place
from hyperscope.readers.checkpoint.files import mapped
from hyperscope.readers.checkpoint.index import spoken_name
from hyperscope.readers.checkpoint.slices import Extents, Piece, Shape
from hyperscope.readers.checkpoint.snappy import EXPANDS_AT_MOST
from hyperscope.readers.checkpoint.stored import Stored
from hyperscope.readers.checkpoint.table import Table

VERSION = 0
SMALLEST_NUMBER = 1  # a varint below 128


class SavedSlices:
    """The tensors in `files` by key. Raises `FormatError` if one of the files is no V1 checkpoint."""

    def __init__(self, files: Sequence[Path], bounds: Bounds | None = None) -> None:
        self.files = tuple((bounds or Bounds()).admit(path) for path in files)
        self._tables = [Table(mapped(path), str(path)) for path in self.files]
        self._slices: dict[bytes, dict[Extents, None]] = {}
        self._holders: dict[bytes, Table] = {}
        self._bytes = sum(path.stat().st_size for path in self.files)
        self.tensors: dict[bytes, Stored] = {}
        for table in self._tables:
            self._list(table)
        for key, stored in self.tensors.items():
            self.tensors[key] = self._checked(stored)

    def read(self, key: bytes, verify: bool = True) -> NDArray[Any]:
        """The tensor; a view of the mapped file where it is one slice of floats."""
        stored, shape = self._known(key)
        with place(self._where(key)):
            found = slices.pieces(key, shape, self._slices[key])
            if len(found) == 1:
                return self._numbers(stored, found[0], verify)
            dtype = stored.dtype.array(np.empty(0, stored.dtype.width())).dtype
            return slices.assemble(shape, dtype, found, lambda piece: self._numbers(stored, piece, verify))

    def strings(self, key: bytes) -> list[bytes]:
        """The elements of a string tensor, in row order."""
        stored, shape = self._known(key)
        with place(self._where(key)):
            found = slices.pieces(key, shape, self._slices[key])
            if not stored.dtype.is_text or len(found) != 1:
                raise Malformed("a tensor of strings in one slice", f"{len(found)} of {stored.dtype.name}")
            return values.strings(self._record(found[0], True), math.prod(shape))

    def _list(self, table: Table) -> None:
        first = table.first()
        with place(table.where):
            if first is None or first[0] != b"":
                raise Malformed("a V1 checkpoint, which begins with a list of its tensors", "another table")
            record = protos.parse("SavedFirst", bytes(first[1]))
            if not record.HasField("meta"):
                raise Malformed("a V1 checkpoint, which begins with a list of its tensors", "another record")
            version = record.meta.version
            if version.min_consumer > VERSION or VERSION in version.bad_consumers:
                got = f"one for version {version.min_consumer} and later"
                raise Malformed(f"slices for readers of version {VERSION}", got, "Save the model again.")
        for saved in record.meta.tensor:
            self._add(saved, table)

    def _add(self, saved: Any, table: Table) -> None:
        """Shapes and types of a tensor that several files hold must agree."""
        dtype = dtypes.of(saved.type)
        before = self.tensors.get(saved.name)
        try:
            with place(self._where(saved.name)):
                shape = slices.shape_of(saved.shape)
                if (
                    before is not None
                    and before.problem is None
                    and (before.shape, before.dtype) != (shape, dtype)
                ):
                    raise Malformed(
                        f"{before.dtype.name} {before.shape} in every file", f"{dtype.name} {shape}"
                    )
                parts = self._slices.setdefault(saved.name, {})
                for slice_ in map(slices.extents, saved.slice):
                    parts[slice_] = None
                    self._holders[slices.key_of(saved.name, slice_)] = table
        except HyperscopeError as problem:
            self.tensors[saved.name] = Stored(saved.name, None, dtype, problem)
            return
        self.tensors.setdefault(saved.name, Stored(saved.name, shape, dtype))

    def _checked(self, stored: Stored) -> Stored:
        """The tensor with what the lists alone can tell is wrong."""
        if stored.problem is not None or stored.shape is None:
            return stored
        try:
            with place(self._where(stored.key)):
                slices.pieces(stored.key, stored.shape, self._slices[stored.key])
                count = math.prod(stored.shape)
                if count * SMALLEST_NUMBER > EXPANDS_AT_MOST * self._bytes:
                    raise Malformed(f"tensors that {self._bytes:,} bytes can hold", f"shape {stored.shape}")
                if not stored.dtype.is_text and stored.dtype.name not in values.PACKINGS:
                    raise Malformed("a type that version 1 can hold", stored.dtype.name, dtypes.NOT_NUMBERS)
        except HyperscopeError as problem:
            return Stored(stored.key, stored.shape, stored.dtype, problem)
        return stored

    def _known(self, key: bytes) -> tuple[Stored, Shape]:
        stored = self.tensors[key]
        if stored.problem is not None:
            raise stored.problem
        assert stored.shape is not None
        return stored, stored.shape

    def _numbers(self, stored: Stored, piece: Piece, verify: bool) -> NDArray[Any]:
        record = self._record(piece, verify)
        return values.numbers(record, stored.dtype, math.prod(piece.shape)).reshape(piece.shape)

    def _record(self, piece: Piece, verify: bool) -> memoryview:
        record = self._holders[piece.key].find(piece.key, verify)
        if record is None:
            raise Malformed("every slice in the file", f"none at {[side.start for side in piece.box]}")
        return record

    def _where(self, key: bytes) -> str:
        return f"{self.files[0]}, tensor {spoken_name(key)}"
