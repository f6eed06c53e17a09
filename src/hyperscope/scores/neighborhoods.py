"""Who is near whom, in the data and in the layout: for a sample of rows, among all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.progress import Progress, Work
from hyperscope.scores.squared import ROWS_AT_ONCE, STAGE, Spread, Squared

BYTES_IN_A_BLOCK = 32 << 20
GROUPS = 256  # of columns, more than are looked for: few of the nearest then share one
TIE = 1e-9  # of a squared distance: what float64 makes of equal ones
Ranks = NDArray[np.int32]


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
    height = min(len(rows), ROWS_AT_ONCE, max(1, BYTES_IN_A_BLOCK // (2 * data.itemsize * n)))
    spaces = Squared(data, height), Squared(layout, height)
    found: list[tuple[Ranks, ...]] = []
    for start in range(0, len(rows), height):
        part = rows[start : start + height]
        far = (yield from spaces[0].of(part)), (yield from spaces[1].of(part))
        near = [_nearest(distances, count) for distances, count in zip(far, (k, max(k, votes)), strict=True)]
        yield Progress(STAGE, start, len(rows))
        of_layout = _fair(_ranks(far[0], near[1][:, :k]), far[0], near[1][:, :k], near[0])
        found.append((near[0], near[1][:, :k], of_layout, _ranks(far[1], near[0]), near[1]))
        yield Progress(STAGE, start + len(part), len(rows))
    in_data, in_layout, of_layout, of_data, wide = (
        np.concatenate(parts) for parts in zip(*found, strict=True)
    )
    return Neighborhoods(n, k, rows, in_data, in_layout, of_layout, of_data, wide[:, :votes])


def _nearest(distances: Spread, k: int) -> Ranks:
    """(rows, k) the nearest columns, nearest first, ties by column."""
    found = np.empty((len(distances), k), np.int32)
    for row, (line, bar) in enumerate(zip(distances, _bars(distances, k), strict=True)):
        columns = (line <= bar).nonzero()[0]
        found[row] = columns[line[columns].argsort(kind="stable")[:k]]
    return found


def _bars(distances: Spread, k: int) -> Spread:
    """(rows,) no less than the distance of the k-th nearest, and seldom much more: the k-th of the least of many groups."""
    n = distances.shape[1]
    deep = max(1, n // max(GROUPS, 8 * k))
    least = distances[:, : n - n % deep].reshape(len(distances), deep, -1).min(axis=1)
    return np.partition(least, k - 1, axis=1)[:, k - 1]


def _ranks(distances: Spread, columns: Ranks) -> Ranks:
    """(rows, k) 1 + how many of its row come before each of `columns` (rows, k), ties by column."""
    chosen = np.take_along_axis(distances, columns, 1)
    found = np.empty(columns.shape, np.int32)
    for row, (line, wanted, last) in enumerate(zip(distances, chosen, chosen.max(axis=1), strict=True)):
        nearer = line.compress(line <= last)
        nearer.sort()
        found[row] = nearer.searchsorted(wanted) + 1
        shared = nearer.searchsorted(wanted, "right") > found[row]
        for place in shared.nonzero()[0]:
            found[row, place] += np.count_nonzero(line[: columns[row, place]] == wanted[place])
    return found


def _fair(found: Ranks, distances: Spread, columns: Ranks, nearest: Ranks) -> Ranks:
    """The ranks `found` of `columns`, cut to k where they are as near as the last of the k `nearest`."""
    last = np.take_along_axis(distances, nearest[:, -1:], 1)
    near = np.take_along_axis(distances, columns, 1) <= last * (1 + TIE)
    return np.where(near, np.minimum(found, nearest.shape[1]), found)
