"""The formats, as text: importing this table loads no writer. Sorted by ending; `SEVERAL` write more than one file."""

import os
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from hyperscope.dataset import Dataset
from hyperscope.errors import PathError
from hyperscope.layout import Layout
from hyperscope.writers.files import replacing

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
SEVERAL = {
    "": "hyperscope.writers.projector.logdir:convert",
    ".json": "hyperscope.writers.projector.standalone:convert",
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
        with replacing(path) as file:
            function(layout, dataset, file)

    return write


def converter(path: Path) -> Convert:
    """What writes the vectors of a dataset and their metadata to `path`, and returns notes of what has no place there.

    A name without an ending, or a folder, becomes a log directory; `.json` a config of the standalone projector, with its
    files beside it. Raises `PathError` as `writer` does.
    """
    ending = "" if path.is_dir() else path.suffix.lower()
    if ending in SEVERAL:
        several = _imported(SEVERAL[ending])
        return lambda dataset: several(dataset, path)
    function = _function(path, VECTORS)

    def convert(dataset: Dataset) -> tuple[str, ...]:
        with replacing(path) as file:
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
    return _imported(formats[path.suffix.lower()])


def _imported(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)
