"""Pictures that are stored one by one, as files or as bytes in a table. Each is decoded when it is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from hyperscope.errors import FormatError
from hyperscope.images import Images, Rgba, placeholder
from hyperscope.progress import told
from hyperscope.readers.beside import picture

LOOKED_AT = 2_000
Stored = Path | bytes | None


@dataclass(frozen=True)
class StoredImages:
    """`find(row)` gives the file or the bytes of a row's picture, or None; one that cannot be read is shown as a cross."""

    find: Callable[[int], Stored]
    count: int
    cell: tuple[int, int]

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, row: int) -> Rgba | None:
        return self._drawn(row, None)

    def reduced(self, row: int, size: tuple[int, int]) -> Rgba | None:
        return self._drawn(row, size)

    def _drawn(self, row: int, size: tuple[int, int] | None) -> Rgba | None:
        try:
            stored = self.find(row)
            return None if stored is None else picture.rgba(stored, size)
        except (FormatError, OSError):
            return placeholder()


def of_files(files: Sequence[Path | None]) -> tuple[Images | None, tuple[str, ...]]:
    """The pictures of rows that are files, or of no row."""
    return of(files.__getitem__, len(files))


def of(find: Callable[[int], Stored], count: int) -> tuple[Images | None, tuple[str, ...]]:
    """The pictures, their cell as large as the largest of up to 2,000 that are looked at; a note counts broken ones."""
    rows = np.unique(np.linspace(0, count - 1, min(count, LOOKED_AT)).astype(np.int64)) if count else []
    sizes, broken = [], []
    for row in told(rows, "Looking at the pictures", len(rows), every=16):
        try:
            stored = find(int(row))
            if stored is not None:
                sizes.append(picture.size(stored))
        except (FormatError, OSError):
            broken.append(int(row))
    if not sizes:
        why = "The pictures were left out: none of them can be read." if broken else "No row has a picture."
        return None, (why,)
    cell = max(width for width, _ in sizes), max(height for _, height in sizes)
    return StoredImages(find, count, cell), _about_broken(broken, len(rows), count)


def _about_broken(broken: Sequence[int], looked_at: int, count: int) -> tuple[str, ...]:
    if not broken:
        return ()
    among = f" of the {looked_at:,} that were looked at" if looked_at < count else ""
    many = "1 picture" if len(broken) == 1 else f"{len(broken):,} pictures"
    return (
        f"{many}{among} cannot be read; a red cross stands there (first in row {broken[0]:,}, counted from 0).",
    )
