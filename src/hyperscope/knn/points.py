"""What a search reads its points from: an array that is held, or the file, each time they are needed.

A search goes through clusters and blocks, so it needs a few points at a time, but again and again: an array of all of them
is faster wherever there is room for it (`room`). Fetched points are made as held ones are, block by block, to the last bit.
"""

import sys
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows, Vectors
from hyperscope.dataset import float32, let_go

FETCHED_AT_ONCE = 1_000_000  # numbers: 4 MB, and a few copies of them on the way


class Points(Protocol):
    """Points (m, d) in float32, by their place."""

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def at_once(self) -> int:
        """How many may be asked for together."""
        ...

    def take(self, rows: Rows) -> Floats:
        """A copy of these."""
        ...

    def span(self, start: int, stop: int) -> Floats:
        """Those from `start` up to `stop`, perhaps a view."""
        ...

    def only(self, rows: Rows) -> "Points":
        """These alone, in this order."""
        ...

    def among(self, rows: Rows, columns: Indices) -> tuple[Floats, Rows, Indices]:
        """An array that holds rows and columns, for kernels, and where they are in it, in the order of their places."""
        ...

    def rest(self) -> None:
        """Between two pieces of work: what is mapped of a file is given back."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    array: Floats

    @property
    def shape(self) -> tuple[int, int]:
        return self.array.shape[0], self.array.shape[1]

    @property
    def at_once(self) -> int:
        return sys.maxsize

    def take(self, rows: Rows) -> Floats:
        return self.array[rows]

    def span(self, start: int, stop: int) -> Floats:
        return self.array[start:stop]

    def only(self, rows: Rows) -> "Held":
        return Held(self.array[rows])

    def among(self, rows: Rows, columns: Indices) -> tuple[Floats, Rows, Indices]:
        return self.array, rows, columns

    def rest(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Fetched:
    """The `rows` (m,) of a file's array, over `scale`; made unit vectors where `unit`, then with an axis that rows of zeros
    alone lie on where `axis`."""

    file: Vectors
    rows: Rows
    scale: float
    unit: bool = False
    axis: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), self.file.shape[1] + self.axis

    @property
    def at_once(self) -> int:
        return max(1, FETCHED_AT_ONCE // self.shape[1])

    def take(self, rows: Rows) -> Floats:
        return self._read(self.rows[rows])

    def span(self, start: int, stop: int) -> Floats:
        return self._read(self.rows[start:stop])

    def only(self, rows: Rows) -> "Fetched":
        return replace(self, rows=self.rows[rows])

    def among(self, rows: Rows, columns: Indices) -> tuple[Floats, Rows, Indices]:
        places = np.union1d(rows, columns).astype(np.int64)
        there = np.searchsorted(places, columns).astype(np.int32)
        return self.take(places), np.searchsorted(places, rows), there

    def rest(self) -> None:
        let_go(self.file)

    def _read(self, rows: Rows) -> Floats:
        """These rows of the file, a few at a time, since they are copied on the way."""
        if len(rows) <= self.at_once:
            together = len(rows) > 0 and (np.diff(rows) == 1).all()
            return self._made(self.file[rows[0] : rows[-1] + 1] if together else self.file[rows])
        points = np.empty((len(rows), self.shape[1]), np.float32)
        for start in range(0, len(rows), self.at_once):
            points[start : start + self.at_once] = self._read(rows[start : start + self.at_once])
        return points

    def _made(self, block: Vectors) -> Floats:
        points = float32(block)
        own = points.flags.writeable and points.base is None
        points = np.divide(points, np.float32(self.scale), out=points if own else None)
        if not self.unit:
            return points
        points, zeros = unit(points)
        return np.column_stack([points, zeros.astype(np.float32)]) if self.axis else points


@dataclass(frozen=True, slots=True)
class About:
    """Fetched points about their `mean` (d,), with −`norms` (m,) / 2 as one more column where there are norms."""

    points: Fetched
    mean: Floats | None
    norms: NDArray[np.float32] | None

    @property
    def shape(self) -> tuple[int, int]:
        m, d = self.points.shape
        return m, d + (self.norms is not None)

    @property
    def at_once(self) -> int:
        return self.points.at_once

    def take(self, rows: Rows) -> Floats:
        return self._moved(self.points.take(rows), rows)

    def span(self, start: int, stop: int) -> Floats:
        return self._moved(self.points.span(start, stop), slice(start, stop))

    def only(self, rows: Rows) -> "About":
        return About(self.points.only(rows), self.mean, None if self.norms is None else self.norms[rows])

    def among(self, rows: Rows, columns: Indices) -> tuple[Floats, Rows, Indices]:
        array, here, there = self.points.among(rows, columns)
        return array if self.mean is None else array - self.mean, here, there

    def rest(self) -> None:
        self.points.rest()

    def _moved(self, points: Floats, rows: Rows | slice) -> Floats:
        d = points.shape[1]
        if self.norms is None:
            return np.subtract(points, 0 if self.mean is None else self.mean, out=points)
        moved = np.empty((len(points), d + 1), np.float32)
        np.subtract(points, 0 if self.mean is None else self.mean, out=moved[:, :d])
        moved[:, d] = self.norms[rows] / np.float32(-2)
        return moved


def unit(vectors: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Each row divided by its length, and which rows are zeros."""
    largest = np.abs(vectors).max(axis=1, initial=0)
    safe = vectors / np.where(largest > 0, largest, 1)[:, None]
    lengths = np.sqrt(np.einsum("ij,ij->i", safe, safe))
    return (safe / np.where(lengths > 0, lengths, 1)[:, None]).astype(np.float32), largest == 0
