"""Sprite sheets: every picture in a cell of one sheet, row by row from the top left."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, PngImagePlugin

from hyperscope.errors import ParameterError, ShapeError
from hyperscope.images import ArrayImages, Images, extent, natural, put, reduced
from hyperscope.writers.files import replacing

SIDE_AT_MOST = 8_192
NORMALIZE = ("each", "all", None)
CELL_KEY = "cell"


@dataclass(frozen=True)
class Sprite:
    """Sheets of pictures. `cell` is (width, height) of one of them, `columns` × `columns` cells make a sheet.

    TensorBoard shows one square sheet of at most 8192 pixels a side; what does not fit there stands on `sheets` of that size.
    """

    images: Images = field(repr=False)
    cell: tuple[int, int]
    columns: int
    sheets: int

    def __iter__(self) -> Iterator[NDArray[np.uint8]]:
        """The sheets as arrays: (h, w) where all pictures on one are grey, else (h, w, 4)."""
        return (self.sheet(number) for number in range(self.sheets))

    def sheet(self, number: int) -> NDArray[np.uint8]:
        """Sheet `number`, counted from 0."""
        (width, height), per_sheet = self.cell, self.columns**2
        drawn = np.zeros((self.columns * height, self.columns * width, 4), np.uint8)
        whole = True
        for row in range(number * per_sheet, min((number + 1) * per_sheet, len(self.images))):
            line, column = divmod(row - number * per_sheet, self.columns)
            picture = reduced(self.images, row, self.cell)
            if picture is not None:
                put(drawn[line * height :, column * width :][:height, :width], picture)
            whole = whole and picture is not None and bool((picture[..., 3] == 255).all())
        return _grey(drawn) if whole else drawn

    def save(self, path: str | Path) -> list[Path]:
        """Write the PNG `path`, or `faces-00001-of-00003.png` and so on for several sheets; Hyperscope opens the first.

        The size of a cell is written into each.
        """
        path = Path(path)
        names = [path]
        if self.sheets > 1:
            names = [path.with_name(f"{path.stem}-{number:05d}-of-{self.sheets:05d}.png")
                     for number in range(1, self.sheets + 1)]  # fmt: skip
        about = PngImagePlugin.PngInfo()
        about.add_text(CELL_KEY, f"{self.cell[0]}x{self.cell[1]}")
        for name, sheet in zip(names, self, strict=True):
            with replacing(name) as file:
                Image.fromarray(sheet).save(file, "PNG", compress_level=6, pnginfo=about)
        return names


def sprite(
    images: Any, invert: bool = False, normalize: str | None = None, shape: tuple[int, int] | None = None
) -> Sprite:
    """See `hyperscope.sprite`."""
    if normalize not in NORMALIZE:
        raise ParameterError(
            '"each", "all" or None', repr(normalize), "Choose one of them.", where="normalize"
        )
    if not (hasattr(images, "cell") and hasattr(images, "__getitem__")):
        images = _of_numbers(np.asarray(images), invert, normalize, shape)
    elif invert or normalize:
        raise ParameterError(
            "an array, whose numbers can be changed", "pictures already drawn", "Leave out invert and normalize.",
            where="images",
        )  # fmt: skip
    return of_images(images)


def of_images(images: Images) -> Sprite:
    """The sheets of pictures that are there already. Raises `ShapeError` for no picture, or one beyond a sheet's side."""
    width, height = images.cell
    if not len(images) or max(width, height) > SIDE_AT_MOST:
        raise ShapeError(
            f"pictures of at most {SIDE_AT_MOST:,} pixels a side", f"{len(images):,} of {width:,} × {height:,}",
            "Make them smaller.", where="images",
        )  # fmt: skip
    columns = min(math.isqrt(len(images) - 1) + 1, SIDE_AT_MOST // max(width, height))
    return Sprite(images, (width, height), columns, math.ceil(len(images) / columns**2))


def on_one_sheet(images: Images) -> tuple[Sprite, tuple[str, ...]]:
    """As TensorBoard needs it: pictures made smaller until a single sheet holds them, and a note that says so."""
    made = of_images(images)
    if made.sheets == 1:
        return made, ()
    columns = math.isqrt(len(images) - 1) + 1
    side = SIDE_AT_MOST // columns
    if not side:
        raise ShapeError(
            f"at most {SIDE_AT_MOST**2:,} pictures", f"{len(images):,}", "Leave them out.", where="images"
        )
    scale = side / max(made.cell)
    cell = max(1, int(made.cell[0] * scale)), max(1, int(made.cell[1] * scale))
    note = (
        f"The pictures were reduced from {made.cell[0]} × {made.cell[1]} to {cell[0]} × {cell[1]} pixels: TensorBoard shows "
        f"one sheet of at most {SIDE_AT_MOST:,} pixels a side. hyperscope.sprite keeps them whole, on several sheets."
    )
    return Sprite(images, cell, columns, 1), (note,)


def _of_numbers(
    numbers: NDArray[Any], invert: bool, normalize: str | None, shape: tuple[int, int] | None
) -> ArrayImages:
    pictures = _shaped(numbers, shape)
    if normalize == "each":
        return ArrayImages(pictures, None, None, invert)
    return ArrayImages(pictures, *(extent(pictures) if normalize else natural(pictures)), invert)


def _shaped(numbers: NDArray[Any], shape: tuple[int, int] | None) -> NDArray[Any]:
    if numbers.ndim == 2:
        side = math.isqrt(numbers.shape[1])
        height, width = shape or (side, side)
        if height * width == numbers.shape[1]:
            numbers = numbers.reshape(len(numbers), height, width)
    fits = numbers.ndim == 3 or (numbers.ndim == 4 and numbers.shape[3] in (1, 3, 4))
    if not fits or numbers.dtype.kind not in "fiub" or 0 in numbers.shape:
        raise ShapeError(
            "pictures of shape (n, height, width), (n, height, width, 1, 3 or 4) or (n, height × width)",
            f"{numbers.dtype} of shape {numbers.shape}",
            "Put the channels last; for rows of pixels that are no squares say shape=(height, width).",
            where="images",
        )
    return numbers


def _grey(drawn: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w) where the colours are all the same and every cell is filled or black, else as drawn."""
    red = drawn[..., 0]
    if np.array_equal(red, drawn[..., 1]) and np.array_equal(red, drawn[..., 2]):
        return np.ascontiguousarray(red)
    return drawn
