"""Which picture belongs to which row: files of a folder, or paths in a column."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from hyperscope.columns import PICTURES, Column, Kind
from hyperscope.errors import FormatError
from hyperscope.images import Images
from hyperscope.readers.beside import stored
from hyperscope.readers.bounds import Bounds, is_file

FILES_AT_MOST = 1_000_000
DIGITS = re.compile(r"(\d+)")
Read = tuple[Images | None, tuple[str, ...]]


def of_folder(folder: Path, columns: Mapping[str, Column], n: int) -> Read:
    """The pictures below a folder: by the column that names most of them, else in natural order if there are `n`."""
    files = listed(folder)
    column, rows = _named(folder, files, columns)
    if column is not None:
        found = sum(file is not None for file in rows)
        missing = f"; {n - found:,} rows have none" if found < n else ""
        images, notes = stored.of_files(rows)
        return images, (f"The pictures were found by the column {column!r}{missing}.", *notes)
    if len(files) != n:
        told = f"The pictures were left out: {folder.name} holds {len(files):,} for {n:,} rows, and no column names them."
        return None, (told,)
    images, notes = stored.of_files(files)
    ends = f"{files[0].name} first, {files[-1].name} last"
    return images, (f"The pictures were taken in the order of their names, {ends}.", *notes)


def of_column(columns: Mapping[str, Column], folder: Path, bounds: Bounds) -> Read:
    """The pictures whose paths, relative to `folder`, a column holds; none where no column does."""
    for name, column in columns.items():
        if column.kind is Kind.NUMERIC or not _paths(column):
            continue
        rows = [_inside(folder / cell, bounds) if cell else None for cell in column.text]
        found = sum(file is not None for file in rows)
        if found:
            given = sum(bool(cell) for cell in column.text)
            missing = f"; {given - found:,} of its files are missing or lie outside" if found < given else ""
            images, notes = stored.of_files(rows)
            return images, (f"The column {name!r} names the pictures{missing}.", *notes)
    return None, ()


def listed(folder: Path) -> list[Path]:
    """The pictures below a folder as people sort them: 2 before 10. Raises `FormatError` for a million."""
    bounds, found = Bounds((folder,)), []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(place) / name for name in names if name.lower().endswith(PICTURES) and name[0] != "."]
        if len(found) > FILES_AT_MOST:
            raise FormatError(f"at most {FILES_AT_MOST:,} pictures", "more", "Name fewer.", where=str(folder))
    inside = [path for path in found if not path.is_symlink() or bounds.holds(path)]
    return sorted(inside, key=lambda path: _natural(path.relative_to(folder).as_posix()))


def _natural(name: str) -> list[tuple[int, int, str]]:
    parts = DIGITS.split(name.lower())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def _named(
    folder: Path, files: Sequence[Path], columns: Mapping[str, Column]
) -> tuple[str | None, list[Path | None]]:
    """The column whose cells are the names, stems or paths of most files, for at least half of its rows."""
    by_name: dict[str, Path] = {}
    for path in reversed(files):
        inner = path.relative_to(folder)
        by_name |= {
            path.stem: path,
            path.name: path,
            inner.with_suffix("").as_posix(): path,
            inner.as_posix(): path,
        }
    best: tuple[str | None, list[Path | None]] = (None, [])
    most = 0
    for name, column in columns.items():
        rows = [by_name.get(cell.replace("\\", "/")) for cell in column.text]
        found = sum(file is not None for file in rows)
        if found > most and 2 * found >= len(rows):
            best, most = (name, rows), found
    return best


def _paths(column: Column) -> bool:
    """Whether every cell that is not empty ends as a picture's name does, and is no address."""
    words = [cell for cell in column.categories.dictionary.to_pylist() if cell]
    return bool(words) and all(word.lower().endswith(PICTURES) and "://" not in word for word in words)


def _inside(path: Path, bounds: Bounds) -> Path | None:
    return path if bounds.holds(path) and is_file(path) else None
