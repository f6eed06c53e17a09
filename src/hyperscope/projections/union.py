"""What points say of each other, made symmetric: n rows of k weights become compressed rows that hold both directions.

Turning the rows into columns and back again sorts them, so that both directions can be merged in one pass: linear in the
number of weights, and left at any moment.
"""

import math

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work

EDGES_AT_ONCE = 1_000_000  # 15 ms, or 100 where memory is far away
FILLED_AT_ONCE = 4_000_000  # about 20 ms, most of it the system's
Sparse = tuple[NDArray[np.int64], NDArray[np.int32], Floats]


def union(
    indices: NDArray[np.int32], weights: Floats, overlap: float, stage: str
) -> Work[tuple[Sparse, float]]:
    """w_ij + w_ji − `overlap` · w_ij w_ji of weights (n, k) to the points `indices` (n, k), and the sum of all.

    (starts, indices, values) in compressed rows, columns ascending; what comes to 0 is left out.
    """
    n, k = indices.shape
    given = np.arange(0, n * k + 1, k), indices.ravel(), np.ascontiguousarray(weights).ravel()
    theirs = yield from _turned(given, stage)
    ours = yield from _turned(theirs, stage)
    starts = np.zeros(n + 1, np.int64)
    yield from _merged(ours, theirs, overlap, (starts, np.empty(0, np.int32), np.empty(0, np.float32)), stage)
    np.cumsum(starts, out=starts)
    both = starts, np.empty(starts[-1], np.int32), np.empty(starts[-1], np.float32)
    return both, (yield from _merged(ours, theirs, overlap, both, stage))


def blocks(edges: int, n: int, at_once: float) -> range:
    """First rows of blocks of equally many of n rows, with about `at_once` of all their `edges` in each."""
    return range(0, n, max(1, math.ceil(n * at_once / max(edges, at_once))))


def _turned(given: Sparse, stage: str) -> Work[Sparse]:
    """The transpose, its rows in ascending order."""
    starts, indices, values = given
    n, edges = len(starts) - 1, len(indices)
    counts = np.zeros(n + 1, np.int64)
    for first in range(0, edges, EDGES_AT_ONCE):
        counts[1:] += np.bincount(indices[first : first + EDGES_AT_ONCE], minlength=n)
        yield Progress(stage)
    begins = np.cumsum(counts)
    places, turned = begins[:-1].copy(), (begins, np.empty(edges, np.int32), np.empty(edges, np.float32))
    for first in range(
        0, edges, FILLED_AT_ONCE
    ):  # else writing here and there asks for all of the memory at once
        for array in turned[1:]:
            array[first : first + FILLED_AT_ONCE] = 0
        yield Progress(stage)
    size = blocks(edges, n, EDGES_AT_ONCE)
    for first in size:
        turn(first, min(first + size.step, n), (starts, indices, values), places, turned)
        yield Progress(stage)
    return turned


def _merged(ours: Sparse, theirs: Sparse, overlap: float, both: Sparse, stage: str) -> Work[float]:
    """Write the union into `both`; where it has no room yet, count each row into its starts instead. The sum of all."""
    n, total = len(ours[0]) - 1, 0.0
    size = blocks(len(ours[1]), n, EDGES_AT_ONCE)
    for begin in size:
        sums = np.zeros(lane.PARTS)

        def task(
            part: int, first: int, last: int, begin: int = begin, sums: NDArray[np.float64] = sums
        ) -> None:
            sums[part] = merge(begin + first, begin + last, ours, theirs, np.float32(overlap), both)

        lane.share(task, min(size.step, n - begin))
        total += float(sums.sum())
        yield Progress(stage, begin, n)
    return total


@kernel
def turn(start, stop, given, places, turned):
    """Write rows start…stop of a sparse matrix as columns; `places` are where each column's next entry goes."""
    starts, indices, values = given
    for row in range(start, stop):
        for edge in range(starts[row], starts[row + 1]):
            column = np.uint64(indices[edge])
            place = np.uint64(places[column])
            places[column] += 1
            turned[1][place], turned[2][place] = row, values[edge]


@kernel
def merge(start, stop, ours, theirs, overlap, both):
    """Rows start…stop of the union of two sparse matrices with ascending rows: w + v − overlap · w v; returns its sum.

    Where `both` has no room for entries, their number is written into its starts, one place on.
    """
    total, counting = 0.0, both[1].shape[0] == 0
    for row in range(start, stop):
        here, ends, there, ended = ours[0][row], ours[0][row + 1], theirs[0][row], theirs[0][row + 1]
        place = np.int64(0) if counting else both[0][row]
        while here < ends or there < ended:
            left = ours[1][np.uint64(here)] if here < ends else np.int32(2**31 - 1)
            right = theirs[1][np.uint64(there)] if there < ended else np.int32(2**31 - 1)
            w, v = np.float32(0), np.float32(0)
            if left <= right:
                w = ours[2][np.uint64(here)]
                here += 1
            if right <= left:
                v = theirs[2][np.uint64(there)]
                there += 1
            value = w + v - overlap * w * v
            if value > 0:
                if not counting:
                    both[1][np.uint64(place)], both[2][np.uint64(place)] = (
                        left if left < right else right,
                        value,
                    )
                    total += value
                place += 1
        if counting:
            both[0][row + 1] = place
    return total
