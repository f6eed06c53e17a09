"""Labels as numbers: a column of a million words need not be a million words wide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.columns import Column, arrow
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, ShapeError


@dataclass(frozen=True, slots=True)
class Labels:
    """`codes` (n,): which of the distinct `names` is each row's, −1 where it has none."""

    names: pa.Array
    codes: NDArray[np.int32]

    @classmethod
    def of(cls, dataset: Dataset, labels: Sequence[Any] | str) -> "Labels":
        """Of a column by its name, or of n labels. Raises `ParameterError` for no such name, `ShapeError` for more or fewer."""
        if isinstance(labels, str):
            if labels not in dataset.columns:
                known = ", ".join(dataset.columns) or "no columns"
                raise ParameterError(
                    f"one of {known}", repr(labels), "Name a column, or pass the labels.", where="labels"
                )
            return cls._of(dataset.columns[labels])
        if len(labels) != dataset.n:
            got, action = f"{len(labels):,}", "Pass one label a row."
            raise ShapeError(f"{dataset.n:,} labels", got, action, where="labels")
        return cls._of(Column.of("labels", labels))

    @classmethod
    def _of(cls, column: Column) -> "Labels":
        names = column.categories.dictionary
        codes = column.categories.indices.to_numpy(zero_copy_only=False).astype(np.int32)
        codes[codes == arrow.index(names, "").as_py()] = -1
        return cls(names, codes)

    def at(self, rows: Rows) -> "Labels":
        return Labels(self.names, self.codes[rows])
