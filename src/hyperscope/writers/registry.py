"""The formats, as text: importing this table loads no writer. Sorted by ending."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from hyperscope.dataset import Dataset
from hyperscope.errors import PathError
from hyperscope.layout import Layout

FORMATS = {
    ".npy": "hyperscope.writers.npy:write",
    ".parquet": "hyperscope.writers.parquet:write",
}
VECTORS = {
    ".arrow": "hyperscope.writers.vectors.arrow:write_arrow",
    ".csv": "hyperscope.writers.vectors.text:write_csv",
    ".feather": "hyperscope.writers.vectors.arrow:write_arrow",
    ".npy": "hyperscope.writers.vectors.arrays:write_npy",
    ".npz": "hyperscope.writers.vectors.arrays:write_npz",
    ".parquet": "hyperscope.writers.vectors.arrow:write_parquet",
    ".safetensors": "hyperscope.writers.vectors.tensors:write",
    ".tsv": "hyperscope.writers.vectors.text:write_tsv",
}
Write = Callable[[Layout, Dataset], None]
Convert = Callable[[Dataset], tuple[str, ...]]


def writer(path: Path) -> Write:
    """What writes a layout of a dataset to `path`, by the path's ending; an older file there is replaced as a whole.

    Raises `PathError` for an ending that no format has, or a folder that is not there or not to be written in: now,
    before anything is computed.
    """
    function = _function(path, FORMATS)

    def write(layout: Layout, dataset: Dataset) -> None:
        with _replacing(path) as file:
            function(layout, dataset, file)

    return write


def converter(path: Path) -> Convert:
    """What writes the vectors of a dataset and their metadata to `path`, and returns notes of what has no place there.

    Raises `PathError` as `writer` does.
    """
    function = _function(path, VECTORS)

    def convert(dataset: Dataset) -> tuple[str, ...]:
        with _replacing(path) as file:
            return function(dataset, file)

    return convert


def _function(path: Path, formats: Mapping[str, str]) -> Callable[..., Any]:
    if path.suffix.lower() not in formats:
        raise PathError(
            f"a name that ends in {' or '.join(formats)}", repr(path.name), "Choose one of these endings.",
            where=str(path),
        )  # fmt: skip
    if not path.parent.is_dir():
        raise PathError.missing(path.parent, where=str(path))
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise PathError("a file that can be written", "a folder, or a place without permission", "Choose another.",
                        where=str(path))  # fmt: skip
    module, _, name = formats[path.suffix.lower()].partition(":")
    return getattr(import_module(module), name)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` once it is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise PathError("room and permission to write", f"{error}", "Free some space, or choose another place.",
                        where=str(path)) from None  # fmt: skip
    finally:
        part.unlink(missing_ok=True)
