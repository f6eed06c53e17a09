"""A folder of pictures as a source: every picture is a point, its pixels, much reduced, are the vector."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.images import Images, put, reduced
from hyperscope.readers.beside import companions, gallery, stored
from hyperscope.readers.numbers import Numbers
from hyperscope.readers.source import Source, listed

SIDE = 32
FILES_AT_MOST = 20_000
NOTE = (
    f"Every picture is a point, its pixels reduced to {SIDE} × {SIDE} the vector. Vectors of a model tell better what "
    "pictures show: open those, with --images and this folder."
)


def inspect(source: Source) -> list[Entry] | None:
    """One entry of all pictures below the folder; None where there are fewer than two.

    Raises `FormatError` for more than can be read while somebody waits.
    """
    files = gallery.listed(source.path)
    if len(files) < 2:
        return None
    if len(files) > FILES_AT_MOST:
        raise FormatError(
            "vectors, or at most 20,000 pictures to make them of", f"{len(files):,} pictures",
            "Compute vectors with a model and open these with --images and this folder.", where=str(source.path),
        )  # fmt: skip
    name = source.path.resolve().name or "pictures"

    def load() -> Dataset:
        return _load(source, name, files)

    return [listed(source, name, load, (len(files), SIDE * SIDE * 3), "uint8", notes=(NOTE,))]


def _load(source: Source, name: str, files: Sequence[Path]) -> Dataset:
    images, notes = stored.of_files(files)
    if images is None:
        raise FormatError("pictures", "files that are none", "Save them as PNG.", where=str(source.path))
    numbers = Numbers(_vectors(images), _columns(source.path, files), (NOTE, *notes))
    return companions.join(name, numbers, replace(companions.chosen(source.options), images=images))


def _vectors(images: Images) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    made = np.zeros((len(images), SIDE * SIDE * 3), np.uint8)
    for row in range(len(images)):
        space = np.zeros((SIDE, SIDE, 4), np.uint8)
        picture = reduced(images, row, (SIDE, SIDE))
        if picture is not None:
            put(space, picture)
        shown = space[..., :3] * (space[..., 3:] > 0)
        made[row] = shown.ravel()
    return made


def _columns(folder: Path, files: Sequence[Path]) -> dict[str, Column]:
    """The files' names, and the folders they lie in where there are several: these are often the classes."""
    inner = [path.relative_to(folder) for path in files]
    columns = {"file": Column.of("file", [path.name for path in inner])}
    if len({path.parent for path in inner}) > 1:
        columns["folder"] = Column.of("folder", [path.parent.as_posix() for path in inner])
    return columns
