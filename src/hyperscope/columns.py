"""Column: one column of metadata, as written and as typed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

# pyarrow makes its compute functions at run time, where no type checker sees them.
arrow: Any = pyarrow.compute

CATEGORIES_AT_MOST = 1_000
FEW_CATEGORIES = 20
SAMPLED_CELLS = 1_000
MISSING = ("", "na", "n/a", "nan", "null", "none")
LINKS = ("http://", "https://")
PICTURES = (".bmp", ".png", ".jpg", ".jpeg", ".gif", ".webp")


class Kind(StrEnum):
    CATEGORICAL = "categorical"
    NUMERIC = "numeric"
    TEXT = "text"
    LINK = "link"
    IMAGE = "image"


SEPARATOR = b"\xff"  # in no UTF-8 text


@dataclass(frozen=True)
class Buffer:
    """Many cells as one array of bytes, each followed by `SEPARATOR`: `ends[i]` (ascending) is where cell i's stands.

    `counts` (256,) says how often each byte occurs.
    """

    data: NDArray[np.uint8]
    ends: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, cells: pa.Array) -> "Buffer":
        lengths = arrow.binary_length(cells).to_numpy(zero_copy_only=False).astype(np.int64)
        ends = np.cumsum(lengths + 1) - 1
        large = pa.large_binary()
        after, between = pa.scalar(SEPARATOR, large), pa.scalar(b"", large)
        joined = arrow.binary_join_element_wise(cells.cast(large), after, between)
        data = np.frombuffer(joined.buffers()[2] or b"", np.uint8)
        return cls(data, ends, np.bincount(data, minlength=256))


@dataclass(frozen=True)
class Column:
    """`written` holds every cell as its file wrote it (an Arrow string array; an empty cell is the empty string).

    `kind` says what the cells mean, `values` are the cells in that type: float64 with NaN for a missing cell where the
    kind is numeric, else an object array of str. `text` is the list of cells as written. In a column of numbers, blank
    cells and the words NA, N/A, NaN, null and None (in any case) are missing; among words they are words. `colors` are
    the colours ("#rrggbb") that a file gives to cells, by their text.
    """

    name: str
    written: pa.Array
    colors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str, cells: Sequence[object]) -> "Column":
        """A column from any sequence; None and NaN become empty cells, the rest their str()."""
        return cls(name, pa.array([_spelled(cell) for cell in cells], pa.string()))

    def __len__(self) -> int:
        return len(self.written)

    @cached_property
    def text(self) -> list[str]:
        return self.written.to_pylist()

    @cached_property
    def numbers(self) -> NDArray[np.float64] | None:
        """The cells as float64 with NaN for missing ones, or None if a cell is no number or all are missing."""
        if _numbers(self.written.slice(0, SAMPLED_CELLS)) is None:
            return None
        numbers = _numbers(self.written)
        return None if numbers is None or np.isnan(numbers).all() else numbers

    @cached_property
    def categories(self) -> pa.DictionaryArray:
        """The cells dictionary-encoded; the dictionary is in the order of first appearance."""
        return self.written.dictionary_encode()

    @cached_property
    def buffer(self) -> Buffer:
        """The distinct cells, to be searched."""
        return Buffer.of(self.categories.dictionary)

    @cached_property
    def folded(self) -> Buffer:
        """The distinct cells in lower case, to be searched."""
        return Buffer.of(arrow.utf8_lower(self.categories.dictionary))

    @cached_property
    def n_unique(self) -> int:
        return len(self.categories.dictionary)

    @cached_property
    def kind(self) -> Kind:
        if self.numbers is not None:
            return Kind.NUMERIC
        if self._all(lambda cell: cell.startswith(LINKS)):
            return Kind.IMAGE if self._all(lambda cell: cell.lower().endswith(PICTURES)) else Kind.LINK
        few = self.n_unique <= min(CATEGORIES_AT_MOST, max(FEW_CATEGORIES, len(self) // 2))
        return Kind.CATEGORICAL if few and self.n_unique < max(len(self), 2) else Kind.TEXT

    def _all(self, test: Callable[[str], bool]) -> bool:
        filled = False
        for value in self.categories.dictionary:
            cell = value.as_py()
            if cell and not test(cell):
                return False
            filled = filled or bool(cell)
        return filled

    @cached_property
    def values(self) -> NDArray[np.generic]:
        if self.numbers is not None:
            return self.numbers
        return np.array(self.text, dtype=object)

    def take(self, rows: NDArray[np.int64]) -> "Column":
        return replace(self, written=self.written.take(pa.array(rows)))


class Features(Protocol):
    """Columns too many to be read beforehand, such as the genes of a cell atlas; each is read when it is asked for."""

    @property
    def names(self) -> Sequence[str]: ...

    def column(self, name: str) -> Column:
        """The column of that name, one of `names`. Raises a `HyperscopeError` where it cannot be read."""
        ...


def _spelled(cell: object) -> str:
    if cell is None or _is_nan(cell):
        return ""
    return cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)


def _is_nan(cell: object) -> bool:
    """NaN is not equal to itself; pandas' NA refuses to tell, arrays tell for each of their items."""
    try:
        return bool(cell != cell)
    except TypeError:
        return True
    except ValueError:
        return False


def _numbers(cells: pa.Array) -> NDArray[np.float64] | None:
    trimmed = arrow.utf8_trim_whitespace(cells)
    numbers = _cast(trimmed, arrow.equal(trimmed, ""))
    if numbers is None:
        numbers = _cast(trimmed, arrow.is_in(arrow.ascii_lower(trimmed), value_set=pa.array(MISSING)))
    return numbers


def _cast(cells: pa.Array, missing: pa.Array) -> NDArray[np.float64] | None:
    blanked = arrow.if_else(missing, pa.scalar(None, pa.string()), cells)
    try:
        numbers = blanked.cast(pa.float64())
    except pa.ArrowInvalid:
        return None
    return numbers.fill_null(float("nan")).to_numpy(zero_copy_only=False)
