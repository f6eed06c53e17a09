"""Vectors small enough to be fetched: a byte a number, each dimension between its own ends; or as they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.dataset import Dataset
from hyperscope.progress import Progress, Work
from hyperscope.site.folder import Folder
from hyperscope.wire.site import SiteVectorsMessage

FILE_BYTES = 2 << 20  # before compression
LEVELS = 255
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scale:
    """Level q of a dimension stands for base + (q − zero) · step; each is (d,), whole or as float32 holds it."""

    base: F64
    zero: F64
    step: F64

    @classmethod
    def between(cls, low: F64, high: F64, whole: NDArray[np.bool_]) -> "Scale":
        """Levels from the lowest to the highest number: 1 apart for `whole` numbers near each other.

        Where 0 lies between, it is a level (so one less is left): a row of zeros must not get a direction.
        """
        step = np.where(whole & (high - low <= LEVELS), 1, (high - low) / (LEVELS - 1))
        step = step.astype(np.float32).astype(np.float64)
        around = (low < 0) & (high > 0) & (step > 0)
        zero = np.where(around, np.ceil(-low / np.where(around, step, 1) - 1e-6), 0)
        return cls(np.where(around, 0, low).astype(np.float32).astype(np.float64), zero, step)

    def levels(self, block: NDArray[np.float32]) -> NDArray[np.uint8]:
        """(m, d) the nearest of 256 levels; where there is no number, any."""
        given = np.where(np.isfinite(block), block, self.base)
        return np.round(
            np.clip((given - self.base) / np.where(self.step > 0, self.step, 1) + self.zero, 0, LEVELS)
        ).astype(np.uint8)

    def numbers(self, levels: NDArray[np.uint8]) -> F64:
        """(m, d) what the levels stand for."""
        return self.base + (levels - self.zero) * self.step

    @property
    def data(self) -> bytes:
        return np.concatenate([self.base, self.zero, self.step]).astype("<f4").tobytes()


def write(folder: Folder, dataset: Dataset, exact: bool) -> Work[SiteVectorsMessage]:
    """All rows. Whole numbers that span at most 255 lose nothing, `exact` ones no bit of float32."""
    rows = max(1, FILE_BYTES // ((4 if exact else 1) * dataset.d))
    scale = None if exact else (yield from _scale(dataset))
    names: list[str] = []
    error = 0.0
    for start, block in dataset.blocks(rows):
        yield Progress("Writing vectors", start, dataset.n)
        if scale is None:
            data = block.astype("<f4").tobytes()
        else:
            levels = scale.levels(block)
            finite = np.isfinite(block).all(axis=1)
            error = max(error, float(np.abs(scale.numbers(levels[finite]) - block[finite]).max(initial=0)))
            data = levels.tobytes()
        names.append(folder.pack(f"data/vectors-{len(names)}", data))
    file = None if scale is None else folder.pack("data/scale", scale.data)
    return SiteVectorsMessage("float32" if exact else "uint8", file, error, rows, names)


def _scale(dataset: Dataset) -> Work[Scale]:
    low, high, whole = np.full(dataset.d, np.inf), np.full(dataset.d, -np.inf), np.ones(dataset.d, bool)
    for start, block in dataset.blocks():
        yield Progress("Measuring vectors", start, dataset.n)
        finite = block[np.isfinite(block).all(axis=1)].astype(np.float64)
        low = np.minimum(low, finite.min(0, initial=np.inf))
        high = np.maximum(high, finite.max(0, initial=-np.inf))
        whole &= (finite == np.round(finite)).all(axis=0)
    low, high = (np.where(np.isfinite(end), end, 0) for end in (low, high))
    return Scale.between(low, high, whole)
