"""Rows by their label: the classes in a reader's order, and each row's place among them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ShapeError
from hyperscope.params import unknown_name


@dataclass(frozen=True)
class Groups:
    """`names` of the classes, numbers in their order and words alphabetically; `codes` (n,) says which a row has."""

    names: tuple[str, ...]
    codes: NDArray[np.int64]

    @classmethod
    def of(cls, labels: Any, n: int) -> "Groups":
        """The groups of `n` rows. Raises `ShapeError` where the labels are not one a row."""
        column = labels if isinstance(labels, Column) else Column.of("label", list(labels))
        if len(column) != n:
            raise ShapeError(
                f"{n:,} labels, one a row", f"{len(column):,}", "Pass them in the order of the rows.", where="labels",
            )  # fmt: skip
        cells = np.array(column.text, dtype=object)
        found = sorted(set(column.text), key=_in_order)
        at = {name: place for place, name in enumerate(found)}
        return cls(tuple(found), np.array([at[cell] for cell in cells], np.int64))

    def rows(self, code: int) -> NDArray[np.int64]:
        return np.flatnonzero(self.codes == code)


def column_of(data: Dataset, labels: Any) -> Any:
    """A column by its name, or labels as they were given. Raises `ParameterError` for a name that is not there."""
    if not isinstance(labels, str):
        return labels
    if labels not in data.columns:
        raise unknown_name(labels, list(data.columns), where="labels")
    return data.columns[labels]


def _in_order(name: str) -> tuple[bool, float, str]:
    try:
        return False, float(name), name
    except ValueError:
        return True, 0.0, name
