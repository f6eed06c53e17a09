"""Fewer dimensions before neighbours are sought: the first principal components."""

from dataclasses import dataclass, replace

from hyperscope.dataset import Dataset
from hyperscope.preprocess.normalize import TOLD, Scaling
from hyperscope.principal import Axes, Blocks, coordinates, principal
from hyperscope.progress import Work

UNIT = Scaling("unit", unit=True)


@dataclass(frozen=True, slots=True)
class Reduction:
    """Principal axes learnt from one dataset, for it and for new rows alike; rows are made unit first where `unit`."""

    axes: Axes
    unit: bool

    def apply(self, dataset: Dataset) -> Work[Dataset]:
        """The dataset with its coordinates along the axes as vectors. Rows must be finite."""
        rows: Blocks = (yield from UNIT.on_the_way(dataset)) if self.unit else dataset
        vectors = yield from coordinates(rows, self.axes)
        steps = (TOLD["unit"],) if self.unit else ()
        step = f"PCA to {vectors.shape[1]} of {dataset.d} dimensions"
        return replace(dataset, vectors=vectors, layouts={}, history=(*dataset.history, *steps, step))


def reduction(dataset: Dataset, d: int, *, angles: bool = False, seed: int = 0) -> Work[Reduction]:
    """The first `d` principal axes of a dataset whose rows are finite.

    `angles` keeps the angles between rows, for cosine: rows are made unit, and the origin stays where it is.
    """
    rows: Blocks = (yield from UNIT.on_the_way(dataset)) if angles else dataset
    axes = yield from principal(rows, d, centred=not angles, seed=seed)
    return Reduction(axes, angles)


def reduce(dataset: Dataset, d: int, *, angles: bool = False, seed: int = 0) -> Work[Dataset]:
    """The dataset with its first `d` principal components as vectors; itself if it has no more than `d` columns."""
    if d >= dataset.d:
        return dataset
    learnt = yield from reduction(dataset, d, angles=angles, seed=seed)
    return (yield from learnt.apply(dataset))
