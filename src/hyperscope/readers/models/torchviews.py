"""PyTorch's tensors as a pickle describes them: a storage, and a view of it with offset, shape and strides."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError
from hyperscope.readers import inflation
from hyperscope.readers.checkpoint.dtypes import DType
from hyperscope.readers.models.namedtypes import named

FIX = "The file is damaged: save it again."


@dataclass(frozen=True, slots=True)
class Storage:
    """`count` elements of a type (None: bytes, the tensor knows the type) under a key."""

    key: str
    dtype: str | None
    count: int


@dataclass(frozen=True, slots=True)
class View:
    """A tensor: a storage with offset, shape and strides, all in elements. `problem` says why it cannot be shown."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]
    dtype: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a storage's bytes lie: at `offset` of the file, or in `packed`."""

    size: int
    offset: int
    big_endian: bool = False
    packed: Callable[[], bytes] | None = None


def check(view: View, place: Callable[[str], Place], where: str) -> None:
    """Raise `FormatError` unless every element of the view lies inside its storage, and the storage inside the file."""
    if view.problem:
        raise FormatError(
            "a dense tensor of numbers", view.problem, "Save it as a dense float tensor.", where=where
        )
    dtype = named(view.dtype, view.dtype)
    if dtype.stored is None or view.dtype.startswith("complex"):
        raise FormatError("real numbers", view.dtype, "Save it as float32.", where=where)
    width = width_of(dtype)
    claimed = view.storage.count * (1 if view.storage.dtype is None else width)
    stored = place(view.storage.key).size
    if view.storage.count < 0 or claimed > stored:
        raise FormatError(f"a storage of {claimed:,} bytes", f"{stored:,}", FIX, where=where)
    if len(view.shape) != len(view.strides) or min((view.offset, *view.shape, *view.strides)) < 0:
        got = f"shape {view.shape}, strides {view.strides}, offset {view.offset}"
        raise FormatError("sizes and strides that are not negative", got, FIX, where=where)
    last = view.offset + sum(
        (size - 1) * stride for size, stride in zip(view.shape, view.strides, strict=True)
    )
    if math.prod(view.shape) and last >= stored // width:
        raise FormatError(
            f"an element {last:,} inside the storage", f"{stored // width:,} elements", FIX, where=where
        )
    inflation.check(math.prod(view.shape) * width, stored, where, "Save a copy of it (tensor.clone()).")


def width_of(dtype: DType) -> int:
    return dtype.stored.itemsize if dtype.stored is not None else 1


def read(path: Path, view: View, place: Place) -> NDArray[Any]:
    """The view's numbers, mapped where they lie."""
    dtype = named(view.dtype, view.dtype)
    width = dtype.width().newbyteorder(">" if place.big_endian else "<")
    if not math.prod(view.shape):
        return np.empty(view.shape, width)
    count = place.size // width.itemsize
    if place.packed is not None:
        flat = np.frombuffer(place.packed(), width, count)
    else:
        flat = np.memmap(path, width, "r", place.offset, (count,))
    steps = [stride * width.itemsize for stride in view.strides]
    shaped = np.lib.stride_tricks.as_strided(
        flat[view.offset :], view.shape, steps, subok=True, writeable=False
    )
    return dtype.array(shaped)
