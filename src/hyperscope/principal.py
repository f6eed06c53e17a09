"""Principal axes: the directions along which rows spread most, found in blocks, by NumPy and LAPACK alone.

Two passes over the rows: the first for their mean and scale, the second for what the case needs. A covariance (d × d) up
to `COVARIANCE_AXES` columns; inner products of rows (n × n) where there are few rows; else randomised subspace
iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4). Products are float32, sums of blocks float64.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Rows
from hyperscope.dataset import Dataset
from hyperscope.progress import Progress, Work

COVARIANCE_AXES = 2_000
SUBSET_ABOVE = 256  # columns from which LAPACK is asked for the wanted eigenvectors alone
OVERSAMPLES, POWER_PASSES = 10, 5
BLOCK_BYTES = 4 << 20  # of float32 rows at a time: they stay in the cache from one operation to the next
SMALL, LARGE = 1e-12, 1e12  # between these a block's sums of squares are float32 numbers
ROUNDING = 1e-12  # of a mean in float64: nothing that float32 could tell from it lies so near
LARGEST = float(np.finfo(np.float32).max)
STAGE = "Finding principal axes"
F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Axes:
    """`directions` (p, d) unit vectors, widest first, each with its largest loading positive; `centre` (d,) the mean.

    `variances` (p,) and `total` are in units of `scale`², so that 1e30 and 1e-30 stay within float64 and float32.
    """

    directions: F64
    variances: F64
    total: float
    centre: F64
    scale: float

    @property
    def ratio(self) -> F64:
        """The share of the variance along each direction; 0 where all rows are equal."""
        return self.variances / self.total if self.total > 0 else np.zeros_like(self.variances)


def principal(dataset: Dataset, count: int, *, centred: bool = True, seed: int = 0) -> Work[Axes]:
    """The first min(count, n, d) principal axes of a dataset whose rows are finite."""
    count = min(count, dataset.n, dataset.d)
    centre, scale = yield from _mean_and_scale(dataset, centred)
    rows = _Rows(dataset, centre, scale)
    if dataset.d <= COVARIANCE_AXES and not dataset.n < dataset.d // 2:
        found = yield from _by_covariance(rows, count)
    elif dataset.n <= COVARIANCE_AXES:
        found = yield from _by_inner_products(rows, count)
    else:
        found = yield from _by_subspace(rows, count, seed)
    directions, variances, total = found
    return Axes(_signed(directions), np.maximum(variances, 0), total, centre, scale)


def coordinates(dataset: Dataset, axes: Axes) -> Work[Floats]:
    """(n, p) float32: every row's coordinates along the axes; the largest number there is where float32 has none so large."""
    positions = np.empty((dataset.n, len(axes.directions)), np.float32)
    rows = _Rows(dataset, axes.centre, axes.scale)
    turn = axes.directions.T.astype(np.float32)
    missed = rows.missed @ axes.directions.T
    for start, block in rows.blocks():
        along = (block @ turn - missed) * axes.scale
        positions[start : start + len(block)] = np.clip(along, -LARGEST, LARGEST, out=along)
        yield Progress("Projecting", start + len(block), dataset.n)
    return positions


class _Rows:
    """The rows about their mean in units of `scale`, in float32.

    What is taken away is the mean as float32 has it; `missed` (d,) float64 is what of the mean that leaves in every row.
    """

    def __init__(self, dataset: Dataset, centre: F64, scale: float) -> None:
        self.dataset, self._scale = dataset, scale
        self._centre = (centre / scale).astype(np.float32)
        self.missed: F64 = centre / scale - self._centre

    def blocks(self) -> Iterator[tuple[int, Floats]]:
        """(first row, block); the next block is written over it."""
        height = max(1, BLOCK_BYTES // (4 * self.dataset.d))
        buffer = np.empty((min(height, self.dataset.n), self.dataset.d), np.float32)
        for start, block in self.dataset.blocks(height):
            rows = buffer[: len(block)]
            if self._scale != 1:
                block = np.ldexp(block, 1 - math.frexp(self._scale)[1], out=rows)
            yield start, np.subtract(block, self._centre, out=rows)


def _mean_and_scale(dataset: Dataset, centred: bool) -> Work[tuple[F64, float]]:
    """The mean of each column, and a power of two: 1 unless squares of what lies about the mean would leave float32."""
    total = np.zeros(dataset.d)
    low, high = np.full(dataset.d, np.inf), np.full(dataset.d, -np.inf)
    for start, block in dataset.blocks(max(1, BLOCK_BYTES // (4 * dataset.d))):
        total += block.sum(axis=0, dtype=np.float64)
        low, high = np.minimum(low, block.min(axis=0)), np.maximum(high, block.max(axis=0))
        yield Progress("Finding the mean", start + len(block), dataset.n)
    centre = total / dataset.n if centred else np.zeros(dataset.d)
    widest = float(np.maximum(high - centre, centre - low).max())
    equal = widest <= ROUNDING * float(np.abs(centre).max())
    return centre, 1.0 if equal or SMALL < widest < LARGE else 2.0 ** math.frexp(widest)[1]


def _by_covariance(rows: _Rows, count: int) -> Work[tuple[F64, F64, float]]:
    n, d = rows.dataset.n, rows.dataset.d
    covariance = np.zeros((d, d))
    for start, block in rows.blocks():
        covariance += block.T @ block
        yield Progress(STAGE, start + len(block), n)
    covariance -= n * np.outer(rows.missed, rows.missed)
    values, vectors = _eigen(covariance / max(n - 1, 1), count)
    return vectors.T, values, float(np.trace(covariance)) / max(n - 1, 1)


def _by_inner_products(rows: _Rows, count: int) -> Work[tuple[F64, F64, float]]:
    n = rows.dataset.n
    blocks = np.concatenate([block - rows.missed for _, block in rows.blocks()]).astype(np.float32)
    yield Progress(STAGE)
    products = (blocks @ blocks.T).astype(np.float64) / max(n - 1, 1)
    values, vectors = _eigen(products, count)
    directions = np.linalg.qr(blocks.T.astype(np.float64) @ vectors)[0].T
    return directions, values, float(np.trace(products))


def _by_subspace(rows: _Rows, count: int, seed: int) -> Work[tuple[F64, F64, float]]:
    n, d = rows.dataset.n, rows.dataset.d
    width = min(count + OVERSAMPLES, n, d)
    basis = np.linalg.qr(np.random.default_rng(seed).standard_normal((d, width)))[0]
    image, total = basis, 0.0
    for turn in range(POWER_PASSES + 1):
        image, total = np.zeros((d, width)), 0.0
        thin = basis.astype(np.float32)
        for _, block in rows.blocks():
            image += block.T @ (block @ thin)
            total += float(np.einsum("ij,ij->", block, block, dtype=np.float64))
            yield Progress(STAGE, turn, POWER_PASSES + 1)
        image -= n * np.outer(rows.missed, rows.missed @ thin)
        if turn < POWER_PASSES:
            basis = np.linalg.qr(image)[0]
    small = basis.T @ image / max(n - 1, 1)
    values, vectors = _eigen((small + small.T) / 2, count)
    return (basis @ vectors).T, values, total / max(n - 1, 1)


def _eigen(matrix: F64, count: int) -> tuple[F64, F64]:
    """The `count` largest eigenvalues of a symmetric matrix, falling, and their vectors (d, count)."""
    size = len(matrix)
    if size <= SUBSET_ABOVE or count > size // 2:
        values, vectors = np.linalg.eigh(matrix)
        return values[::-1][:count], vectors[:, ::-1][:, :count]
    from scipy.linalg import eigh  # 0.1 s to import: only where it saves more

    values, vectors = eigh(matrix, subset_by_index=(size - count, size - 1))
    return values[::-1], vectors[:, ::-1]


def _signed(directions: F64) -> F64:
    largest = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), largest])
    return directions * np.where(signs == 0, 1, signs)[:, None]


def sample(n: int, size: int, seed: int) -> Rows:
    """`size` of n rows, seeded, in order; all of them if there are no more."""
    if size >= n:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, size, replace=False))
