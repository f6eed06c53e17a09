"""The vectors a method sees: which rows, normalised how, in how many dimensions, and the sentences that tell it."""

from collections.abc import Mapping
from os import PathLike
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from hyperscope import preprocess, readers
from hyperscope.arrays import Positions, Rows, as_vectors, not_finite
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ShapeError
from hyperscope.layout import Layout
from hyperscope.params import Method
from hyperscope.progress import Work

LABELS = "labels"  # the column that labels given apart become
Data = Dataset | ArrayLike | PathLike[str]


def dataset_of(data: Data) -> Dataset:
    """Data as a dataset: itself, a table of Arrow's protocol (polars, pandas, …), what a path leads to, or any array."""
    if isinstance(data, Dataset):
        return data
    if isinstance(data, str | PathLike) or hasattr(data, "__arrow_c_stream__"):
        return readers.likeliest(data).load()
    return Dataset("array", as_vectors(cast(ArrayLike, data)))


def layout_of(layout: Layout | ArrayLike) -> Layout:
    if isinstance(layout, Layout):
        return layout
    return Layout("given", np.ascontiguousarray(as_vectors(layout, where="layout"), dtype=np.float32))


def beginning(params: Mapping[str, Any], table: Method, n: int) -> tuple[dict[str, Any], Positions | None]:
    """The parameters, and apart from them the positions (n, p) that `init` may be instead of a name; None: it is not.

    Raises `ShapeError` for positions of other rows.
    """
    init = params.get("init")
    if init is None or isinstance(init, str) or all(row.name != "init" for row in table.params):
        return dict(params), None
    positions = layout_of(init).positions
    if len(positions) != n:
        raise ShapeError(
            f"one position for each of the {n:,} rows",
            f"{len(positions):,}",
            "Pass a layout of the same rows.",
            where="init",
        )
    return {name: value for name, value in params.items() if name != "init"}, positions


def labelled(dataset: Dataset, params: Mapping[str, Any]) -> tuple[Dataset, dict[str, Any]]:
    """Dataset and parameters where `supervise` may be a label for each row: they become a column, and it its name.

    Raises `ShapeError` for labels of other rows.
    """
    labels = params.get("supervise")
    if labels is None or isinstance(labels, str) or not hasattr(labels, "__len__"):
        return dataset, dict(params)
    if len(labels) != dataset.n:
        raise ShapeError(
            f"a label for each of the {dataset.n:,} rows", f"{len(labels):,}", "Name a column, or pass one label a row.",
            where="supervise",
        )  # fmt: skip
    columns = {**dataset.columns, LABELS: Column.of(LABELS, labels)}
    return dataset.annotated(columns), {**params, "supervise": LABELS}


def rows_to_place(dataset: Dataset, rows: Rows | None) -> Rows:
    """The finite rows among those asked for, ascending, each once."""
    if rows is None:
        placed = dataset.kept
    else:
        if (
            rows.ndim != 1
            or rows.dtype.kind not in "iu"
            or (len(rows) and not 0 <= rows.min() <= rows.max() < dataset.n)
        ):
            raise ShapeError(
                f"row numbers from 0 to {dataset.n - 1:,}", f"{rows.dtype} of shape {rows.shape}",
                "Pass whole numbers, one for each row to lay out.", where="rows",
            )  # fmt: skip
        placed = np.intersect1d(rows.astype(np.int64), dataset.kept)
    if not len(placed):
        asked = dataset.n if rows is None else len(rows)
        raise ShapeError("a row of finite numbers", f"{asked:,} rows, none of them finite", "Check the data.")
    return placed


def among(dataset: Dataset, finite: Dataset, rows: Rows) -> Dataset:
    """These rows of `dataset` out of the vectors of its finite ones."""
    return finite if len(rows) == finite.n else finite.select(np.searchsorted(dataset.kept, rows))


def normalized(dataset: Dataset, params: Mapping[str, Any]) -> Work[Dataset]:
    cut = preprocess.truncate(dataset, params["truncate"])
    scaling = yield from preprocess.learn(cut, params["normalize"])
    return (yield from scaling.apply(cut))


def reduced(dataset: Dataset, resolved: dict[str, Any], seed: int) -> Work[tuple[Dataset, tuple[str, ...]]]:
    """Fewer dimensions where the method's resolved `reduce` asks for it; angles are kept where the metric needs them."""
    target = resolved.get("reduce", 0)
    if not 0 < target < dataset.d:
        return dataset, ()
    angles = resolved["metric"] != "euclidean"
    reduced = yield from preprocess.reduce(dataset, target, angles=angles, seed=seed)
    return reduced, (f"Neighbours were sought in the first {reduced.d} principal components of {dataset.d}.",)


def left_out(dataset: Dataset, rows: Rows | None) -> tuple[str, ...]:
    count = len(dataset.left_out if rows is None else np.intersect1d(rows, dataset.left_out))
    asked = dataset.n if rows is None else len(np.unique(rows))
    was = "was" if count == 1 else "were"
    return (f"{not_finite(count, asked)} and {was} left out.",) if count else ()


def changed(dataset: Dataset, whole: Dataset) -> tuple[str, ...]:
    steps = whole.history[len(dataset.finite().history) :]
    return (f"The vectors were changed first: {'; '.join(steps)}.",) if steps else ()
