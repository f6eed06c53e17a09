"""A seeded sample of the rows: plain, or with every group's share kept."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.params import unknown_name
from hyperscope.principal import sample as plain


def sample(dataset: Dataset, size: int, by: str | None = None, seed: int = 0) -> Dataset:
    """`size` of the finite rows, in their order; the dataset itself where it has no more.

    With `by`, a column, each of its groups keeps its share of the rows, and at least one of them where `size` suffices.
    Raises `ParameterError` for a size below 1 or a column that is not there.
    """
    if size < 1:
        raise ParameterError("at least one row", f"{size}", "Ask for 5,000, say.", where="sample")
    if by is not None and by not in dataset.columns:
        raise unknown_name(by, list(dataset.columns), where="by")
    kept = dataset.kept
    if size >= len(kept):
        return dataset
    rows = kept[plain(len(kept), size, seed)] if by is None else _fair(dataset.columns[by], kept, size, seed)
    shares = f", stratified by {by!r}" if by is not None else ""
    step = f"a sample of {size:,} of {dataset.n:,} rows{shares}, seed {seed}"
    return replace(dataset.select(rows), history=(*dataset.history, step))


def _fair(column: Column, kept: Rows, size: int, seed: int) -> Rows:
    codes = column.categories.indices.to_numpy()[kept]
    groups, counts = np.unique(codes, return_counts=True)
    rng = np.random.default_rng(seed)
    chosen = [
        rng.choice(kept[codes == group], share, replace=False)
        for group, share in zip(groups, _shares(counts, size), strict=True)
    ]
    return np.sort(np.concatenate(chosen))


def _shares(counts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """How many of each group: proportional, by largest remainder; a group left with none takes one from the largest."""
    exact = counts * (size / counts.sum())
    shares = np.floor(exact).astype(np.int64)
    short = size - int(shares.sum())
    shares[np.argsort(shares - exact, kind="stable")[:short]] += 1
    for group in np.flatnonzero(shares == 0) if size >= len(counts) else ():
        shares[shares.argmax()] -= 1
        shares[group] = 1
    return shares
