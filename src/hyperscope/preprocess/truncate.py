"""The first dimensions alone, for embeddings that were trained so that these say most (Kusupati et al. 2022)."""

from dataclasses import replace

from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError


def truncate(dataset: Dataset, d: int) -> Dataset:
    """The first `d` dimensions of every row, without a copy; the dataset itself for 0 or all of them.

    Raises `ParameterError` below 0 and for more dimensions than there are.
    """
    if not 0 <= d <= dataset.d:
        raise ParameterError(
            f"0 for all dimensions, or up to {dataset.d:,} of them", f"{d:,}",
            "Ask for no more dimensions than the vectors have.", where="truncate",
        )  # fmt: skip
    if d in (0, dataset.d):
        return dataset
    step = f"first {d:,} of {dataset.d:,} dimensions"
    return replace(dataset, vectors=dataset.vectors[:, :d], layouts={}, history=(*dataset.history, step))
