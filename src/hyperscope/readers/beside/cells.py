"""Pictures that are already in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import ShapeError
from hyperscope.images import Images, Rgba
from hyperscope.readers.beside.sprite import as_rgba


@dataclass(frozen=True)
class ArrayImages:
    """Pictures (n, h, w) or (n, h, w, 1|3|4) of uint8; `draw` turns one of them into what is shown."""

    pixels: NDArray[np.uint8]
    draw: Callable[[NDArray[np.uint8]], Rgba] = as_rgba
    zoom: int = 1

    @property
    def cell(self) -> tuple[int, int]:
        return self.pixels.shape[2] * self.zoom, self.pixels.shape[1] * self.zoom

    def __len__(self) -> int:
        return len(self.pixels)

    def __getitem__(self, row: int) -> Rgba | None:
        drawn = self.draw(self.pixels[row])
        return drawn if self.zoom == 1 else drawn.repeat(self.zoom, axis=0).repeat(self.zoom, axis=1)


def ink_on_paper(pixels: NDArray[np.uint8]) -> Rgba:
    """Strokes stored as light on dark, drawn dark on white."""
    return as_rgba(255 - pixels)


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
    array = array[..., 0] if array.ndim == 4 and array.shape[3] == 1 else array
    return ArrayImages(_bytes(array))


def _check_count(count: int, n: int) -> None:
    if count != n:
        raise ShapeError(
            f"one picture a row, {n:,}", f"{count:,}", "Leave out the surplus ones.", where="images"
        )


def _bytes(array: NDArray[np.generic]) -> NDArray[np.uint8]:
    """0…255 as they are; fractions 0…1 times 255."""
    if array.dtype == np.uint8:
        return array  # type: ignore[return-value]  # the dtype was just compared
    numbers = np.nan_to_num(array.astype(np.float32))
    scale = 255 if numbers.size and numbers.max() <= 1 else 1
    return np.clip(np.round(numbers * scale), 0, 255).astype(np.uint8)
