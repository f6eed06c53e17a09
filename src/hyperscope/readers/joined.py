"""Several sources laid out in one space: their rows one after another, a column telling which source each came from."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import ShapeError
from hyperscope.images import Images, Rgba
from hyperscope.readers import choosing, given
from hyperscope.readers.arrays import memory
from hyperscope.readers.beside import companions
from hyperscope.readers.beside.metadata import unused
from hyperscope.readers.numbers import Numbers
from hyperscope.readers.opening import check_said
from hyperscope.readers.opening import inspect as listed

SOURCE = "source"


def inspect(sources: Sequence[object], options: OpenOptions | None = None) -> Entry:
    """One entry of the likeliest entry of each source; metadata and pictures said beside are of all rows together.

    Raises `ShapeError` where two are not equally wide: at once where the files tell, else when it is loaded.
    """
    options = options or OpenOptions()
    check_said(options)
    alone = replace(options, metadata=None, cell=None, images=None, image_shape=None)
    parts = [choosing.likeliest(listed(source, alone)) for source in sources]
    if not parts:
        raise ShapeError("at least one source", "none", "Name two or more of equal width.", where="together")
    names = _names(sources)
    _check([(name, entry.shape) for name, entry in zip(names, parts, strict=True)])
    beside = companions.chosen(options)
    shapes = [entry.shape for entry in parts if entry.shape is not None]
    shape = (sum(one[0] for one in shapes), shapes[0][1]) if len(shapes) == len(parts) else None
    dtypes = {entry.dtype for entry in parts}
    dtype = dtypes.pop() if len(dtypes) == 1 else None
    load = partial(_load, names, parts, beside)
    files = _files(names, parts) | beside.files()
    notes = (f"{len(parts)} sources lie in one space: the column {SOURCE!r} tells them apart.",)
    made = Entry(
        " + ".join(names),
        called(sources),
        load,
        shape=shape,
        dtype=dtype,
        notes=notes,
        files=files,
        parts=_paths(sources),
    )
    return given.with_axes(made, options.axes) if options.axes else made


def called(sources: Sequence[object]) -> str:
    """What several sources are called as one."""
    return " ".join(_names(sources))


def _paths(sources: Sequence[object]) -> tuple[str, ...]:
    """The sources as they were written; none where one of them is no path."""
    paths = tuple(str(one) for one in sources if isinstance(one, str | Path))
    return paths if len(paths) == len(sources) else ()


def _files(names: Sequence[str], parts: Sequence[Entry]) -> dict[str, Path]:
    """The files of all, each by its role and the source whose it is."""
    return {
        f"{role} of {name}": path
        for name, entry in zip(names, parts, strict=True)
        for role, path in entry.files.items()
    }


class ImagesInTurn:
    """The pictures of several datasets, one after the other; `counts` are their rows, None has none."""

    def __init__(self, parts: Sequence[Images | None], counts: Sequence[int]) -> None:
        self._parts = parts
        self._ends = np.cumsum(counts)
        cells = [part.cell for part in parts if part is not None]
        self.cell = (max(cell[0] for cell in cells), max(cell[1] for cell in cells))

    def __len__(self) -> int:
        return int(self._ends[-1])

    def __getitem__(self, row: int) -> Rgba | None:
        place = int(np.searchsorted(self._ends, row, "right"))
        part = self._parts[place]
        return None if part is None else part[row - (int(self._ends[place - 1]) if place else 0)]


def _load(names: Sequence[str], parts: Sequence[Entry], beside: companions.Companions) -> Dataset:
    loaded = [entry.load() for entry in parts]
    _check([(name, one.vectors.shape) for name, one in zip(names, loaded, strict=True)])
    counts = [one.n for one in loaded]
    vectors = np.concatenate([one.vectors for one in loaded])
    notes = tuple(f"{name}: {note}" for name, one in zip(names, loaded, strict=True) for note in one.notes)
    numbers = Numbers(vectors, _columns(names, loaded), notes)
    dataset = companions.join(" + ".join(names), numbers, beside)
    pictures = [one.images for one in loaded]
    if dataset.images is None and any(one is not None for one in pictures):
        dataset = replace(dataset, images=ImagesInTurn(pictures, counts))
    return dataset


def _columns(names: Sequence[str], loaded: Sequence[Dataset]) -> Mapping[str, Column]:
    """The columns of all, by name; rows whose source has none of that name are empty."""
    titles = list(dict.fromkeys(title for one in loaded for title in one.columns))
    origin = pa.concat_arrays(
        [pa.array([name] * one.n, pa.string()) for name, one in zip(names, loaded, strict=True)]
    )
    first = unused(SOURCE, titles)
    return {first: Column(first, origin)} | {title: Column(title, _cells(title, loaded)) for title in titles}


def _cells(title: str, loaded: Sequence[Dataset]) -> pa.Array:
    empty = pa.scalar("", pa.string())
    return pa.concat_arrays(
        [one.columns[title].written if title in one.columns else pa.repeat(empty, one.n) for one in loaded]
    )


def _names(sources: Sequence[object]) -> list[str]:
    """The sources as people tell them apart: file names, with their folders where two are alike."""
    long = [str(one) if isinstance(one, str | Path) else _in_memory(one) for one in sources]
    short = [os.path.basename(name.rstrip("/")) or name for name in long]  # noqa: PTH119  (an address too)
    chosen = short if len(set(short)) == len(short) else long
    names: list[str] = []
    for name in chosen:
        names.append(unused(name, names))
    return names


def _in_memory(source: object) -> str:
    return source.name if isinstance(source, Dataset) else memory.NAME


def _check(shapes: Sequence[tuple[str, tuple[int, ...] | None]]) -> None:
    """Raise `ShapeError` for the first that is not as wide as the first of all."""
    known = [(name, shape) for name, shape in shapes if shape is not None]
    for name, shape in known[1:]:
        if shape[1:] != known[0][1][1:]:
            raise ShapeError(
                f"{known[0][1][1]:,} numbers a row, as in {known[0][0]!r}",
                f"{shape[1]:,} in {name!r}",
                "Open them one by one, or save them with equally many numbers a row.",
                where="together",
            )
