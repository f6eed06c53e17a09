"""An array in a file that cannot be mapped: what is asked for is read, each time.

A map takes as much address space as the file is long, which a limit may not allow. Most of the house goes through rows block by
block, or asks for a few: that is all there is here.
"""

import math
import os
import weakref
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.errors import PathError

AXES = slice(None)


class Windows:
    """`shape` (n, d) numbers of `dtype`, row after row from `offset` on; of each the columns `columns`.

    Rows come as fresh arrays: `array[3:9]`, `array[[1, 5]]`, `array[7]`; `array[:, :5]` is again in the file. Whatever asks for
    all of it gets a copy where there is room for one, else `PathError`.
    """

    ndim = 2

    def __init__(
        self, path: Path, dtype: np.dtype, offset: int, shape: tuple[int, int], columns: slice = AXES
    ) -> None:
        self.path, self.dtype = path, dtype
        self._offset, self._stored, self._columns = offset, shape, columns
        self.shape = shape[0], len(range(*columns.indices(shape[1])))
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        weakref.finalize(self, os.close, self._file)

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * self.dtype.itemsize

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, tuple):
            rows, columns = key
            if rows == AXES and isinstance(columns, slice) and self._columns == AXES:
                return Windows(self.path, self.dtype, self._offset, self._stored, columns)
            return self[rows][..., columns]
        try:
            return self._rows(key)
        except MemoryError:
            raise self._refused() from None

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        array = self[:]
        return array if dtype is None else array.astype(dtype, copy=False)

    def _rows(self, key: Any) -> NDArray[Any]:
        n = self.shape[0]
        if isinstance(key, slice):
            start, stop, step = key.indices(n)
            if step == 1:
                return self._span(start, max(start, stop))[:, self._columns]
            key = np.arange(start, stop, step)
        rows = np.asarray(key)
        if rows.dtype == bool:
            rows = np.flatnonzero(rows)
        if rows.size and not -n <= rows.min() <= rows.max() < n:
            raise IndexError(f"rows from 0 to {n - 1:,} were expected, not {rows.min():,} to {rows.max():,}")
        picked = self._picked(np.where(rows < 0, rows + n, rows).astype(np.int64).ravel())
        return picked.reshape(*rows.shape, self.shape[1])

    def _picked(self, rows: Rows) -> NDArray[Any]:
        """These rows, those that follow one another in one go."""
        picked = np.empty((len(rows), self.shape[1]), self.dtype)
        starts = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
        for start, stop in zip(starts, np.append(starts, len(rows))[1:], strict=True):
            first = int(rows[start])
            picked[start:stop] = self._span(first, first + int(stop - start))[:, self._columns]
        return picked

    def _span(self, start: int, stop: int) -> NDArray[Any]:
        width = self._stored[1]
        size = width * self.dtype.itemsize
        data, at = bytearray((stop - start) * size), 0
        into = memoryview(data)
        while at < len(data):
            piece = os.pread(self._file, min(len(data) - at, 16 << 20), self._offset + start * size + at)
            if not piece:
                raise PathError(
                    f"{self._stored[0]:,} rows of {size:,} bytes", "a file that was cut off meanwhile",
                    "Write or copy it again.", where=str(self.path),
                )  # fmt: skip
            into[at : at + len(piece)] = piece
            at += len(piece)
        return np.frombuffer(data, self.dtype).reshape(stop - start, width)

    def _refused(self) -> PathError:
        return PathError(
            f"memory for a copy of what is read at once, up to {self.nbytes:,} bytes",
            "a limit below that",
            "Raise the limit (ulimit -v unlimited), or use what goes through the file row by row: PCA, or t-SNE and UMAP with "
            "'reduce'.",
            where=str(self.path),
        )
