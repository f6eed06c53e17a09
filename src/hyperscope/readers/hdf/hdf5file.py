"""HDF5 files, opened with care: no link to another file is followed, no external storage read, no claim believed.

A dataset can name any file of the machine as its storage, or be put together from others (CVE-2026-1669 and its kin), so
that only hard links are walked, and every dataset is looked at before it is read.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.errors import FormatError, HyperscopeError, MissingExtra
from hyperscope.progress import told
from hyperscope.readers import inflation, shapes
from hyperscope.readers.hdf import hdf5heap

if TYPE_CHECKING:
    import h5py

OBJECTS_AT_MOST = 100_000
DEPTH_AT_MOST = 64
POINTER_BYTES = 16
POINTER = np.dtype([("length", "<u4"), ("address", "<u8"), ("index", "<u4")])
BLOCK_ROWS = 1 << 16
FILTERS = {
    32000: "LZF",
    32001: "Blosc",
    32004: "LZ4",
    32008: "Bitshuffle",
    32013: "ZFP",
    32015: "Zstandard",
    32026: "Blosc2",
}
DAMAGE = (OSError, RuntimeError, KeyError, ValueError, TypeError, OverflowError, UnicodeDecodeError)


def library(where: object = "") -> Any:
    """h5py, half of which no type checker sees. Raises `MissingExtra` where it is not installed."""
    try:
        import h5py
    except ImportError:
        raise MissingExtra.named("hdf5", "read HDF5, Keras and AnnData files", where=where) from None
    return h5py


@dataclass(frozen=True, slots=True)
class Found:
    """A dataset before it is read: `dtype` is "string" for text. `problem` is why it must not or cannot be read."""

    name: str
    shape: tuple[int, ...] | None
    dtype: str
    problem: HyperscopeError | None = None
    order: int = 0
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def is_label(self) -> bool:
        return self.problem is None and self.shape is not None and len(self.shape) == 1


@dataclass(frozen=True, slots=True)
class Hdf5:
    """An HDF5 file on disk, or (`inside`) in memory, out of an archive."""

    path: Path
    inside: bytes | None = None

    @contextmanager
    def opened(self) -> "Iterator[h5py.File]":
        """The file. Raises `MissingExtra` without h5py, `FormatError` for a damaged one, whenever that shows."""
        h5py = library(self.path)
        if self.inside is None:
            hdf5heap.check_file(self.path)
        else:
            hdf5heap.check(self.inside, str(self.path))
        with self.told():
            source = self.path if self.inside is None else BytesIO(self.inside)
            with h5py.File(source, "r") as file:
                yield file

    @contextmanager
    def told(self, name: str = "") -> Iterator[None]:
        """What h5py says about a damaged file, in words."""
        try:
            yield
        except DAMAGE as error:
            got = (str(error).splitlines() or ["something else"])[0].strip("'\"")[:200]
            fix = "The file is damaged or cut off: write or copy it again."
            raise FormatError("a whole HDF5 file", got, fix, where=self.where(name)) from None

    def where(self, name: str) -> str:
        return f"{self.path}, dataset {name!r}" if name else str(self.path)

    def datasets(self) -> list[Found]:
        """Every dataset that hard links lead to, and what else claims to be one with the reason not to read it."""
        with self.opened() as file:
            return sorted(self._walk(file), key=lambda found: found.order)

    def read(self, name: str) -> NDArray[Any]:
        """A dataset's numbers, mapped where they lie in one piece. Raises `FormatError` for what must not be read."""
        with self.opened() as file:
            dataset = self.at(file, name)
            self._check(dataset, name)
            shapes.check_kind(dataset.dtype.kind, str(dataset.dtype), self.where(name))
            place = dataset.id.get_offset()
            if self.inside is None and place is not None and dataset.chunks is None and dataset.size:
                shape, dtype = dataset.shape, dataset.dtype
            else:
                return dataset[...]
        return np.memmap(self.path, dtype, "r", place, shape)

    def cells(self, name: str) -> list[object]:
        """A dataset of one axis as cells of a column."""
        with self.opened() as file:
            dataset = self.at(file, name)
            self._check(dataset, name)
            return as_cells(dataset, self._stored(), self.where(name))

    def at(self, file: "h5py.File", name: str) -> Any:
        """The object of that name, walked to part by part, so that no link on the way leads out of the file."""
        h5py = library()
        place: Any = file
        for part in name.split("/"):
            if not isinstance(place.get(part, getlink=True), h5py.HardLink):
                raise self.link(name)
            place = place[part]
        return place

    def _walk(self, file: "h5py.File") -> Iterator[Found]:
        h5py = library()
        waiting: list[tuple[str, Any, int]] = [("", file, 0)]
        seen: set[int] = set()
        while waiting:
            prefix, group, depth = waiting.pop()
            for name in group:
                path = f"{prefix}{name}"
                link = group.get(name, getlink=True)
                if isinstance(link, h5py.ExternalLink):
                    yield Found(path, None, "", self.link(path), 1 << 62)
                if not isinstance(link, h5py.HardLink):
                    continue
                item = group[name]
                address = h5py.h5o.get_info(item.id).addr
                if address in seen or len(seen) > OBJECTS_AT_MOST:
                    continue
                seen.add(address)
                if isinstance(item, h5py.Group) and depth < DEPTH_AT_MOST:
                    waiting.append((f"{path}/", item, depth + 1))
                elif isinstance(item, h5py.Dataset) and item.shape is not None:
                    yield self._found(path, item, address)

    def _found(self, path: str, dataset: "h5py.Dataset", address: int) -> Found:
        dtype = "string" if is_text(dataset) else str(dataset.dtype.newbyteorder("="))
        group = dataset.parent.attrs
        attributes = {"name": _word(group["name"])} if "name" in group else {}
        try:
            self._check(dataset, path)
        except HyperscopeError as problem:
            return Found(path, dataset.shape, dtype, problem, address, attributes)
        return Found(path, dataset.shape, dtype, None, address, attributes)

    def _check(self, dataset: "h5py.Dataset", name: str) -> None:
        """Raise `FormatError` unless a dataset's numbers lie in this file, as many as it claims, in a way that is known."""
        filters = library().h5z
        if dataset.external or dataset.is_virtual:
            raise self.link(name)
        creation = dataset.id.get_create_plist()
        for place in range(creation.get_nfilters()):
            code, _, _, title = creation.get_filter(place)
            if not filters.filter_avail(code):
                shown = FILTERS.get(code, title.decode(errors="replace"))
                fix = "Write it again with gzip, or without compression."
                raise FormatError(
                    "a compression that HDF5 knows", f"{shown} (filter {code})", fix, where=self.where(name)
                )
        width = POINTER_BYTES if dataset.dtype.kind == "O" else dataset.dtype.itemsize
        claimed, stored = math.prod(dataset.shape) * width, dataset.id.get_storage_size()
        place = dataset.id.get_offset()
        if (place or 0) + stored > self._stored() or (place is not None and claimed > stored):
            got = f"{stored:,} at byte {place or 0:,} of {self._stored():,}"
            fix = "The file is damaged or cut off: write or copy it again."
            raise FormatError(f"{claimed:,} bytes inside the file", got, fix, where=self.where(name))
        inflation.check(claimed, stored, self.where(name))
        if place is not None and dataset.size and dataset.dtype.kind == "O" and self.inside is None:
            lengths = np.memmap(self.path, POINTER, "r", place, (dataset.size,))["length"]
            inflation.check(int(lengths.sum(dtype=np.int64)), self._stored(), self.where(name))

    def _stored(self) -> int:
        return self.path.stat().st_size if self.inside is None else len(self.inside)

    def link(self, name: str) -> FormatError:
        """The refusal of what lies in another file."""
        return FormatError(
            "numbers that lie in this file",
            "a link to another file",
            "Nothing else was opened: open that file itself, or copy the numbers into this one.",
            where=self.where(name),
        )


def is_text(dataset: "h5py.Dataset") -> bool:
    """Whether a dataset holds words, of any or of fixed length."""
    return library().check_string_dtype(dataset.dtype) is not None


def as_cells(dataset: "h5py.Dataset", stored: int, where: str) -> list[object]:
    """The values of a dataset, words decoded. `stored` is the file's size: one long word may be pointed to too often."""
    if not is_text(dataset):
        if dataset.dtype.kind not in "fiub":
            kind = "lists" if dataset.dtype.kind == "O" else dataset.dtype
            fix = "Save each of its parts as a dataset of its own."
            raise FormatError("words or single numbers", f"{kind}", fix, where=where)
        return dataset[...].tolist()
    cells: list[object] = []
    words = dataset.asstr(errors="replace")
    step = max(1, min(BLOCK_ROWS, inflation.limit(stored) // max(1, stored)))
    total = 0
    for start in told(range(0, dataset.shape[0], step), "Reading cells", every=1):
        block = np.asarray(words[start : start + step]).tolist()
        total += sum(map(len, block))
        inflation.check(total, stored, where)
        cells += block
    return cells


def labels(file: Hdf5, found: list[Found], n: int) -> tuple[dict[str, Column], tuple[str, ...]]:
    """The datasets of one axis that have `n` values, as columns."""
    columns: dict[str, Column] = {}
    notes: list[str] = []
    for one in found:
        if one.shape == (n,) and one.problem is None:
            try:
                columns[one.name] = Column.of(one.name, file.cells(one.name))
            except HyperscopeError as problem:
                notes.append(f"{one.name!r} was left out: {problem}")
    return columns, tuple(notes)


def _word(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
