"""Metadata that are already in memory: labels, a mapping of names to columns, or anything that looks like a data frame."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from hyperscope.columns import Column
from hyperscope.errors import ShapeError


def of(given: Any, n: int) -> dict[str, Column]:
    """The columns, by name. Raises `ShapeError` where one has not `n` cells."""
    return {name: _column(name, cells, n) for name, cells in _named(given).items()}


def _named(given: Any) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return {str(name): cells for name, cells in given.items()}
    if hasattr(given, "columns") and hasattr(given, "__getitem__"):
        return {str(name): given[name] for name in given.columns}
    if isinstance(given, np.ndarray) and given.ndim == 2:
        return {f"column {place}": cells for place, cells in enumerate(given.T, 1)}
    return {"label": given}


def _column(name: str, cells: Any, n: int) -> Column:
    if isinstance(cells, Column):
        column = replace(cells, name=name)
    else:
        column = Column.of(name, cells if isinstance(cells, Sequence) else _listed(name, cells))
    if len(column) != n:
        raise ShapeError(
            f"{n:,} cells, one for each row",
            f"{len(column):,}",
            "Check that labels and vectors come from the same rows.",
            where=f"metadata column {name!r}",
        )
    return column


def _listed(name: str, cells: Any) -> list[Any]:
    try:
        return list(cells)
    except TypeError:
        raise ShapeError(
            "a sequence of cells",
            type(cells).__name__,
            "Pass a list, an array or a series.",
            where=f"metadata {name!r}",
        ) from None
