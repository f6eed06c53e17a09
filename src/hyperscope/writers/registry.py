"""The formats, as text: importing this table loads no writer. Sorted by ending."""

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import BinaryIO

from hyperscope.dataset import Dataset
from hyperscope.errors import PathError
from hyperscope.layout import Layout

FORMATS = {
    ".npy": "hyperscope.writers.npy:write",
    ".parquet": "hyperscope.writers.parquet:write",
}
Write = Callable[[Layout, Dataset], None]


def writer(path: Path) -> Write:
    """What writes a layout of a dataset to `path`, by the path's ending; an older file there is replaced as a whole.

    Raises `PathError` for an ending that no format has, or a folder that is not there or not to be written in: now,
    before anything is computed.
    """
    if path.suffix.lower() not in FORMATS:
        raise PathError(
            f"a name that ends in {' or '.join(FORMATS)}", repr(path.name), "Choose one of these endings.",
            where=str(path),
        )  # fmt: skip
    if not path.parent.is_dir():
        raise PathError.missing(path.parent, where=str(path))
    if path.is_dir() or not os.access(path.parent, os.W_OK):
        raise PathError("a file that can be written", "a folder, or a place without permission", "Choose another.",
                        where=str(path))  # fmt: skip

    def write(layout: Layout, dataset: Dataset) -> None:
        part = path.with_name(f".{path.name}.part")
        try:
            with part.open("wb") as file:
                _function(path)(layout, dataset, file)
            part.replace(path)
        except OSError as error:
            raise PathError("room and permission to write", f"{error}", "Free some space, or choose another place.",
                            where=str(path)) from None  # fmt: skip
        finally:
            part.unlink(missing_ok=True)

    return write


def _function(path: Path) -> Callable[[Layout, Dataset, BinaryIO], None]:
    module, _, name = FORMATS[path.suffix.lower()].partition(":")
    return getattr(import_module(module), name)
