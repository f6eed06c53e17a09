"""Fewer dimensions before neighbours are sought: the first principal components."""

from dataclasses import replace

from hyperscope.dataset import Dataset
from hyperscope.principal import coordinates, principal
from hyperscope.progress import Work


def reduce(dataset: Dataset, d: int, *, centred: bool = True, seed: int = 0) -> Work[Dataset]:
    """The dataset with its first `d` principal components as vectors; itself if it has no more than `d` columns.

    `centred=False` keeps the origin, and with it the angles between rows, for cosine and dot. Rows must be finite.
    """
    if d >= dataset.d:
        return dataset
    axes = yield from principal(dataset, d, centred=centred, seed=seed)
    vectors = yield from coordinates(dataset, axes)
    step = f"PCA to {vectors.shape[1]} of {dataset.d} dimensions"
    return replace(dataset, vectors=vectors, layouts={}, history=(*dataset.history, step))
