"""NumPy's .npz: a ZIP of .npy arrays. Stored members are mapped where they lie, deflated ones are streamed.

Arrays of one axis are labels: they become columns of the matrices that have as many rows.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.progress import tell
from hyperscope.readers import candidates, shapes
from hyperscope.readers.arrays import npy
from hyperscope.readers.arrays.archive import Archive, names
from hyperscope.readers.arrays.npy import Header
from hyperscope.readers.arrays.records import cells
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.source import Source

LABEL_KINDS = "USMmfiub"
BLOCK_BYTES = 16 << 20
OF_SPARSE = {"format.npy", "shape.npy", "data.npy"}
ALSO_OF_SPARSE = {"indices.npy", "indptr.npy", "row.npy", "col.npy", "offsets.npy", "_is_array.npy"}


@dataclass(frozen=True, slots=True)
class Array:
    """A member: its header, or the problem that stands in for it."""

    member: str
    header: Header | None
    problem: FormatError | None = None

    @property
    def name(self) -> str:
        return self.member.removesuffix(".npy")

    @property
    def is_label(self) -> bool:
        return self.header is not None and len(self.header.shape) == 1

    @property
    def refused(self) -> bool:
        return self.header is not None and self.header.dtype.kind not in LABEL_KINDS


def inspect(source: Source) -> list[Entry]:
    """An entry for each matrix. Raises `FormatError` for a damaged archive, and where there is no matrix."""
    archive = Archive(source.path)
    with archive.held():
        arrays = [array(archive, name) for name in archive.members]
    offered = [_candidate(archive, one) for one in arrays if not _only_label(one)]
    return candidates.entries(source, offered, partial(_labels, archive, arrays))


def tells(path: Path) -> bool:
    """Whether the members of a ZIP file are NumPy's, and no sparse matrix."""
    found = names(path)
    return bool(found) and all(name.endswith(".npy") for name in found) and not is_sparse(found)


def is_sparse(found: Sequence[str]) -> bool:
    """Whether members of these names are one of SciPy's sparse matrices."""
    return OF_SPARSE <= set(found) <= OF_SPARSE | ALSO_OF_SPARSE


def _only_label(one: Array) -> bool:
    return one.is_label and not one.refused


def array(archive: Archive, name: str) -> Array:
    try:
        with archive.opened(name) as stream:
            header = npy.parse_header(stream, archive.members[name].size, archive.where(name))
        if header.dtype.kind in LABEL_KINDS:
            npy.check_size(header, archive.members[name].size, archive.where(name))
        return Array(name, header)
    except FormatError as problem:
        return Array(name, None, problem)


def _candidate(archive: Archive, one: Array) -> Candidate:
    header, problem = one.header, one.problem
    where = archive.where(one.member)
    if header is not None:
        try:
            shapes.check_kind(header.dtype.kind, str(header.dtype), where)
        except FormatError as refusal:
            problem = refusal
    shape = header.shape if header else None
    dtype = str(header.dtype.newbyteorder("=")) if header else ""
    return Candidate(one.name, shape, dtype, partial(read, archive, one), problem)


def read(archive: Archive, one: Array) -> NDArray[Any]:
    header = one.header
    assert header is not None
    start = archive.find(one.member).offset
    order = "F" if header.fortran else "C"
    if start is not None:
        return np.memmap(archive.path, header.dtype, "r", start + header.offset, header.shape, order)
    flat = np.empty(math.prod(header.shape), header.dtype)
    with archive.opened(one.member) as stream:
        stream.read(header.offset)
        _fill(flat.view(np.uint8).data, stream, archive.where(one.member))
    return flat.reshape(header.shape, order=order)


def _fill(target: memoryview, stream: Any, where: str) -> None:
    at = 0
    while at < len(target):
        block = stream.read(min(BLOCK_BYTES, len(target) - at))
        if not block:
            got = f"{at:,}"
            raise FormatError(
                f"{len(target):,} bytes", got, "The file is cut off: write it again.", where=where
            )
        target[at : at + len(block)] = block
        at += len(block)
        tell("Unpacking", at, len(target))


def _labels(archive: Archive, arrays: list[Array], n: int) -> tuple[Mapping[str, Column], tuple[str, ...]]:
    columns: dict[str, Column] = {}
    notes: list[str] = []
    for one in arrays:
        if one.header is None or one.header.shape != (n,):
            continue
        if one.refused:
            notes.append(
                f"{one.name!r} was left out: it holds pickled Python objects, which are never opened."
            )
            continue
        try:
            columns[one.name] = Column.of(one.name, cells(read(archive, one)))
        except HyperscopeError as problem:
            notes.append(f"{one.name!r} was left out: {problem}")
    return columns, tuple(notes)
