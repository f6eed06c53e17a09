"""Sprite sheets: one picture that holds every row's thumbnail, row-major from the top left."""

import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError
from hyperscope.images import Rgba, as_rgba
from hyperscope.readers.beside import picture


@dataclass(frozen=True)
class SpriteSheet:
    """The first `count` cells of a sheet. The file is decoded when the first picture is asked for."""

    path: Path
    cell: tuple[int, int]
    columns: int
    rows: int
    count: int

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, row: int) -> Rgba | None:
        if not 0 <= row < self.count:
            raise IndexError(f"row {row} of {self.count}")
        line, place = divmod(row, self.columns)
        if line >= self.rows:
            return None
        width, height = self.cell
        top, left = line * height, place * width
        return as_rgba(self.sheet[top : top + height, left : left + width])

    @cached_property
    def sheet(self) -> NDArray[np.uint8]:
        """The pixels, (h, w) or (h, w, 4)."""
        return picture.pixels(self.path)


def read(path: Path, cell: tuple[int, int] | None, n: int) -> tuple[SpriteSheet, tuple[str, ...]]:
    """The sheet of `n` rows, with notes. Raises `FormatError` where it cannot be cut into cells."""
    width, height = picture.size(path)
    notes: tuple[str, ...] = ()
    if cell is None:
        cell = infer_cell(width, height, n)
        if cell is None:
            raise _no_cell(
                path, f"{width} × {height} pixels for {n:,} rows, which no square grid of cells divides"
            )
        notes = (
            f"{path.name}: cells of {cell[0]} × {cell[1]} pixels, as a square grid for {n:,} rows suggests.",
        )
    columns, rows = width // cell[0], height // cell[1]
    if not columns * rows:
        raise _no_cell(path, f"{width} × {height} pixels, smaller than a cell of {cell[0]} × {cell[1]}")
    if width % cell[0] or height % cell[1]:
        notes += (
            f"{path.name}: {width} × {height} pixels are no whole number of {cell[0]} × {cell[1]} cells.",
        )
    if columns * rows < n:
        notes += (f"{path.name} has {columns * rows:,} cells for {n:,} rows; the last rows have no picture.",)
    return SpriteSheet(path, cell, columns, rows, n), notes


def infer_cell(width: int, height: int, n: int) -> tuple[int, int] | None:
    """The cell size of a grid ⌈√n⌉ cells wide, if it divides the sheet: square cells, or as many lines as columns."""
    side = math.isqrt(n - 1) + 1
    if width % side:
        return None
    across = width // side
    if height % across == 0 and height // across * side >= n:
        return across, across
    return (across, height // side) if height % side == 0 else None


def _no_cell(path: Path, got: str) -> FormatError:
    return FormatError(
        "a sheet that divides into cells",
        got,
        "Name the cell size in pixels, for example 28x28.",
        where=str(path),
    )
