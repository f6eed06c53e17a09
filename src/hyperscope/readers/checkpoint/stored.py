"""What both checkpoint versions know of a tensor, and what they offer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

from hyperscope.errors import HyperscopeError
from hyperscope.readers.checkpoint.dtypes import DType
from hyperscope.readers.checkpoint.slices import Shape


@dataclass(frozen=True, slots=True)
class Stored:
    """A tensor under the `key` it was saved with. `twin` is equal for tensors that hold the same bytes.

    `problem` is the error that reading it would raise as far as the index tells; the shape may then be None, unknown.
    """

    key: bytes
    shape: Shape | None
    dtype: DType
    problem: HyperscopeError | None = None
    twin: object = None


class Store(Protocol):
    """A checkpoint's tensors by key. Both readers raise `FormatError` or `PathError` for this tensor alone."""

    tensors: dict[bytes, Stored]
    files: tuple[Path, ...]

    def read(self, key: bytes, verify: bool) -> NDArray[Any]: ...

    def strings(self, key: bytes) -> list[bytes]: ...
