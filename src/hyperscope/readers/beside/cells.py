"""Pictures that are already in memory."""

import math
from typing import Any

import numpy as np

from hyperscope.arrays import Vectors
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.images import ArrayImages, Images, extent, natural

CHANNELS = ((), (1,), (3,), (4,))


def of(images: Any, n: int) -> Images:
    """`images` as pictures of `n` rows. Raises `ShapeError` where they are not."""
    if hasattr(images, "cell") and hasattr(images, "__getitem__"):
        _check_count(len(images), n)
        return images
    array = np.asarray(images)
    if (
        array.ndim not in (3, 4)
        or (array.ndim == 4 and array.shape[3] not in (1, 3, 4))
        or array.dtype.kind not in "fiub"
    ):
        raise ShapeError(
            "pictures of shape (n, height, width) or (n, height, width, 1, 3 or 4)",
            f"{array.dtype} of shape {array.shape}",
            "Put the channels last.",
            where="images",
        )
    _check_count(len(array), n)
    return ArrayImages(array, *natural(array))


def of_rows(vectors: Vectors, shape: tuple[int, ...], invert: bool) -> tuple[Images | None, tuple[str, ...]]:
    """Rows that are pictures of (width, height) or (width, height, channels), from the smallest number to the largest."""
    width, height, *channels = shape
    d = vectors.shape[1]
    if math.prod(shape) != d:
        told = f"{' × '.join(map(str, shape))} pixels are {math.prod(shape):,} numbers"
        return None, (f"The rows were not drawn as pictures: {told}, a row has {d:,}.",)
    numbers = vectors.reshape(len(vectors), height, width, *channels)
    return ArrayImages(numbers, *extent(numbers), invert), ()


def check_shape(shape: Any) -> None:
    """Raise `ParameterError` unless rows may be pictures of this shape."""
    whole = isinstance(shape, tuple | list) and all(type(size) is int and size > 0 for size in shape)
    if not whole or len(shape) not in (2, 3) or tuple(shape[2:]) not in CHANNELS:
        raise ParameterError(
            "(width, height) or (width, height, 1, 3 or 4)", repr(shape), "Say image_shape=(28, 28).",
            where="image_shape",
        )  # fmt: skip


def _check_count(count: int, n: int) -> None:
    if count != n:
        raise ShapeError(
            f"one picture a row, {n:,}", f"{count:,}", "Leave out the surplus ones.", where="images"
        )
