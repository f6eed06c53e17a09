"""Images: one small picture a row, wherever it comes from."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Rgba = NDArray[np.uint8]
BLOCK_ROWS = 1 << 12
SEEN_BYTES = 256 << 20
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
    """Pictures (n, h, w) or (n, h, w, 1|3|4) of any numbers; `low` is drawn black, `high` white.

    Without them each picture has its own darkest and lightest number. `invert` draws light strokes as ink on paper.
    """

    numbers: NDArray[np.generic]
    low: float | None = 0
    high: float | None = 255
    invert: bool = False
    zoom: int = 1

    @property
    def cell(self) -> tuple[int, int]:
        return self.numbers.shape[2] * self.zoom, self.numbers.shape[1] * self.zoom

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, row: int) -> Rgba | None:
        picture = self.numbers[row]
        own = extent(picture) if self.low is None or self.high is None else None
        rgba = as_rgba(stretched(picture, *(own or (self.low or 0.0, self.high or 0.0))))
        if self.invert:
            rgba = np.concatenate([255 - rgba[..., :3], rgba[..., 3:]], axis=2)
        return rgba if self.zoom == 1 else rgba.repeat(self.zoom, axis=0).repeat(self.zoom, axis=1)


def extent(numbers: NDArray[np.generic]) -> tuple[float, float]:
    """The smallest and the largest finite number of an array; of many rows, a sample spread evenly over them."""
    step = max(1, numbers.nbytes // SEEN_BYTES)
    lows, highs = [], []
    for start in range(0, len(numbers), step * BLOCK_ROWS):
        block = np.asarray(numbers[start : start + step * BLOCK_ROWS : step])
        finite = block[np.isfinite(block)] if block.dtype.kind == "f" else block
        if finite.size:
            lows.append(float(finite.min()))
            highs.append(float(finite.max()))
    return (min(lows), max(highs)) if lows else (0.0, 0.0)


def natural(numbers: NDArray[np.generic]) -> tuple[float, float]:
    """What is black and white in pixels as libraries write them: 0 and 255, or 0 and 1 where nothing is larger."""
    small = numbers.dtype != np.uint8 and extent(numbers)[1] <= 1
    return (0.0, 1.0) if small else (0.0, 255.0)


def stretched(numbers: NDArray[np.generic], low: float, high: float) -> NDArray[np.uint8]:
    """Numbers as bytes, `low` 0 and `high` 255; all 0 where these are the same, and where there is no number."""
    if numbers.dtype == np.uint8 and (low, high) == (0, 255):
        return numbers  # type: ignore[return-value]  # the dtype was just compared
    if not high > low:
        return np.zeros(numbers.shape, np.uint8)
    shares = (numbers.astype(np.float64) - low) / (high - low)
    return np.round(np.clip(np.nan_to_num(shares), 0, 1) * 255).astype(np.uint8)


def put(space: NDArray[np.uint8], picture: Rgba) -> None:
    """The picture in the middle of its space (h, w, 4): reduced until it fits, its proportions kept, never enlarged."""
    height, width = space.shape[:2]
    picture = fitted(picture, width, height)
    top, left = (height - picture.shape[0]) // 2, (width - picture.shape[1]) // 2
    space[top : top + picture.shape[0], left : left + picture.shape[1]] = picture


def fitted(picture: Rgba, width: int, height: int) -> Rgba:
    """The picture reduced to at most `width` × `height`, its proportions kept; itself where it fits."""
    from PIL import Image  # data without pictures need not load it

    scale = min(width / picture.shape[1], height / picture.shape[0])
    if scale >= 1:
        return picture
    size = max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale))
    return np.asarray(Image.fromarray(np.ascontiguousarray(picture)).resize(size, Image.Resampling.LANCZOS))


def placeholder() -> Rgba:
    """What stands for a picture that cannot be read: a red cross on grey."""
    drawn = np.empty((PLACEHOLDER_SIDE, PLACEHOLDER_SIDE, 4), np.uint8)
    drawn[:] = PLACEHOLDER_GROUND
    down, across = np.indices(drawn.shape[:2])
    cross = (abs(down - across) <= 1) | (abs(down + across - (PLACEHOLDER_SIDE - 1)) <= 1)
    drawn[cross] = PLACEHOLDER_CROSS
    return drawn
