"""Pictures that are already in memory."""

from typing import Any

import numpy as np

from hyperscope.errors import ShapeError
from hyperscope.images import ArrayImages, Images, natural


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


def _check_count(count: int, n: int) -> None:
    if count != n:
        raise ShapeError(
            f"one picture a row, {n:,}", f"{count:,}", "Leave out the surplus ones.", where="images"
        )
