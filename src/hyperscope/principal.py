"""Principal axes: the directions along which rows spread most, found in blocks, by NumPy and LAPACK alone.

A covariance (d × d) up to `COVARIANCE_AXES` columns, in one pass over the rows; inner products of rows (n × n) where there
are few of them; else randomised subspace iteration (Halko, Martinsson & Tropp 2011, algorithm 4.4). The last two, and rows
whose place or scale float32 could not bear, take a pass more, for their mean and scale. Products are float32, sums of
blocks float64.
"""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Rows
from hyperscope.kernels.blas import one_thread_each
from hyperscope.kernels.lane import PARTS, share, threads
from hyperscope.progress import Progress, Work

COVARIANCE_AXES = 2_000
SUBSET_ABOVE = 256  # columns from which LAPACK is asked for the wanted eigenvectors alone
OVERSAMPLES, POWER_PASSES = 10, 5
BLOCK_BYTES = 4 << 20  # of float32 rows at a time: they stay in the cache from one operation to the next
PRODUCT_BYTES, PRODUCT_FLOP = 16 << 20, 4e9  # about 30 ms: adding many (d, d) would cost as much again
FIRST_ROWS = 1_024  # which tell where the rows may lie
ROWS_IN_A_SUM = 256  # added in float32
SMALL, LARGE = 1e-12, 1e12  # between these a block's sums of squares are float32 numbers
ROUNDING = 1e-12  # of a mean in float64: nothing that float32 could tell from it lies so near
LARGEST = float(np.finfo(np.float32).max)
STAGE = "Finding principal axes"
F64 = NDArray[np.float64]
Found = tuple[F64, F64, float]  # directions (p, d), variances (p,), total
Task = Callable[[int, slice, Floats], None]


class Blocks(Protocol):
    """Rows (n, d), a block at a time: a dataset, or what is made of its rows on the way."""

    @property
    def n(self) -> int: ...

    @property
    def d(self) -> int: ...

    def blocks(self, rows: int | None = None) -> Iterator[tuple[int, Floats]]: ...

    def stretches(self, rows: int) -> Iterator[slice]: ...

    def block(self, rows: slice) -> Floats: ...


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


def principal(dataset: Blocks, count: int, *, centred: bool = True, seed: int = 0) -> Work[Axes]:
    """The first min(count, n, d) principal axes of rows that are all finite."""
    count = min(count, dataset.n, dataset.d)
    if dataset.d <= COVARIANCE_AXES and not dataset.n < dataset.d // 2:
        rows, found = yield from _by_covariance(dataset, count, centred)
    else:
        rows = yield from _about_mean(dataset, centred)
        few = dataset.n <= COVARIANCE_AXES
        found = yield from (_by_inner_products(rows, count) if few else _by_subspace(rows, count, seed))
    directions, variances, total = found
    return Axes(_signed(directions), np.maximum(variances, 0), total, rows.centre, rows.scale)


def coordinates(dataset: Blocks, axes: Axes) -> Work[Floats]:
    """(n, p) float32: every row's coordinates along the axes; the largest number there is where float32 has none so large."""
    positions = np.empty((dataset.n, len(axes.directions)), np.float32)
    rows = _Rows.about(dataset, axes.centre, axes.scale)
    if axes.scale == 1 and _near(axes.centre, axes.total):
        rows = _Rows(dataset, np.zeros_like(rows.origin), axes.centre, 1.0)
    turn = axes.directions.T.astype(np.float32)
    missed = rows.missed @ axes.directions.T

    def task(_: int, span: slice, block: Floats) -> None:
        _along(block, turn, missed, axes.scale, positions[span])

    for spans in rows.each(PRODUCT_BYTES, task):
        yield Progress("Projecting", spans[-1].stop, dataset.n)
    return positions


def _along(block: Floats, turn: Floats, missed: F64, scale: float, out: Floats) -> None:
    if scale != 1:
        np.clip((block @ turn - missed) * scale, -LARGEST, LARGEST, out=out, casting="same_kind")
        return
    np.matmul(block, turn, out=out)
    np.subtract(out, missed.astype(np.float32), out=out)
    np.clip(out, -LARGEST, LARGEST, out=out)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows about `origin` (d,) in units of `scale`, a power of two; their mean lies `missed` (d,) beyond it."""

    dataset: Blocks
    origin: Floats
    missed: F64
    scale: float

    @classmethod
    def about(cls, dataset: Blocks, centre: F64, scale: float) -> "_Rows":
        """About their mean as far as float32 has it."""
        origin = (centre / scale).astype(np.float32)
        return cls(dataset, origin, centre / scale - origin, scale)

    @property
    def centre(self) -> F64:
        return (self.origin + self.missed) * self.scale

    def blocks(self, size: int) -> Iterator[tuple[int, Floats]]:
        """(first row, block of about `size` bytes); the next block may be written over it."""
        height, moves = self._height(size), self._moves
        buffer = np.empty((height if moves else 0, self.dataset.d), np.float32)
        for start, block in self.dataset.blocks(height):
            yield start, self._moved(block, buffer[: len(block)]) if moves else block

    def each(self, size: int, task: Task) -> Iterator[Sequence[slice]]:
        """Call `task(place, rows, block)` for blocks of about `size` bytes, one on each thread; yields those that are done.

        Places count from 0 in every turn: what is kept at a place is the task's until the next turn.
        """
        stretches = self.dataset.stretches(self._height(size))
        moves = self._moves
        buffers: dict[int, Floats] = {}
        while spans := list(itertools.islice(stretches, at_once())):

            def work(_: int, first: int, last: int, spans: list[slice] = spans) -> None:
                for place in range(first, last):
                    block = self.dataset.block(spans[place])
                    if moves:
                        buffer = buffers.setdefault(place, np.empty_like(block))
                        block = self._moved(block, buffer[: len(block)])
                    task(place, spans[place], block)

            with one_thread_each():
                share(work, len(spans), len(spans))
            yield spans

    def _height(self, size: int) -> int:
        return min(max(1, size // (4 * self.dataset.d)), self.dataset.n)

    @property
    def _moves(self) -> bool:
        return self.scale != 1 or bool(self.origin.any())

    def _moved(self, block: Floats, out: Floats) -> Floats:
        with np.errstate(over="ignore"):  # seen in what becomes of it
            if self.scale != 1:
                block = np.ldexp(block, 1 - math.frexp(self.scale)[1], out=out)
            return np.subtract(block, self.origin, out=out)


def _near(mean: F64, variance: float) -> bool:
    """Whether the origin does as well as the mean: products about it lose a bit at most."""
    return float(mean @ mean) <= variance


def _about_mean(dataset: Blocks, centred: bool) -> Work[_Rows]:
    return _Rows.about(dataset, *(yield from _mean_and_scale(dataset, centred)))


def _mean_and_scale(dataset: Blocks, centred: bool) -> Work[tuple[F64, float]]:
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


def _by_covariance(dataset: Blocks, count: int, centred: bool) -> Work[tuple[_Rows, Found]]:
    rows = _Rows(dataset, _guess(dataset, centred), np.zeros(dataset.d), 1.0)
    mean, products = yield from _products(rows)
    if centred:
        rows = replace(rows, missed=mean)
    spread = float(np.trace(products)) / dataset.n
    if not (SMALL**2 < spread < LARGE**2 and _near(rows.missed, spread / 2)):
        rows = yield from _about_mean(dataset, centred)
        _, products = yield from _products(rows)
    products -= dataset.n * np.outer(rows.missed, rows.missed)
    products /= max(dataset.n - 1, 1)
    total = float(np.trace(products))
    values, vectors = _eigen(products, count)
    return rows, (vectors.T, values, total)


def _guess(dataset: Blocks, centred: bool) -> Floats:
    """Where the rows may lie: at the mean of the first few, or at the origin where that does as well."""
    first = next(dataset.blocks(FIRST_ROWS))[1].astype(np.float64)
    mean = first.mean(axis=0)
    if not centred or _near(mean, float(first.var(axis=0).sum())):
        mean = np.zeros(dataset.d)
    return mean.astype(np.float32)


def _products(rows: _Rows) -> Work[tuple[F64, F64]]:
    """The mean (d,) of the rows as they come, and the sum of their products with themselves (d, d)."""
    n, d = rows.dataset.n, rows.dataset.d
    total, products = np.zeros(d), np.zeros((d, d))
    sums, squares = np.zeros((at_once(), d)), np.empty((at_once(), d, d), np.float32)

    def task(place: int, _: slice, block: Floats) -> None:
        with np.errstate(over="ignore", invalid="ignore"):  # seen in the products' trace
            np.matmul(block.T, block, out=squares[place])
            sums[place] = _sum(block)

    for spans in rows.each(min(PRODUCT_BYTES, int(4 * PRODUCT_FLOP / d)), task):
        for place in range(len(spans)):
            total += sums[place]
            products += squares[place]
        yield Progress(STAGE, spans[-1].stop, n)
    return total / n, products


def _sum(block: Floats) -> F64:
    ones, total = np.ones(ROWS_IN_A_SUM, np.float32), np.zeros(block.shape[1])
    for start in range(0, len(block), ROWS_IN_A_SUM):
        part = block[start : start + ROWS_IN_A_SUM]
        total += ones[: len(part)] @ part
    return total


def _by_inner_products(rows: _Rows, count: int) -> Work[Found]:
    n = rows.dataset.n
    blocks = np.concatenate([block - rows.missed for _, block in rows.blocks(BLOCK_BYTES)]).astype(np.float32)
    yield Progress(STAGE)
    products = (blocks @ blocks.T).astype(np.float64) / max(n - 1, 1)
    total = float(np.trace(products))
    values, vectors = _eigen(products, count)
    directions = np.linalg.qr(blocks.T.astype(np.float64) @ vectors)[0].T
    return directions, values, total


def _by_subspace(rows: _Rows, count: int, seed: int) -> Work[Found]:
    n, d = rows.dataset.n, rows.dataset.d
    width = min(count + OVERSAMPLES, n, d)
    basis = np.linalg.qr(np.random.default_rng(seed).standard_normal((d, width)))[0]
    image, total = basis, 0.0
    for turn in range(POWER_PASSES + 1):
        image, total = np.zeros((d, width)), 0.0
        thin = basis.astype(np.float32)
        for _, block in rows.blocks(BLOCK_BYTES):
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
    """The `count` largest eigenvalues of a symmetric matrix, falling, and their vectors (d, count); it is written over."""
    size = len(matrix)
    if size <= SUBSET_ABOVE or count > size // 2:
        values, vectors = np.linalg.eigh(matrix)
        return values[::-1][:count], vectors[:, ::-1][:, :count]
    from scipy.linalg import eigh  # 0.1 s to import: only where it saves more

    subset = size - count, size - 1  # its transpose is itself in LAPACK's order, and may be written over
    values, vectors = eigh(matrix.T, subset_by_index=subset, overwrite_a=True, check_finite=False)
    return values[::-1], vectors[:, ::-1]


def _signed(directions: F64) -> F64:
    largest = np.abs(directions).argmax(axis=1)
    signs = np.sign(directions[np.arange(len(directions)), largest])
    return directions * np.where(signs == 0, 1, signs)[:, None]


def at_once() -> int:
    """How many blocks are worked on at a time; each has (d, d) numbers of its own."""
    return min(threads(), PARTS)


def sample(n: int, size: int, seed: int) -> Rows:
    """`size` of n rows, seeded, in order; all of them if there are no more."""
    if size >= n:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, size, replace=False))
