"""Dataset: vectors with everything known about their rows."""

import hashlib
import mmap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Rows, Vectors, not_finite
from hyperscope.bookmark import Bookmark
from hyperscope.columns import Column, Features, Kind
from hyperscope.images import Images, ImagesOfRows
from hyperscope.layout import Layout
from hyperscope.progress import Progress, Work, drive, tell

BLOCK_BYTES = 16 << 20
SHOWN_ROWS = 8
NAMED = 8  # columns in a dataset's own line
FULL_FINGERPRINT_BYTES = 64 << 20
SAMPLED_BLOCKS = 1_024
SAMPLED_BLOCK_BYTES = 4_096
LOOKING = "Looking through the vectors"
BLOCKS_MAPPED = 4  # read from a mapped file before its pages are given back


@dataclass(frozen=True, eq=False)
class Dataset:
    """`vectors` (n, d) in their stored dtype, memory-mapped where the format allows it, never changed in place.

    `columns` are in their file's order; `notes` are sentences about what was repaired or left out; `history` names the
    preprocessing steps that led here, oldest first. `layouts` came with the data, `features` are further columns on demand.
    `check`, where the file has checksums that nobody looked at yet, raises `FormatError` if they are wrong: whatever goes
    through all rows calls it first.
    """

    name: str
    vectors: Vectors
    columns: Mapping[str, Column] = field(default_factory=dict)
    images: Images | None = None
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    features: Features | None = None
    bookmarks: tuple[Bookmark, ...] = ()
    notes: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    check: Callable[[], None] | None = None

    @property
    def n(self) -> int:
        return self.vectors.shape[0]

    @property
    def d(self) -> int:
        return self.vectors.shape[1]

    def __repr__(self) -> str:
        parts = [f"{self.n:,} × {self.d:,} {self.vectors.dtype}"]
        if self.columns:
            parts.append(f"columns {_first(self.columns)}")
        if self.images is not None:
            parts.append("images")
        if self.layouts:
            parts.append(f"layouts {_first(self.layouts)}")
        if self.notes:
            parts.append(f"{len(self.notes)} in notes")
        return f"<Dataset {self.name}: {'; '.join(parts)}>"

    def blocks(self, rows: int | None = None) -> Iterator[tuple[int, Floats]]:
        """(first row, float32 block) over all rows, about 16 MB at a time, whatever the stored dtype."""
        for rows_now in self.stretches(rows or max(1, BLOCK_BYTES // (4 * self.d))):
            yield rows_now.start, self.block(rows_now)

    def stretches(self, rows: int) -> Iterator[slice]:
        """All rows, so many at a time, for whoever reads their blocks before asking for more."""
        self._checked()
        for count, start in enumerate(range(0, self.n, rows)):
            tell(LOOKING, start, self.n)
            yield slice(start, min(start + rows, self.n))
            if count % BLOCKS_MAPPED == BLOCKS_MAPPED - 1:
                let_go(self.vectors)
        let_go(self.vectors)

    def block(self, rows: slice) -> Floats:
        """These rows as float32; on any thread."""
        return float32(self.vectors[rows])

    def as_float32(self) -> Floats:
        """All vectors as one C-contiguous float32 array; no copy where they already are one."""
        self._checked()
        return float32(self.vectors)

    @cached_property
    def left_out(self) -> Rows:
        """The rows that hold a NaN, an infinity or a number beyond float32, which no projection can place."""
        return drive(self.look_for_left_out())

    def look_for_left_out(self) -> Work[Rows]:
        """`left_out`, found in pieces between which one may leave; at once where it is known."""
        if "left_out" not in self.__dict__:
            self._checked()
            bad = [np.empty(0, np.int64)]
            for start, block in self.blocks() if self.vectors.dtype.kind == "f" else ():
                bad.append(start + np.flatnonzero(~np.isfinite(block).all(axis=1)))
                yield Progress(LOOKING, start, self.n)
            self.__dict__["left_out"] = np.concatenate(bad)
        return self.__dict__["left_out"]

    @cached_property
    def kept(self) -> Rows:
        """The rows that are finite throughout."""
        mask = np.ones(self.n, bool)
        mask[self.left_out] = False
        return np.flatnonzero(mask)

    @cached_property
    def largest(self) -> float:
        """The largest absolute number among the kept rows; 1 where all are 0."""
        return drive(self.look_for_largest())

    def look_for_largest(self) -> Work[float]:
        """`largest`, found in pieces between which one may leave; at once where it is known."""
        if "largest" not in self.__dict__:
            most = 0.0
            for start, block in self.blocks():
                kept = block[np.isfinite(block).all(axis=1)]
                most = max(most, float(np.abs(kept).max(initial=0)))
                yield Progress(LOOKING, start, self.n)
            self.__dict__["largest"] = most or 1.0
        return self.__dict__["largest"]

    @cached_property
    def lengths(self) -> NDArray[np.float32]:
        """(n,) every row's length over `largest`; NaN for left-out rows."""
        lengths = np.full(self.n, np.nan, np.float32)
        for start, block in self.blocks():
            finite = np.flatnonzero(np.isfinite(block).all(axis=1))
            scaled = block[finite] / np.float32(self.largest)
            lengths[start + finite] = np.sqrt(np.einsum("ij,ij->i", scaled, scaled))
        return lengths

    @cached_property
    def about_rows(self) -> tuple[str, ...]:
        """What there is to say about rows that cannot be placed, and about a row that stands alone."""
        if self.n == 1:
            return ("There is one row only: nothing to compare it with.",)
        rows = self.left_out
        if not len(rows):
            return ()
        shown = ", ".join(str(row) for row in rows[:SHOWN_ROWS]) + (", …" if len(rows) > SHOWN_ROWS else "")
        return (f"{not_finite(len(rows))} and cannot be placed (counted from 0: {shown}).",)

    def _checked(self) -> None:
        if self.check is not None:
            self.check()

    def annotated(self, columns: Mapping[str, Column]) -> "Dataset":
        """The same vectors with other metadata; what is known of the vectors by now is not found out again."""
        other = replace(self, columns=columns)
        known = ("left_out", "kept", "largest", "lengths", "fingerprint")
        other.__dict__.update({name: self.__dict__[name] for name in known if name in self.__dict__})
        return other

    def finite(self) -> "Dataset":
        """This dataset without its left-out rows; itself if there are none."""
        return self.select(self.kept) if len(self.left_out) else self

    def select(self, rows: Rows) -> "Dataset":
        """The dataset of these rows only, in this order."""
        return replace(
            self,
            vectors=self.vectors[rows],
            columns={name: column.take(rows) for name, column in self.columns.items()},
            images=ImagesOfRows(self.images, rows) if self.images is not None else None,
            layouts={},
            features=None,
            history=(*self.history, f"{len(rows):,} of {self.n:,} rows"),
        )

    def label_column(self) -> str | None:
        """The column that names a row: the first that is not numeric, else the first."""
        for name, column in self.columns.items():
            if column.kind is not Kind.NUMERIC:
                return name
        return next(iter(self.columns), None)

    @cached_property
    def fingerprint(self) -> str:
        """A hash of dtype, shape and bytes: all of them up to 64 MB, beyond that size and 1,024 fixed blocks."""
        digest = hashlib.blake2b(digest_size=16)
        digest.update(f"{self.vectors.dtype.str}{self.vectors.shape}{self.history}".encode())
        if self.vectors.nbytes <= FULL_FINGERPRINT_BYTES:
            digest.update(np.ascontiguousarray(self.vectors).data)
            return digest.hexdigest()
        for count, row in enumerate(_sampled_rows(self.n, self.vectors.nbytes)):
            digest.update(np.ascontiguousarray(self.vectors[row]).data)
            tell(LOOKING, count, SAMPLED_BLOCKS)
            if count % BLOCKS_MAPPED == 0:  # the system may map megabytes around each
                let_go(self.vectors)
        return digest.hexdigest()


def in_file(vectors: Vectors) -> bool:
    """Whether what is read of the vectors comes from a file, each time."""
    return not isinstance(vectors, np.ndarray) or isinstance(getattr(vectors, "_mmap", None), mmap.mmap)


def let_go(vectors: Vectors) -> None:
    """Give the pages of a mapped file back to the system, which keeps them cached while nobody else needs the memory.

    Only of maps that cannot be written: a private copy of a page would be lost.
    """
    file = getattr(vectors, "_mmap", None)
    if (
        isinstance(file, mmap.mmap)
        and getattr(vectors, "mode", None) == "r"
        and hasattr(mmap, "MADV_DONTNEED")
    ):
        file.madvise(mmap.MADV_DONTNEED)


def float32(vectors: Vectors) -> Floats:
    """As one C-contiguous float32 array; no copy where they already are one."""
    with np.errstate(over="ignore"):
        return np.require(vectors, np.float32, ["C", "A", "E"])  # a mapped checkpoint may be unaligned


def _sampled_rows(n: int, nbytes: int) -> Iterator[slice]:
    height = max(1, SAMPLED_BLOCK_BYTES * n // nbytes)
    for start in np.linspace(0, n - height, SAMPLED_BLOCKS).astype(np.int64):
        yield slice(int(start), int(start) + height)


def spread(positions: NDArray[np.float32], n: int, kept: Rows) -> NDArray[np.float32]:
    """Positions of the kept rows spread over all `n` rows, NaN where a row was left out."""
    if len(kept) == n:
        return positions
    full = np.full((n, positions.shape[1]), np.nan, np.float32)
    full[kept] = positions
    return full


def _first(names: Mapping[str, object]) -> str:
    """The first few names, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(list(names)[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
