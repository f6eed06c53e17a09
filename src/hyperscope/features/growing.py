"""A .npy file that grows row by row, and is whole and readable after every batch: what a cut-off run leaves is used.

The header has a fixed length and is written anew after the rows it counts, so that it never promises what is not there.
"""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError, ShapeError

HEADER = 128
MAGIC = b"\x93NUMPY\x01\x00"


class Kept:
    """The same rows in memory, where no file is wanted."""

    def __init__(self) -> None:
        self._parts: list[NDArray[np.generic]] = []
        self.rows = 0

    def append(self, rows: NDArray[np.generic]) -> None:
        """Add rows (m, …). Raises `ShapeError` where they differ in shape from those before."""
        if self._parts:
            _check_shape(rows.shape[1:], self._parts[0].shape[1:], self.rows, "features")
        self._parts.append(np.array(rows))
        self.rows += len(rows)

    def back_to(self, rows: int) -> None:
        """Nothing was kept before."""

    def finish(self) -> NDArray[np.generic]:
        return np.concatenate(self._parts)


class Growing:
    """Rows of one shape and dtype, appended to `path`. `record` says what made them, and lies beside it as JSON."""

    def __init__(self, path: Path, record: dict[str, Any], resume: bool) -> None:
        self.path, self._record = path, record
        self._shape: tuple[int, ...] | None = None
        self._dtype: np.dtype[Any] | None = None
        self.rows = 0
        if resume and path.exists():
            self._continue()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            self._beside.write_text(json.dumps(record), encoding="utf-8")

    @property
    def _beside(self) -> Path:
        return self.path.with_name(self.path.name + ".json")

    def append(self, rows: NDArray[np.generic]) -> None:
        """Add rows (m, …). Raises `ShapeError` where they differ in shape from those before."""
        rows = np.ascontiguousarray(rows)
        if self._shape is None:
            self._shape, self._dtype = rows.shape[1:], rows.dtype
        _check_shape(rows.shape[1:], self._shape, self.rows, str(self.path))
        with self.path.open("r+b" if self.rows else "wb") as file:
            file.seek(HEADER + self.rows * self._row_bytes)
            file.write(rows.astype(self._dtype, copy=False).tobytes())
            file.truncate()
            self.rows += len(rows)
            file.seek(0)
            file.write(self._header())

    def back_to(self, rows: int) -> None:
        """Forget what was written beyond `rows`."""
        self.rows = min(self.rows, rows)

    @classmethod
    def record_of(cls, path: Path) -> dict[str, Any] | None:
        """What the unfinished file at `path` was made by; None where there is none."""
        beside = path.with_name(path.name + ".json")
        return json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else None

    def finish(self) -> NDArray[np.generic]:
        """All rows, mapped from the file; what was noted for going on is taken away."""
        self._beside.unlink(missing_ok=True)
        return np.load(self.path, mmap_mode="r")

    @property
    def _row_bytes(self) -> int:
        assert self._shape is not None
        assert self._dtype is not None
        return int(np.prod(self._shape, dtype=np.int64)) * self._dtype.itemsize

    def _header(self) -> bytes:
        assert self._shape is not None
        assert self._dtype is not None
        shape = (self.rows, *self._shape)
        told = f"{{'descr': {self._dtype.str!r}, 'fortran_order': False, 'shape': {shape!r}, }}".encode()
        length = HEADER - len(MAGIC) - 2
        return MAGIC + length.to_bytes(2, "little") + told.ljust(length - 1) + b"\n"

    def _continue(self) -> None:
        """Take up a file that was left unfinished by the same work. Raises `FormatError` for any other."""
        before = self.record_of(self.path)
        if before != self._record:
            found = "finished features" if before is None else f"features of {before}"
            raise FormatError(
                f"a new file, or one that this work ({self._record}) was cut off in", found,
                "Name another file, or pass resume=False to write it anew.", where=os.fspath(self.path),
            )  # fmt: skip
        array = np.load(self.path, mmap_mode="r")
        self.rows, self._shape, self._dtype = len(array), array.shape[1:], array.dtype


def _check_shape(found: tuple[int, ...], wanted: tuple[int, ...], rows: int, where: str) -> None:
    if found != wanted:
        raise ShapeError(
            f"rows of shape {wanted}", f"{found} after {rows:,} rows",
            "Give all inputs one size, or pool='gap'.", where=where,
        )  # fmt: skip
