"""Fewer dimensions before neighbours are sought: the first principal components."""

from dataclasses import dataclass, replace

from hyperscope.dataset import Dataset
from hyperscope.preprocess.normalize import Scaling
from hyperscope.principal import Axes, coordinates, principal
from hyperscope.progress import Work


@dataclass(frozen=True, slots=True)
class Reduction:
    """Principal axes learnt from one dataset, for it and for new rows alike; rows are made unit first where `unit`."""

    axes: Axes
    unit: bool

    def apply(self, dataset: Dataset) -> Work[Dataset]:
        """The dataset with its coordinates along the axes as vectors. Rows must be finite."""
        if self.unit:
            dataset = yield from Scaling("unit", unit=True).apply(dataset)
        vectors = yield from coordinates(dataset, self.axes)
        step = f"PCA to {vectors.shape[1]} of {dataset.d} dimensions"
        return replace(dataset, vectors=vectors, layouts={}, history=(*dataset.history, step))


def reduction(dataset: Dataset, d: int, *, angles: bool = False, seed: int = 0) -> Work[Reduction]:
    """The first `d` principal axes of a dataset whose rows are finite.

    `angles` keeps the angles between rows, for cosine: rows are made unit, and the origin stays where it is.
    """
    if angles:
        dataset = yield from Scaling("unit", unit=True).apply(dataset)
    axes = yield from principal(dataset, d, centred=not angles, seed=seed)
    return Reduction(axes, angles)


def reduce(dataset: Dataset, d: int, *, angles: bool = False, seed: int = 0) -> Work[Dataset]:
    """The dataset with its first `d` principal components as vectors; itself if it has no more than `d` columns."""
    if d >= dataset.d:
        return dataset
    learnt = yield from reduction(dataset, d, angles=angles, seed=seed)
    return (yield from learnt.apply(dataset))
