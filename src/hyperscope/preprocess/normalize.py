"""Vectors about a common centre, of one length, or in units of each column's deviation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.dataset import Dataset, in_file
from hyperscope.params import unknown_name
from hyperscope.principal import Blocks
from hyperscope.progress import Progress, Work

TOLD = {"none": "", "unit": "unit length", "sphereize": "centred, then unit length", "zscore": "z-scores"}
ROUNDING = 1e-12  # of a mean in float64: nothing that float32 could tell from it lies so near
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scaling:
    """What normalising learnt from one dataset, to be done to it and to new rows alike.

    `centre` (d,) is taken away, then columns are divided by `deviation` (d,), then rows by their length where `unit`.
    """

    name: str
    centre: F64 | None = None
    deviation: F64 | None = None
    unit: bool = False

    def apply(self, dataset: Dataset) -> Work[Dataset]:
        """The dataset normalised, in float32. Rows that are not finite stay as they are, rows of zeros stay zeros."""
        if self.name == "none":
            return dataset
        vectors = np.empty(dataset.vectors.shape, np.float32)
        for start, block in dataset.blocks():
            vectors[start : start + len(block)] = self.scaled(block)
            yield Progress("Normalising", start + len(block), dataset.n)
        return replace(dataset, vectors=vectors, layouts={}, history=(*dataset.history, TOLD[self.name]))

    def on_the_way(self, dataset: Dataset) -> Work[Blocks]:
        """The rows normalised, to go through: those of a file block by block each time, so that there is no copy of all."""
        if in_file(dataset.vectors):
            return Normalized(dataset, self)
        return (yield from self.apply(dataset))

    @property
    def record(self) -> dict[str, Any]:
        """What JSON can carry of it."""
        centre, deviation = (None if one is None else one.tolist() for one in (self.centre, self.deviation))
        return {"name": self.name, "centre": centre, "deviation": deviation, "unit": self.unit}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "Scaling":
        """What `record` told."""
        centre, deviation = (
            None if record[one] is None else np.array(record[one]) for one in ("centre", "deviation")
        )
        return cls(record["name"], centre, deviation, record["unit"])

    def scaled(self, block: Floats) -> F64:
        """Some of the rows normalised."""
        rows = block.astype(np.float64)
        with np.errstate(invalid="ignore"):  # infinities among rows that are left out
            if self.centre is not None:
                rows -= self.centre
                rows[np.abs(rows) <= ROUNDING * np.abs(self.centre)] = 0
            if self.deviation is not None:
                rows /= self.deviation
            if self.unit:
                lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, None]
                rows /= np.where(lengths > 0, lengths, 1)
        return rows


@dataclass(frozen=True, slots=True)
class Normalized:
    """A dataset's rows as `scaling` makes them."""

    dataset: Dataset
    scaling: Scaling

    @property
    def n(self) -> int:
        return self.dataset.n

    @property
    def d(self) -> int:
        return self.dataset.d

    def blocks(self, rows: int | None = None) -> Iterator[tuple[int, Floats]]:
        for start, block in self.dataset.blocks(rows):
            yield start, self.scaling.scaled(block).astype(np.float32)

    def stretches(self, rows: int) -> Iterator[slice]:
        return self.dataset.stretches(rows)

    def block(self, rows: slice) -> Floats:
        return self.scaling.scaled(self.dataset.block(rows)).astype(np.float32)


def learn(dataset: Dataset, name: str) -> Work[Scaling]:
    """What `name` ("none", "unit", "sphereize", "zscore") does to these data. Rows that are not finite teach nothing.

    A constant column has no deviation: z-scores leave it at 0. Raises `ParameterError` for an unknown name.
    """
    if name not in TOLD:
        raise unknown_name(name, list(TOLD), where="normalize")
    if name in ("none", "unit"):
        return Scaling(name, unit=name == "unit")
    centre = yield from _mean(dataset, np.zeros(dataset.d), squared=False)
    if name == "sphereize":
        return Scaling(name, centre, unit=True)
    deviation = np.sqrt((yield from _mean(dataset, centre, squared=True)))
    return Scaling(name, centre, np.where(deviation > ROUNDING * np.abs(centre), deviation, 1))


def _mean(dataset: Dataset, centre: F64, squared: bool) -> Work[F64]:
    """(d,) the mean of x − centre, or of its square, over the finite rows."""
    total, count = np.zeros(dataset.d), 0
    for start, block in dataset.blocks():
        rows = block[np.isfinite(block).all(axis=1)].astype(np.float64) - centre
        total += np.square(rows).sum(axis=0) if squared else rows.sum(axis=0)
        count += len(rows)
        yield Progress("Finding the mean", start + len(block), dataset.n)
    return total / max(count, 1)
