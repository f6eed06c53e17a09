"""Who is near whom, in the data and in the layout: for a sample of rows, among all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.kernels import lane
from hyperscope.kernels.pool import Pool, in_order
from hyperscope.progress import Progress, Work
from hyperscope.scores.ranks import ranks

BYTES_IN_A_BLOCK = 32 << 20
ROUNDING = 4e-15  # of two points' squared lengths: what products leave of a distance of 0
TIE = 1e-9  # of a squared distance: what float64 makes of equal ones
PRODUCTS_AT_ONCE = 1_000_000_000  # about 50 ms
Ranks = NDArray[np.int32]
Spread = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Neighborhoods:
    """For `rows` (m,) of n: the nearest in the data and in the layout, each with its rank (1 = nearest) in the other.

    Equal distances are ranked by row. But where the k-th place in the data is shared, all who share it have a rank within k: a
    layout cannot be blamed for the one it shows. Not so in the layout, where all would be neighbours on one heap.
    `layout_wide` (m, w) are the neighbours in the layout that vote on a label, nearest first.
    """

    n: int
    k: int
    rows: Rows
    in_data: Ranks
    in_layout: Ranks
    data_ranks_of_layout: Ranks
    layout_ranks_of_data: Ranks
    layout_wide: Ranks


def compare(data: Spread, layout: Spread, rows: Rows, k: int, votes: int) -> Work[Neighborhoods]:
    """Neighbourhoods of size `k` of the sampled `rows`; k is cut to what n points allow."""
    n = len(data)
    k, votes = max(1, min(k, (n - 1) // 2)), min(votes, n - 1)
    found: list[tuple[Ranks, ...]] = []
    size = max(1, BYTES_IN_A_BLOCK // (2 * data.itemsize * n))
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        far = (yield from _squared(data, part)), (yield from _squared(layout, part))
        near = [_nearest(distances, count) for distances, count in zip(far, (k, max(k, votes)), strict=True)]
        of_layout = _fair(_ranks(far[0], near[1][:, :k]), far[0], near[1][:, :k], near[0])
        found.append((near[0], near[1][:, :k], of_layout, _ranks(far[1], near[0]), near[1]))
        yield Progress("Measuring quality", start + len(part), len(rows))
    in_data, in_layout, of_layout, of_data, wide = (
        np.concatenate(parts) for parts in zip(*found, strict=True)
    )
    return Neighborhoods(n, k, rows, in_data, in_layout, of_layout, of_data, wide[:, :votes])


def _squared(space: Spread, rows: Rows) -> Work[Spread]:
    """(rows, n) squared distances, infinite from a row to itself; in float64 on the way, some columns at a time."""
    here = space[rows].astype(np.float64)
    own = np.einsum("ij,ij->i", here, here)[:, None]
    squared = np.empty((len(rows), len(space)), space.dtype)
    step = max(1_024, PRODUCTS_AT_ONCE // max(here.size, 1))
    for start in range(0, len(space), step):
        there = space[start : start + step].astype(np.float64, copy=False)
        lengths = np.einsum("ij,ij->i", there, there)
        apart = own + lengths - 2 * (here @ there.T)
        if squared.dtype == np.float64:  # float32 rounds further than products do
            apart[apart < ROUNDING * (own + lengths)] = 0
        squared[:, start : start + step] = np.maximum(apart, 0)
        yield Progress("Measuring quality")
    squared[np.arange(len(rows)), rows] = np.inf
    return squared


def _nearest(distances: Spread, k: int) -> Ranks:
    """(rows, k) the nearest columns, nearest first, ties by column."""
    rows, n = distances.shape
    narrow = distances.astype(np.float32, copy=False)
    pool, scores, nobody = Pool(rows, k), -narrow, np.full(rows, n)
    found = np.empty((rows, k), np.int32)

    def task(_part: int, start: int, stop: int) -> None:
        pool.offer(scores[start:stop], np.arange(start, stop), nobody, 0)
        columns = pool.settle(start, stop)
        found[start:stop] = in_order(np.take_along_axis(narrow[start:stop], columns, 1), columns)[1]

    lane.share(task, rows)
    return found


def _ranks(distances: Spread, columns: Ranks) -> Ranks:
    found = np.empty(columns.shape, np.int32)
    chosen = np.ascontiguousarray(columns)
    lane.share(lambda _, a, b: ranks(a, b, distances, chosen, found), len(distances))
    return found


def _fair(found: Ranks, distances: Spread, columns: Ranks, nearest: Ranks) -> Ranks:
    """The ranks `found` of `columns`, cut to k where they are as near as the last of the k `nearest`."""
    last = np.take_along_axis(distances, nearest[:, -1:], 1)
    near = np.take_along_axis(distances, columns, 1) <= last * (1 + TIE)
    return np.where(near, np.minimum(found, nearest.shape[1]), found)
