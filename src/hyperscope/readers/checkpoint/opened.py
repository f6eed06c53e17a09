"""Checkpoint: a set of named tensors, of either version, listed without reading their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from numpy.typing import NDArray

from hyperscope.errors import HyperscopeError, SourceError
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint import names
from hyperscope.readers.checkpoint.bundle import Bundle
from hyperscope.readers.checkpoint.damage import Malformed
from hyperscope.readers.checkpoint.folder import locate
from hyperscope.readers.checkpoint.location import Location
from hyperscope.readers.checkpoint.saved import SavedSlices
from hyperscope.readers.checkpoint.stored import Store


@dataclass(frozen=True, slots=True)
class Tensor:
    """`name` is for people, `key` the name it was saved under, `others` are accepted too.

    `shape` is None where the index does not tell. `hidden` marks bookkeeping (optimizer slots, counters, copies).
    `problem` is what keeps it from being read, or None.
    """

    name: str
    key: bytes
    others: tuple[str, ...]
    shape: tuple[int, ...] | None
    dtype: str
    hidden: bool = False
    problem: HyperscopeError | None = None


class Checkpoint:
    """A checkpoint's tensors. Numbers are views of the mapped files where their bytes are numpy's own."""

    def __init__(self, location: Location, bounds: Bounds | None = None) -> None:
        self.location = location
        self._changed = location.changed
        bounds = bounds or Bounds()
        self._store: Store = (
            Bundle(location.path, bounds) if location.version == 2 else SavedSlices(location.files, bounds)
        )

    @property
    def step(self) -> int | None:
        """The training step in the checkpoint's name, if it has one."""
        return self.location.step

    @property
    def current(self) -> bool:
        """Whether its index is still the one that was read: training replaces checkpoints."""
        return self.location.changed == self._changed

    @property
    def notes(self) -> tuple[str, ...]:
        return self.location.notes

    @cached_property
    def tensors(self) -> Mapping[str, Tensor]:
        """Every tensor by the name that is shown, in the order of the keys, hidden ones included."""
        stored = self._store.tensors
        called = names.name_all(stored, self._full_names())
        return {
            name.shown: Tensor(
                name.shown, key, name.others, found.shape, found.dtype.name, name.hidden, found.problem
            )
            for key, name in called.items()
            for found in (stored[key],)
        }

    def find(self, name: str) -> Tensor:
        """The tensor of that name: the shown one, the raw key, the path or the variable's name, with or without ":0".

        Raises `SourceError` where there is none.
        """
        asked = names.without_output(name)
        found = self.tensors.get(name) or self.tensors.get(asked)
        if found is None:
            found = self._by_other_name.get(name) or self._by_other_name.get(asked)
        if found is None:
            some = ", ".join(sorted(tensor.name for tensor in self.tensors.values() if not tensor.hidden)[:8])
            raise SourceError(
                "the name of a tensor in the checkpoint",
                repr(name),
                f"Choose one of: {some}.",
                where=str(self.location.path),
            )
        return found

    def read(self, name: str, *, verify: bool = True) -> NDArray[Any]:
        """The numbers of a tensor, in its shape; bfloat16 and smaller floats as float32. Read-only, perhaps unaligned.

        `verify` checks a bundle's numbers against their checksum, once. Raises `FormatError` or `PathError` where they
        are damaged or missing.
        """
        return self._store.read(self.find(name).key, verify)

    def strings(self, name: str) -> list[str]:
        """The elements of a string tensor, in row order; bytes that are not UTF-8 are shown as escapes."""
        found = self._store.strings(self.find(name).key)
        return [text.decode("utf-8", "backslashreplace") for text in found]

    @cached_property
    def _by_other_name(self) -> dict[str, Tensor]:
        return {other: tensor for tensor in reversed(list(self.tensors.values())) for other in tensor.others}

    def _full_names(self) -> dict[bytes, str]:
        """The object graph's names; a damaged graph costs the names, not the tensors."""
        if names.GRAPH_KEY not in self._store.tensors:
            return {}
        try:
            return names.full_names(self._store.strings(names.GRAPH_KEY)[0])
        except (Malformed, HyperscopeError, IndexError):
            return {}


def open_checkpoint(path: Any, bounds: Bounds | None = None) -> Checkpoint:
    """Open a TensorFlow checkpoint without TensorFlow: V1 or V2, by prefix, by any of its files, or its folder.

    A folder opens its newest checkpoint. `bounds` are the folders that no file may leave. Raises `PathError` where there
    is no checkpoint, `FormatError` where its index is damaged.
    """
    return Checkpoint(locate(path, bounds), bounds)
