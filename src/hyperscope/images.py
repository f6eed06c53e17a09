"""Images: one small picture a row, wherever it comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Rgba = NDArray[np.uint8]
PLACEHOLDER_SIDE = 32
PLACEHOLDER_GROUND, PLACEHOLDER_CROSS = (232, 232, 232, 255), (196, 64, 64, 255)


class Images(Protocol):
    """A sequence of pictures: `images[row]` is an (h, w, 4) uint8 array, or None where a row has none.

    `cell` is (width, height) in pixels of the box that holds a thumbnail: the largest picture, where all are known.
    """

    @property
    def cell(self) -> tuple[int, int]: ...

    def __len__(self) -> int: ...

    def __getitem__(self, row: int) -> Rgba | None: ...


@runtime_checkable
class Reducible(Protocol):
    """Images that can be had smaller for less than the price of the whole picture."""

    def reduced(self, row: int, size: tuple[int, int]) -> Rgba | None:
        """The picture of `row`, perhaps smaller, but no smaller than `size` (width, height) if it was larger."""
        ...


class ImagesOfRows:
    """The pictures of some `rows` of other images."""

    def __init__(self, images: Images, rows: NDArray[np.int64]) -> None:
        self._images = images
        self._rows = rows
        self.cell = images.cell

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Rgba | None:
        return self._images[int(self._rows[row])]

    def reduced(self, row: int, size: tuple[int, int]) -> Rgba | None:
        return reduced(self._images, int(self._rows[row]), size)


def reduced(images: Images, row: int, size: tuple[int, int]) -> Rgba | None:
    """The picture of `row` for a box of `size` (width, height): the cheapest that is large enough."""
    return images.reduced(row, size) if isinstance(images, Reducible) else images[row]


def as_rgba(pixels: NDArray[np.uint8]) -> Rgba:
    """(h, w), (h, w, 1), (h, w, 3) or (h, w, 4) as (h, w, 4)."""
    if pixels.ndim == 3 and pixels.shape[2] == 4:
        return pixels
    rgba = np.full((*pixels.shape[:2], 4), 255, np.uint8)
    rgba[..., :3] = pixels[..., None] if pixels.ndim == 2 else pixels
    return rgba


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


def as_bytes(numbers: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Pixels as bytes: 0…255 as they are, fractions 0…1 times 255; what is no number is 0."""
    if numbers.dtype == np.uint8:
        return numbers  # type: ignore[return-value]  # the dtype was just compared
    finite = np.nan_to_num(numbers.astype(np.float32))
    scale = 255 if finite.size and finite.max() <= 1 else 1
    return np.clip(np.round(finite * scale), 0, 255).astype(np.uint8)


def stretched(numbers: NDArray[np.generic], low: float, high: float) -> NDArray[np.uint8]:
    """Pixels as bytes, `low` 0 and `high` 255; all 0 where these are the same, and where there is no number."""
    if not high > low:
        return np.zeros(numbers.shape, np.uint8)
    shares = (numbers.astype(np.float64) - low) / (high - low)
    return np.round(np.clip(np.nan_to_num(shares), 0, 1) * 255).astype(np.uint8)


def placeholder() -> Rgba:
    """What stands for a picture that cannot be read: a red cross on grey."""
    drawn = np.empty((PLACEHOLDER_SIDE, PLACEHOLDER_SIDE, 4), np.uint8)
    drawn[:] = PLACEHOLDER_GROUND
    down, across = np.indices(drawn.shape[:2])
    cross = (abs(down - across) <= 1) | (abs(down + across - (PLACEHOLDER_SIDE - 1)) <= 1)
    drawn[cross] = PLACEHOLDER_CROSS
    return drawn
