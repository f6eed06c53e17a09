"""Which components a picture shows, for methods that compute more than two or three."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from hyperscope.arrays import Positions
from hyperscope.errors import ParameterError
from hyperscope.layout import NO_AXIS, Layout
from hyperscope.params import Method


def split(method: Method, given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(parameters of the projection, axes of the view) of what was given together."""
    names = {axis.name for axis in method.axes}
    return (
        {name: value for name, value in given.items() if name not in names},
        {name: value for name, value in given.items() if name in names},
    )


def check(method: Method, axes: Mapping[str, Any]) -> dict[str, int]:
    """The whole table of axes filled in, counted from 1. Raises `ParameterError` beyond the computed components."""
    chosen: dict[str, int] = {}
    for axis in method.axes:
        number = axis.check(axes.get(axis.name, axis.default))
        if not isinstance(number, int) or number > method.default_components:
            expected = f"a component from 1 to {method.default_components}"
            raise ParameterError(expected, repr(number), axis.help, where=axis.name)
        chosen[axis.name] = number
    return chosen


def names(layout: Layout, axes: Mapping[str, int], n_components: int) -> list[str]:
    """What lies along each axis of the picture, "" where that means nothing; empty where no axis means anything."""
    told = [f"Component {component}" for component in axes.values()] or [
        "" if name == NO_AXIS else name for name in layout.axes
    ]
    return told[:n_components] if any(told) else []


def shown(positions: Positions, axes: Mapping[str, int], n_components: int) -> Positions:
    """(n, n_components) the chosen columns of `positions` (n, p); a component that does not exist is 0.

    Without axes the positions themselves. Rows that were left out stay NaN throughout.
    """
    if not axes:
        return positions
    n, computed = positions.shape
    picture = np.zeros((n, n_components), np.float32)
    for column, component in enumerate(list(axes.values())[:n_components]):
        if component <= computed:
            picture[:, column] = positions[:, component - 1]
    picture[np.isnan(positions[:, 0])] = np.nan
    return picture
