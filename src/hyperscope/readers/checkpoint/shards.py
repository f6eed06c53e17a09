"""The data files of a bundle, mapped when the first tensor in them is read."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import PathError
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint.damage import Malformed


class Shards:
    """`count` files named after `prefix`; a missing one matters only to the tensors in it."""

    def __init__(self, prefix: Path, count: int, bounds: Bounds) -> None:
        self._prefix = prefix
        self._count = count
        self._bounds = bounds
        self._sizes: dict[int, int] = {}
        self._mapped: dict[int, NDArray[np.uint8]] = {}

    def path(self, shard: int) -> Path:
        """Raises `Malformed` for a shard the bundle does not have."""
        if not 0 <= shard < self._count:
            raise Malformed(f"a shard below {self._count:,}", f"shard {shard:,}")
        return self._prefix.with_name(f"{self._prefix.name}.data-{shard:05d}-of-{self._count:05d}")

    def size(self, shard: int) -> int:
        """Bytes in the file. Raises `PathError` where it is missing or lies outside the opened folder."""
        if shard not in self._sizes:
            path = self.path(shard)
            if not path.is_file():
                raise PathError(
                    f"the data file {path.name!r}",
                    "no such file",
                    "Copy it beside the checkpoint's .index file: both belong together.",
                    where=str(path.parent),
                )
            self._sizes[shard] = self._bounds.admit(path).stat().st_size
        return self._sizes[shard]

    def bytes(self, shard: int, offset: int, size: int) -> NDArray[np.uint8]:
        """A view of the bytes from `offset`. Raises `Malformed` where they are not all there."""
        self.check(shard, offset, size)
        if size == 0:
            return np.empty(0, np.uint8)
        if shard not in self._mapped:
            self._mapped[shard] = np.memmap(self.path(shard), np.uint8, "r")
        found = self._mapped[shard][offset : offset + size]
        if len(found) != size:
            raise Malformed(
                f"{size:,} bytes from byte {offset:,}", f"{len(found):,}: the file has become shorter"
            )
        return found

    def check(self, shard: int, offset: int, size: int) -> None:
        """Raise what reading these bytes would raise."""
        held = self.size(shard)
        if offset < 0 or size < 0 or offset + size > held:
            raise Malformed(
                f"bytes {offset:,} to {offset + size:,} of {self.path(shard).name}",
                f"a file of {held:,} bytes",
            )

    def total(self) -> int:
        """Bytes in all files seen so far: no tensor can hold more."""
        return sum(self._sizes.values())
