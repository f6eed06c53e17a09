"""The labels that supervise a projection: one number a row, −1 where nothing is known."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.params import unknown_name

UNKNOWN = -1


def supervising(dataset: Dataset, params: Mapping[str, Any]) -> NDArray[np.int64] | None:
    """The labels (n,) that the parameters of `before.SUPERVISION` ask for, or None. Raises what `codes` does."""
    if params["supervise"] is None or params["supervision"] == 0:
        return None
    return codes(dataset, params["supervise"], params["ignored_label"])


def codes(dataset: Dataset, name: str, ignored: str | None) -> NDArray[np.int64]:
    """(n,) a number for each row's label; −1 where the cell is empty or the label is `ignored`.

    Raises `ParameterError` for an unknown column, and for an ignored label that no row has.
    """
    if name not in dataset.columns:
        raise unknown_name(name, list(dataset.columns), where="supervise")
    column: Column = dataset.columns[name]
    known = column.categories.dictionary.to_pylist()
    found = column.categories.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    if ignored is not None and ignored not in known:
        raise ParameterError(
            f"a label of {name!r}",
            repr(ignored),
            "Leave it out to let every label count.",
            where="ignored_label",
        )
    unknown = [place for place, label in enumerate(known) if label in ("", ignored)]
    return np.where(np.isin(found, unknown), UNKNOWN, found)
