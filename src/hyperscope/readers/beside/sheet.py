"""A sprite sheet as a source: every cell is a point, its pixels are the vector."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.images import Images, ImagesOfRows
from hyperscope.readers import shapes
from hyperscope.readers.beside import companions, metadata, picture, sprite
from hyperscope.readers.beside.sprite import SpriteSheet
from hyperscope.readers.numbers import Numbers
from hyperscope.readers.source import Source, listed

LIGHT = 128


@dataclass(frozen=True, slots=True)
class Cut:
    """The vectors of a sheet with how they were made."""

    numbers: Numbers
    images: Images


def inspect(source: Source) -> list[Entry]:
    """One entry, named after the file. Raises `FormatError` without a cell size, unless the metadata imply one."""
    path, options = source.path, source.options
    sheet = _sheet(path, options.cell, _counts(options.metadata))
    cut = _cut(sheet, _counts(options.metadata))
    beside = replace(companions.chosen(options), images=cut.images)

    def load() -> Dataset:
        return companions.join(path.stem, cut.numbers, beside)

    shape = cut.numbers.vectors.shape
    return [
        listed(source, path.stem, load, shape, "float32", notes=cut.numbers.notes, files={"sprite": path})
    ]


def _counts(given: object) -> tuple[int, ...]:
    """The numbers of rows that the metadata may mean; () if there are none."""
    if isinstance(given, str | Path):
        return metadata.count_candidates(Path(given).expanduser())
    return ()


def _sheet(path: Path, cell: tuple[int, int] | None, counts: tuple[int, ...]) -> SpriteSheet:
    width, height = picture.size(path)
    cell = cell or picture.cell(path)
    for n in counts if cell is None else ():
        cell = cell or (sprite.infer_cell(width, height, n) if n > 0 else None)
    if cell is None:
        raise FormatError(
            "the size of a cell",
            f"a sheet of {width} × {height} pixels",
            "Say how large one picture is, for example --cell 28x28.",
            where=str(path),
        )
    return sprite.cut(path, cell, max(1, (width // cell[0]) * (height // cell[1])))[0]


def _cut(sheet: SpriteSheet, counts: tuple[int, ...]) -> Cut:
    grey, pixels = _channels(sheet.sheet)
    cells = _cells(pixels, sheet)
    channels = 1 if sheet.sheet.ndim == 2 else sheet.sheet.shape[2]
    n = _filled(_cells(sheet.sheet, sheet), channels)
    n = next((count for count in counts if n <= count <= sheet.count), max(n, 1))
    notes = ()
    if n < sheet.count:
        notes += (f"{sheet.count - n:,} empty cells at the end of the sheet were left out.",)
    vectors = cells[:n].astype(np.float32)
    shapes.check(vectors.shape, str(sheet.path))
    if grey and np.median(cells[:n]) >= LIGHT:
        vectors = np.float32(255) - vectors
        notes += ("The sheet is dark on light: a vector holds 255 − grey, so that empty paper is 0.",)
    return Cut(Numbers(vectors, notes=notes), ImagesOfRows(sheet, np.arange(n)))


def _channels(sheet: NDArray[np.uint8]) -> tuple[bool, NDArray[np.uint8]]:
    """(whether grey, pixels (h, w) or (h, w, 3)); transparent pixels lie on white."""
    if sheet.ndim == 2:
        return True, sheet
    color, alpha = sheet[..., :3], sheet[..., 3:]
    if alpha.size and alpha.min() < 255:
        share = alpha.astype(np.float32) / 255
        color = np.round(color * share + 255 * (1 - share)).astype(np.uint8)
    red = color[..., 0]
    grey = bool((red == color[..., 1]).all() and (red == color[..., 2]).all())
    return grey, np.ascontiguousarray(red) if grey else color


def _cells(pixels: NDArray[np.uint8], sheet: SpriteSheet) -> NDArray[np.uint8]:
    """(cells, numbers of a cell), row-major."""
    (width, height), columns, rows = sheet.cell, sheet.columns, sheet.rows
    whole = pixels[: rows * height, : columns * width]
    blocks = whole.reshape(rows, height, columns, width, -1).swapaxes(1, 2)
    return blocks.reshape(rows * columns, -1)


def _filled(cells: NDArray[np.uint8], channels: int) -> int:
    """How many cells there are without those at the end that are all of one and the same colour."""
    pixels = cells.reshape(len(cells), -1, channels)
    blank = (pixels == pixels[-1:, :1]).all(axis=(1, 2))
    filled = np.flatnonzero(~blank)
    return int(filled[-1]) + 1 if len(filled) else 0
