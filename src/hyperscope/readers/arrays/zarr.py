"""Zarr stores, version 2 and 3, as a folder or a .zarr.zip; AnnData's among them. Codecs that could run anything are refused."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import NUMBER_KINDS
from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError, MissingExtra
from hyperscope.readers import candidates, inflation, shapes
from hyperscope.readers.arrays import zarrcodecs
from hyperscope.readers.arrays.archive import Archive, names
from hyperscope.readers.bounds import inside
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.source import Source

MARKS = ("zarr.json", ".zgroup", ".zarray", ".zmetadata")
NODES_AT_MOST = 10_000
CODES, CATEGORIES = "/codes", "/categories"
LIKELIEST = ("obsm/X_pca", "obsm/X_", "obsm/", "emb")
FIX = "The store is damaged: copy it again."


@dataclass(frozen=True, slots=True)
class Node:
    """An array of a store, and its name there."""

    name: str
    array: Any


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix; arrays of one axis and as many rows are its columns. Raises `MissingExtra` without zarr."""
    if source.path.is_dir():
        inside(source.path)
    else:
        Archive(source.path)  # refuses a damaged directory
    with _told(source.path):
        nodes = _nodes(source.path)
    found = [_candidate(source, node) for node in nodes if node.array.ndim >= 2]
    found.sort(
        key=lambda one: next((at for at, start in enumerate(LIKELIEST) if one.name.startswith(start)), 9)
    )
    flat = [node for node in nodes if node.array.ndim == 1]
    return candidates.entries(source, found, partial(_labels, source, flat))


def tells(path: Path) -> bool:
    """Whether a folder, or a ZIP file, is a Zarr store."""
    if path.is_dir():
        return any((path / mark).is_file() for mark in MARKS)
    return any(name in MARKS for name in names(path))


def _nodes(path: Path) -> list[Node]:
    try:
        import zarr  # noqa: F401
    except ImportError:
        raise MissingExtra.named("zarr", "read Zarr stores", where=path) from None
    with zarrcodecs.checked():
        return list(islice(_arrays(_opened(path)), NODES_AT_MOST))


def _opened(path: Path) -> Any:
    import zarr
    from zarr.storage import LocalStore, ZipStore

    store = LocalStore(path, read_only=True) if path.is_dir() else ZipStore(path, mode="r", read_only=True)
    return zarr.open(store=store, mode="r")


def _arrays(top: Any) -> Iterator[Node]:
    if not hasattr(top, "members"):
        yield Node(top.basename or "array", top)
        return
    for name, member in top.members(max_depth=None):
        if not hasattr(member, "members"):
            yield Node(name, member)


@contextmanager
def _told(path: Path, name: str = "") -> Iterator[None]:
    """What zarr and its codecs say about a damaged store, in words."""
    try:
        yield
    except FormatError as problem:
        if problem.where:
            raise
        raise FormatError(problem.expected, problem.got, problem.fix, where=_where(path, name)) from None
    except HyperscopeError:
        raise
    except Exception as error:  # codecs of several packages raise whatever they have
        got = f"{type(error).__name__}: {(str(error).splitlines() or [''])[0][:200]}"
        raise FormatError("a whole Zarr store", got, FIX, where=_where(path, name)) from None


def _where(path: Path, name: str) -> str:
    return f"{path}, array {name!r}" if name else str(path)


def _candidate(source: Source, node: Node) -> Candidate:
    array = node.array
    problem: HyperscopeError | None = None
    try:
        shapes.check_kind(array.dtype.kind, str(array.dtype), _where(source.path, node.name))
    except FormatError as met:
        problem = met
    read = partial(_read, source.path, node)
    return Candidate(node.name, tuple(array.shape), str(_native(array.dtype)), read, problem)


def _read(path: Path, node: Node) -> NDArray[Any]:
    """All of an array. Raises `FormatError` where it claims far more than is stored."""
    array = node.array
    with _told(path, node.name):
        zarrcodecs.check(array, _where(path, node.name))
        most = max(
            math.prod(array.shape), math.prod(array.chunks)
        )  # a chunk is unpacked whole, however small the array
        inflation.check(most * array.dtype.itemsize, int(array.nbytes_stored()), _where(path, node.name))
        read = np.asarray(array[...])
    return read.astype(_native(read.dtype), copy=False)


def _native(dtype: np.dtype) -> np.dtype:
    return dtype.newbyteorder("=") if dtype.kind in NUMBER_KINDS else dtype


def _labels(source: Source, flat: Sequence[Node], n: int) -> tuple[Mapping[str, Column], tuple[str, ...]]:
    """Arrays of `n` values; codes stand for the categories beside them."""
    by_name = {node.name: node for node in flat}
    columns: dict[str, Column] = {}
    notes: list[str] = []
    for name, node in by_name.items():
        title = name.removesuffix(CODES)
        if node.array.shape != (n,):
            continue
        try:
            cells: list[Any] = _read(source.path, node).tolist()
            if name != title and f"{title}{CATEGORIES}" in by_name:
                words = _read(source.path, by_name[f"{title}{CATEGORIES}"]).tolist()
                cells = [words[code] if 0 <= code < len(words) else None for code in cells]
            columns[title] = Column.of(title, cells)
        except HyperscopeError as problem:
            notes.append(f"{name!r} was left out: {problem}")
    return columns, tuple(notes)
