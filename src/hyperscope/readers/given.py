"""Layouts that a person already has: of the file, or columns named as its axes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from hyperscope.columns import Kind
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import ParameterError
from hyperscope.layout import Layout

METHOD = "given"
FEW_AND_MANY = (2, 3)
Layouts = Callable[[Dataset], Mapping[str, Layout]]


def with_layouts(entry: Entry, names: Mapping[str, int], layouts: Layouts) -> Entry:
    """`entry` with further layouts of these names and numbers of axes, made when it is loaded."""

    def load() -> Dataset:
        dataset = entry.load()
        return replace(dataset, layouts={**layouts(dataset), **dataset.layouts})

    return (
        replace(entry, load=load, layouts={**names, **entry.layouts}) if entry.readable and names else entry
    )


def with_axes(entry: Entry, axes: Sequence[str]) -> Entry:
    """`entry` with the layout that its columns `axes` are."""
    return with_layouts(entry, {_title(axes): len(axes)}, partial(_of_columns, axes))


def check_axes(axes: Sequence[str]) -> None:
    """Raise `ParameterError` unless two or three columns are named."""
    if len(axes) not in FEW_AND_MANY:
        raise ParameterError(
            "two or three columns as axes",
            f"{len(axes)}",
            "Name the columns of x and y, and perhaps of z.",
            where="axes",
        )


def layout(positions: np.ndarray, note: str) -> Layout:
    """Positions (n, 2 or 3) of a file as a layout."""
    return Layout(METHOD, np.ascontiguousarray(positions, np.float32), notes=(note,))


def _title(axes: Sequence[str]) -> str:
    return ", ".join(axes)


def _of_columns(axes: Sequence[str], dataset: Dataset) -> dict[str, Layout]:
    numbers = []
    for axis in axes:
        column = dataset.columns.get(axis)
        if column is None or column.numbers is None:
            there = ", ".join(name for name, one in dataset.columns.items() if one.kind is Kind.NUMERIC)
            got = "a column of words" if column is not None else "no such column"
            raise ParameterError(
                f"{axis!r}, a column of numbers",
                got,
                f"Columns of numbers are: {there or 'none'}.",
                where=dataset.name,
            )
        numbers.append(column.numbers)
    made = Layout(METHOD, np.column_stack(numbers).astype(np.float32), axes=tuple(axes),
                  notes=(f"The columns {_title(axes)} of the data.",))  # fmt: skip
    return {_title(axes): made}
