"""Sprite sheets: one picture that holds every row's thumbnail, row-major from the top left."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError
from hyperscope.images import Images, Rgba, as_rgba
from hyperscope.readers.beside import picture
from hyperscope.readers.bounds import Bounds, is_file

NUMBERED = re.compile(r"(?P<stem>.+)-\d{5}-of-(?P<total>\d{5})(?P<end>\.\w+)")


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
        """The pixels, (h, w) or (h, w, 3 or 4)."""
        return picture.pixels(self.path)


class SpriteSheets:
    """Several sheets one after the other; the one that was asked last is kept decoded."""

    def __init__(self, sheets: Sequence[SpriteSheet], count: int) -> None:
        self._sheets = sheets
        self._ends = np.cumsum([sheet.columns * sheet.rows for sheet in sheets])
        self._count = count
        self._last = 0
        self.cell = sheets[0].cell

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, row: int) -> Rgba | None:
        if not 0 <= row < self._count:
            raise IndexError(f"row {row} of {self._count}")
        if row >= self._ends[-1]:
            return None
        number = int(np.searchsorted(self._ends, row, "right"))
        if number != self._last:
            self._sheets[self._last].__dict__.pop("sheet", None)
            self._last = number
        return self._sheets[number][row - (int(self._ends[number - 1]) if number else 0)]


def read(path: Path, cell: tuple[int, int] | None, n: int) -> tuple[Images, tuple[str, ...]]:
    """The pictures of `n` rows, with notes: from one sheet, or from all of `…-00001-of-00003.png` when that is named.

    Raises `FormatError` where a sheet cannot be cut into cells, or where one of several is missing.
    """
    numbered = NUMBERED.fullmatch(path.name)
    if numbered is None:
        return cut(path, cell, n)
    total = int(numbered["total"])
    names = [
        f"{numbered['stem']}-{number:05d}-of-{total:05d}{numbered['end']}" for number in range(1, total + 1)
    ]
    folder = Bounds((path.resolve().parent,))
    paths = [folder.admit(path.with_name(name)) for name in names]
    if missing := [one.name for one in paths if not is_file(one)]:
        raise FormatError(
            f"all {total:,} sheets",
            f"none called {missing[0]!r}",
            "Copy them into one folder.",
            where=str(path),
        )
    cell = cell or picture.cell(path)
    if cell is None:
        raise _no_cell(path, f"{total:,} sheets, which tell no size of a cell")
    sheets = [cut(one, cell, 0)[0] for one in paths]
    sheets = [replace(sheet, count=sheet.columns * sheet.rows) for sheet in sheets]
    return SpriteSheets(sheets, n), _too_few(path.name, sum(sheet.count for sheet in sheets), n)


def cut(path: Path, cell: tuple[int, int] | None, n: int) -> tuple[SpriteSheet, tuple[str, ...]]:
    """One sheet of `n` rows, with notes. Raises `FormatError` where it cannot be cut into cells."""
    width, height = picture.size(path)
    notes: tuple[str, ...] = ()
    cell = cell or picture.cell(path)
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
    # PyTorch makes every sheet square: below wide cells some pixels are left over.
    if width % cell[0] or (height % cell[1] and height != width):
        notes += (
            f"{path.name}: {width} × {height} pixels are no whole number of {cell[0]} × {cell[1]} cells.",
        )
    return SpriteSheet(path, cell, columns, rows, n), notes + _too_few(path.name, columns * rows, n)


def _too_few(name: str, cells: int, n: int) -> tuple[str, ...]:
    if cells >= n:
        return ()
    return (f"{name} has {cells:,} cells for {n:,} rows; the last rows have no picture.",)


def infer_cell(width: int, height: int, n: int) -> tuple[int, int] | None:
    """The cell size of a grid ⌈√n⌉ cells wide, if it divides the sheet: square cells, or as many lines as columns."""
    side = math.isqrt(n - 1) + 1
    if width % side:
        return None
    across = width // side
    if height % across == 0 and n <= height // across * side <= side * side:
        return across, across
    return (across, height // side) if height % side == 0 else None


def _no_cell(path: Path, got: str) -> FormatError:
    return FormatError(
        "a sheet that divides into cells",
        got,
        "Name the cell size in pixels, for example 28x28.",
        where=str(path),
    )
