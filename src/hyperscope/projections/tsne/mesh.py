"""Repulsion in two dimensions by one potential on a grid (particle mesh, after Hockney & Eastwood 1988).

R_i = −½ ∇φ(y_i) with φ(y) = Σ_j 1 / (1 + |y − y_j|²), and Z = Σ_i φ(y_i) − n. So one charge a point and one kernel are
enough: spread the charges with cubic B-splines, convolve by FFT on a grid of twice the size (no wrap-around), and read
φ and ∇φ back with the splines and their derivatives. The kernel's transform is divided by the splines' own, once for
spreading and once for reading, and kept while the grid keeps its size.
"""

import math
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.kernels.jit import inlined, kernel
from hyperscope.progress import Progress, Work

SPACING = 0.35  # layout units between nodes: at 10,000 points 1.3 % of error; 0.5 has 4 %, which keeps layouts from growing
LEAST_NODES = 48  # across a small layout, whose nodes then lie closer
STEP_OF_NODES = 16  # sizes are rounded up to it, so that the kernel's transform is seldom made anew
MARGIN = 4  # nodes that the splines reach beyond the outermost points
YIELD_ABOVE = 200_000  # points from which a single phase may take 50 ms
TELL_ABOVE = 500_000  # nodes from which a single pass may take 20 ms
KERNELS_KEPT = 4
CONVOLVING = "Convolving"
SPREAD_PARTS = (
    4  # grids filled side by side; not the number of threads, so that the sum does not depend on it
)


_kernels: dict[tuple[int, int, float], Floats] = {}


@dataclass(frozen=True, slots=True)
class Grid:
    """`nodes` per axis, `spacing` apart, the first at `origin`."""

    nodes: tuple[int, int]
    spacing: float
    origin: tuple[float, float]


def repel(y: Floats) -> Work[tuple[Floats, float]]:
    """(R (2, n), Z = Σ_{i≠j} q_ij) of coordinates y (2, n)."""
    n = y.shape[1]
    grid = plan(y)
    charges = _spread(y, grid)
    if n > YIELD_ABOVE:
        yield Progress("Spreading")
    potential = yield from convolve(charges, grid.spacing)
    if n > YIELD_ABOVE:
        yield Progress(CONVOLVING, 3, 3)
    force, sums = np.empty_like(y), np.zeros(lane.PARTS)
    where = np.array([*grid.origin, 1 / grid.spacing], np.float32)

    def task(part: int, first: int, last: int) -> None:
        sums[part] = gather(first, last, y, where, potential, force)

    lane.share(task, n)
    if n > YIELD_ABOVE:
        yield Progress("Reading")
    return force, max(float(sums.sum()) - n, np.finfo(np.float32).tiny)


def plan(y: Floats) -> Grid:
    """The grid for these coordinates."""
    low, high = y.min(axis=1).astype(float), y.max(axis=1).astype(float)
    span = max(float((high - low).max()), 1e-6)
    spacing = min(
        SPACING, 2 ** (math.floor(4 * math.log2(span / LEAST_NODES)) / 4)
    )  # in steps, to keep the kernel
    counts = [_rounded((top - bottom) / spacing + 2 * MARGIN) for bottom, top in zip(low, high, strict=True)]
    middle = (low + high) / 2
    origin = [float(m - spacing * (count - 1) / 2) for m, count in zip(middle, counts, strict=True)]
    return Grid((counts[0], counts[1]), spacing, (origin[0], origin[1]))


def _rounded(nodes: float) -> int:
    return STEP_OF_NODES * math.ceil(nodes / STEP_OF_NODES)


def _spread(y: Floats, grid: Grid) -> Floats:
    charges = np.zeros((SPREAD_PARTS, *grid.nodes), np.float32)
    where = np.array([*grid.origin, 1 / grid.spacing], np.float32)
    lane.share(
        lambda part, first, last: spread(first, last, y, where, charges[part]), y.shape[1], SPREAD_PARTS
    )
    return charges.sum(axis=0)


def convolve(charges: Floats, spacing: float) -> Work[Floats]:
    """φ on the nodes. Rows of zeros are never transformed: the four passes are those of a padded 2-D FFT, less these."""
    from scipy import fft  # half a second to import, for pictures of many points alone

    rows, columns = charges.shape
    height, width = (cast(int, fft.next_fast_len(2 * size, real=True)) for size in (rows, columns))
    workers, told = lane.threads(), charges.size > TELL_ABOVE
    turned = yield from kernel_transform(height, width, spacing)
    lines = _array(fft.rfft(charges, width, axis=1, workers=workers))
    plane = _array(fft.fft(lines, height, axis=0, workers=workers))
    if told:
        yield Progress(CONVOLVING, 1, 3)
    plane *= turned
    lines = _array(fft.ifft(plane, axis=0, workers=workers, overwrite_x=True))[:rows]
    if told:
        yield Progress(CONVOLVING, 2, 3)
    return np.ascontiguousarray(_array(fft.irfft(lines, width, axis=1, workers=workers))[:, :columns])


def _array(transformed: object) -> NDArray[Any]:
    return cast(NDArray[Any], transformed)  # scipy declares less than it returns


def kernel_transform(height: int, width: int, spacing: float) -> Work[Floats]:
    """The transform of 1 / (1 + r²) on the doubled grid, over that of the splines, squared. (height, width // 2 + 1).

    Those of the last few grids are kept.
    """
    key = height, width, spacing
    found = _kernels.pop(key, None)
    if found is None:
        found = yield from _transformed(height, width, spacing)
    _kernels[key] = found  # the newest last
    for old in list(_kernels)[:-KERNELS_KEPT]:
        _kernels.pop(old, None)
    return found


def _transformed(height: int, width: int, spacing: float) -> Work[Floats]:
    from scipy import fft

    down, across = _offsets(height) * spacing, _offsets(width) * spacing
    values = 1 / (1 + (down**2)[:, None] + (across**2)[None, :])
    workers = lane.threads()
    lines = _array(fft.rfft(values, axis=1, workers=workers))
    if values.size > TELL_ABOVE:
        yield Progress(CONVOLVING, 0, 3)
    found = np.real(_array(fft.fft(lines, axis=0, workers=workers, overwrite_x=True)))
    if values.size > TELL_ABOVE:
        yield Progress(CONVOLVING, 0, 3)
    smoothing = (
        _spline(np.arange(height) / height)[:, None] * _spline(np.arange(width // 2 + 1) / width)[None, :]
    )
    return (found / smoothing**2).astype(np.float32)


def _offsets(size: int) -> NDArray[np.float64]:
    index = np.arange(size)
    return np.minimum(index, size - index).astype(float)


def _spline(frequency: NDArray[np.float64]) -> NDArray[np.float64]:
    """The transform of the cubic B-spline's values at the nodes, 1/6, 4/6, 1/6."""
    return (4 + 2 * np.cos(2 * np.pi * frequency)) / 6


@inlined
def weights(t):
    """The four cubic B-splines around a point a fraction `t` beyond its node."""
    u = np.float32(1) - t
    sixth = np.float32(1 / 6)
    return (
        u * u * u * sixth,
        (np.float32(4) + t * t * (np.float32(3) * t - np.float32(6))) * sixth,
        (np.float32(4) + u * u * (np.float32(3) * u - np.float32(6))) * sixth,
        t * t * t * sixth,
    )


@inlined
def slopes(t):
    """The derivatives of `weights`."""
    u, half, two = np.float32(1) - t, np.float32(0.5), np.float32(2)
    middle = np.float32(1.5)
    return -half * u * u, t * (middle * t - two), -u * (middle * u - two), half * t * t


@kernel
def spread(start, stop, y, where, charges):
    """Add a unit charge for each of points start…stop. `where` is (origin, origin, 1 / spacing)."""
    for point in range(start, stop):
        u, v = (y[0, point] - where[0]) * where[2], (y[1, point] - where[1]) * where[2]
        row, column = int(u), int(v)
        across, down = weights(v - np.float32(column)), weights(u - np.float32(row))
        for i in range(4):
            line = charges[row - 1 + i]
            for j in range(4):
                line[column - 1 + j] += down[i] * across[j]


@kernel
def gather(start, stop, y, where, potential, force):
    """R of points start…stop from φ on the nodes; returns Σ φ over them."""
    total = 0.0
    scale = np.float32(-0.5) * where[2]
    for point in range(start, stop):
        u, v = (y[0, point] - where[0]) * where[2], (y[1, point] - where[1]) * where[2]
        row, column = int(u), int(v)
        down, across = weights(u - np.float32(row)), weights(v - np.float32(column))
        down_slope, across_slope = slopes(u - np.float32(row)), slopes(v - np.float32(column))
        fx, fy, phi = np.float32(0), np.float32(0), np.float32(0)
        for i in range(4):
            value, slope = np.float32(0), np.float32(0)
            line = potential[row - 1 + i]
            for j in range(4):
                value += across[j] * line[column - 1 + j]
                slope += across_slope[j] * line[column - 1 + j]
            phi += down[i] * value
            fx += down_slope[i] * value
            fy += down[i] * slope
        force[0, point], force[1, point] = scale * fx, scale * fy
        total += phi
    return total
