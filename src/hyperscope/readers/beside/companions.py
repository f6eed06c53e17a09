"""What goes with vectors: metadata, pictures, bookmarks. They are joined here, row by row, for every format alike.

A companion that is missing or broken costs a note, never the vectors.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from hyperscope.bookmark import Bookmark
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import FormatError, PathError
from hyperscope.readers.beside import bookmarks, cells, gallery, memory_columns, metadata, sprite
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.numbers import Numbers

T = TypeVar("T")
LOOKED_AT_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Companions:
    """`metadata` and `images` are paths, or the things themselves; `cell` is (width, height) where a config says so.

    `image_shape` and `invert` say how the rows themselves are drawn. Paths in a column are relative to `folder`, or to the
    metadata's own, and stay inside it or `within`.
    `key` is the column of the metadata that says which row a line belongs to, or None.
    """

    metadata: Any = None
    images: Any = None
    cell: tuple[int, int] | None = None
    image_shape: tuple[int, ...] | None = None
    invert: bool = False
    folder: Path | None = None
    within: tuple[Path, ...] = ()
    key: str | None = None
    bookmarks: tuple[Path, ...] = ()

    def files(self) -> dict[str, Path]:
        """The companions that are files, by role."""
        saved = self.bookmarks[0] if self.bookmarks else None
        roles = {"metadata": self.metadata, "sprite": self.images, "bookmarks": saved}
        return {role: path for role, path in roles.items() if isinstance(path, Path)}


def chosen(options: OpenOptions, config: Companions | None = None) -> Companions:
    """What the person named, else what the config names."""
    config = config or Companions()
    return replace(
        config,
        metadata=config.metadata if options.metadata is None else _path(options.metadata),
        images=config.images if options.images is None and not options.image_shape else _path(options.images),
        key=options.key,
        bookmarks=(*config.bookmarks, *options.bookmarks),
        cell=options.cell or (config.cell if options.images is None else None),
        image_shape=options.image_shape,
        invert=options.invert,
        within=(*((options.root,) if options.root else ()), *options.allow_outside),
    )


def join(name: str, numbers: Numbers, beside: Companions, notes: tuple[str, ...] = ()) -> Dataset:
    """The dataset of these vectors with whatever of its companions fits."""
    n = len(numbers.vectors)
    columns, about_columns = _columns(numbers, beside, n)
    images, about_images = _images(beside, numbers, columns)
    states, about_states = _bookmarks(beside.bookmarks)
    told = (*notes, *numbers.notes, *about_columns, *about_images, *about_states)
    dataset = Dataset(name, numbers.vectors, columns, images, bookmarks=states, notes=told)
    small = (
        numbers.vectors.nbytes <= LOOKED_AT_BYTES
    )  # of larger ones it is told when their rows are asked for
    return replace(dataset, notes=(*told, *dataset.about_rows)) if small else dataset


def _path(thing: Any) -> Any:
    return Path(thing).expanduser() if isinstance(thing, str) else thing


def _columns(numbers: Numbers, beside: Companions, n: int) -> tuple[dict[str, Column], tuple[str, ...]]:
    given = beside.metadata
    if isinstance(given, Path):
        table, notes = _or_note(
            lambda: metadata.read(given, n, numbers.columns, beside.key), "The metadata were left out"
        )
        columns = dict(table.columns) if table else {}
        notes = table.notes if table else notes
    else:
        columns, notes = ({}, ()) if given is None else (memory_columns.of(given, n), ())
    for name, column in numbers.columns.items():
        free = metadata.unused(name, columns)
        columns[free] = replace(column, name=free)
    return columns, notes


def _images(beside: Companions, numbers: Numbers, columns: Mapping[str, Column]) -> gallery.Read:
    """The pictures that were named, else the rows themselves where they are said to be some, else what stands beside them."""
    given, n = beside.images, len(numbers.vectors)
    if isinstance(given, Path):
        if given.is_dir():
            read, notes = _or_note(lambda: gallery.of_folder(given, columns, n), "The pictures were left out")
        else:
            read, notes = _or_note(
                lambda: sprite.read(given, beside.cell, n), "The sprite sheet was left out"
            )
        return read or (None, notes)
    if given is not None:
        return cells.of(given, n), ()
    if beside.image_shape:
        return cells.of_rows(numbers.vectors, beside.image_shape, beside.invert)
    if numbers.images is not None:
        return numbers.images, ()
    return _named(beside, columns)


def _named(beside: Companions, columns: Mapping[str, Column]) -> gallery.Read:
    folder = beside.metadata.parent if isinstance(beside.metadata, Path) else beside.folder
    if folder is None:
        return None, ()
    return gallery.of_column(columns, folder, Bounds((folder, *beside.within)))


def with_bookmarks(entry: Entry, paths: tuple[Path, ...]) -> Entry:
    """An entry that has no companions of its own, with saved views behind those it may have."""

    def load() -> Dataset:
        dataset = entry.load()
        states, told = _bookmarks(paths)
        return replace(dataset, bookmarks=(*dataset.bookmarks, *states), notes=(*dataset.notes, *told))

    return replace(entry, load=load)


def _bookmarks(paths: tuple[Path, ...]) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
    found: tuple[Bookmark, ...] = ()
    notes: tuple[str, ...] = ()
    for path in paths:
        some, told = _or_note(lambda path=path: bookmarks.read(path), "The bookmarks were left out")
        found, notes = (*found, *(some or ())), (*notes, *told)
    return found, notes


def _or_note(read: Callable[[], T], consequence: str) -> tuple[T | None, tuple[str, ...]]:
    try:
        return read(), ()
    except (FormatError, PathError) as problem:
        return None, (f"{consequence}: {problem}",)
    except OSError as error:
        return None, (f"{consequence}: {error.strerror or error}.",)
