"""Column: one column of metadata, as written and as typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

CATEGORIES_AT_MOST = 1_000


class Kind(StrEnum):
    CATEGORICAL = "categorical"
    NUMERIC = "numeric"
    TEXT = "text"
    LINK = "link"
    IMAGE = "image"


@dataclass(frozen=True)
class Column:
    """`written` holds every cell as its file wrote it (an Arrow string array; an empty cell is the empty string).

    `kind` says what the cells mean, `values` are the cells in that type: float64 with NaN for an empty cell where the
    kind is numeric, else an object array of str. `text` is the list of cells as written.
    """

    name: str
    written: pa.Array

    @classmethod
    def of(cls, name: str, cells: Sequence[object]) -> "Column":
        """A column from any sequence; None and NaN become empty cells, the rest their str()."""
        texts = ["" if cell is None or cell != cell else str(cell) for cell in cells]
        return cls(name, pa.array(texts, pa.string()))

    def __len__(self) -> int:
        return len(self.written)

    @cached_property
    def text(self) -> list[str]:
        return self.written.to_pylist()

    @cached_property
    def numbers(self) -> NDArray[np.float64] | None:
        """The cells as float64 with NaN for empty ones, or None if a cell is no number or all are empty."""
        empty = pc.equal(self.written, "")  # type: ignore[attr-defined]  # pyarrow makes its functions at run time
        filled = pc.if_else(empty, pa.scalar(None, pa.string()), self.written)  # type: ignore[attr-defined]
        trimmed = pc.utf8_trim_whitespace(filled)  # type: ignore[attr-defined]
        if trimmed.null_count == len(trimmed):
            return None
        try:
            numbers = trimmed.cast(pa.float64())
        except pa.ArrowInvalid:
            return None
        return numbers.fill_null(float("nan")).to_numpy(zero_copy_only=False)

    @cached_property
    def categories(self) -> pa.DictionaryArray:
        """The cells dictionary-encoded; the dictionary is in the order of first appearance."""
        return self.written.dictionary_encode()

    @cached_property
    def n_unique(self) -> int:
        return len(self.categories.dictionary)

    @cached_property
    def kind(self) -> Kind:
        if self.numbers is not None:
            return Kind.NUMERIC
        if self._all_links():
            return Kind.LINK
        few = self.n_unique <= min(CATEGORIES_AT_MOST, max(20, len(self) // 2))
        return Kind.CATEGORICAL if few and self.n_unique < max(len(self), 2) else Kind.TEXT

    def _all_links(self) -> bool:
        cells = self.categories.dictionary.to_pylist()
        filled = [cell for cell in cells if cell]
        return bool(filled) and all(cell.startswith(("http://", "https://")) for cell in filled)

    @cached_property
    def values(self) -> NDArray[np.generic]:
        if self.numbers is not None:
            return self.numbers
        return np.array(self.text, dtype=object)

    def take(self, rows: NDArray[np.int64]) -> "Column":
        return Column(self.name, self.written.take(pa.array(rows)))
