"""Files that the page sends: kept in a folder of the session's own, read by the same readers, gone with the session."""

import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from hyperscope import readers
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import FormatError, HyperscopeError, QueryError
from hyperscope.readers.beside import attaching
from hyperscope.readers.sniff import sniff

ROLES = ("auto", "metadata", "images", "vectors")
PICTURES = "sprite sheet"
NAME_AT_MOST = 120

Attach = Callable[[Dataset], Dataset]


class Uploads:
    """A private folder, made when the first file comes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._count = 0

    def place(self, name: str) -> Path:
        """Where a file of this name is to be written: its last part alone, in a folder that holds nothing else."""
        plain = re.sub(r'[\0-\x1f<>:"|?*]', "_", re.split(r"[/\\]", name)[-1]).lstrip(".")[-NAME_AT_MOST:]
        with self._lock:
            self._folder = self._folder or Path(tempfile.mkdtemp(prefix="hyperscope-"))
            self._count += 1
            folder = self._folder / str(self._count)
        folder.mkdir()
        return folder / (plain or "file")

    def close(self) -> None:
        with self._lock:
            folder, self._folder = self._folder, None
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def by_name(path: Path) -> Iterator[None]:
    """Errors about the file call it as the person did, not by where it is kept."""
    try:
        yield
    except HyperscopeError as error:
        error.where = error.where.replace(str(path), path.name)
        raise


def attachment(
    path: Path, role: str, dataset: Dataset, key: str | None, cell: tuple[int, int] | None
) -> tuple[Literal["metadata", "images"], Attach] | None:
    """What a file adds to an open dataset, and as what, or None where it is vectors.

    Asked for "auto", a picture is a sprite sheet, a table that fits is metadata, and vectors are what is left. Raises what
    keeps it from being what was asked for.
    """
    if role not in ROLES:
        raise QueryError(f"one of {', '.join(ROLES)}", repr(role), "Choose one of them.", where="role")
    if role == "vectors":
        return None
    if role == "images" or (role == "auto" and _is_picture(path)):
        return "images", partial(attaching.sheet, path=path, cell=cell)
    add = partial(attaching.table, path=path, key=key)
    try:
        add(dataset)
    except HyperscopeError:
        if role == "metadata" or not _has_vectors(path):
            raise
        return None
    return "metadata", add


def vectors(path: Path) -> list[Entry]:
    """The entries of a file of vectors, named as it was. Raises what keeps it from being one."""
    found = readers.inspect(path, OpenOptions(root=path.parent))
    return [replace(entry, source=path.name) for entry in found]


def _is_picture(path: Path) -> bool:
    try:
        return sniff(path).name == PICTURES
    except FormatError:
        return False


def _has_vectors(path: Path) -> bool:
    try:
        return any(entry.readable for entry in vectors(path))
    except HyperscopeError:
        return False
