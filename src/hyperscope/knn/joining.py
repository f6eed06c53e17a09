"""Neighbours of neighbours: a graph that has most of its neighbours finds nearly all (NN-descent, Dong et al. 2011).

A point asks those it is joined to, in either direction, for theirs. One pass reads the old graph alone and writes a new
one, so the result does not depend on who runs which rows.
"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.kernels.selection import apart, sift, unheap
from hyperscope.knn.points import Held, Points
from hyperscope.progress import Progress, Work

REACH = 20  # a point is asked for so many of its nearest, and as many again that have it among theirs
ROWS_IN_A_PIECE = 2_048  # of about 5 µs each
STAGE = "Asking neighbours for theirs"
Asked = tuple[Indices, NDArray[np.int32]]  # `joined` and `degrees`, see `_joined`


def refined(points: Points, indices: Indices, distances: Floats, inner: bool) -> Work[tuple[Indices, Floats]]:
    """The graph (m, k) after one pass, nearest first; where points are fetched, in the arrays of the old one."""
    yield Progress(STAGE)
    asked = yield from _joined(indices)
    held = isinstance(points, Held)
    found = (np.empty_like(indices), np.empty_like(distances)) if held else (indices, distances)
    together = 2 * lane.threads()
    seen = [np.full(len(indices) if held else 0, -1, np.int32) for _ in range(together)]
    pieces = range(0, len(indices), ROWS_IN_A_PIECE)
    for begin in range(0, len(pieces), together):

        def task(number: int, _a: int, _b: int, begin: int = begin) -> None:
            start = pieces[begin + number]
            stop = min(start + ROWS_IN_A_PIECE, len(indices))
            if isinstance(points, Held):
                join(start, stop, points.array, inner, (indices, distances), asked, found, seen[number])
            else:
                _join_fetched(start, stop, points, inner, found, asked)

        lane.share(task, min(together, len(pieces) - begin), together)
        points.rest()
        yield Progress(STAGE, begin, len(pieces))
    return found


def _join_fetched(
    start: int, stop: int, points: Points, inner: bool, graph: tuple[Indices, Floats], asked: Asked
) -> None:
    """`join` among those alone whom rows start…stop will meet, which are fetched; the graph is written over.

    Nobody else reads these rows of it. Rows keep their order among those fetched, so that of equal distances the same win.
    """
    (joined, degrees), k = asked, graph[0].shape[1]
    own = np.arange(start, stop)
    askers = np.union1d(own, _those(joined[start:stop], degrees[start:stop]))
    met = np.union1d(askers, _those(joined[askers], degrees[askers]))
    met = np.union1d(met, graph[0][start:stop]).astype(np.int64)
    if len(met) > points.at_once and stop - start > 1:
        middle = (start + stop) // 2
        _join_fetched(start, middle, points, inner, graph, asked)
        _join_fetched(middle, stop, points, inner, graph, asked)
        return
    place = np.searchsorted(met, askers)
    near, counts = np.zeros((len(met), joined.shape[1]), np.int32), np.zeros(len(met), np.int32)
    near[place], counts[place] = np.searchsorted(met, joined[askers]), degrees[askers]
    first = int(np.searchsorted(met, start))
    last = first + stop - start
    old, new = ((np.empty((last, k), np.int32), np.empty((last, k), np.float32)) for _ in range(2))
    old[0][first:], old[1][first:] = np.searchsorted(met, graph[0][start:stop]), graph[1][start:stop]
    join(first, last, points.take(met), inner, old, (near, counts), new, np.full(len(met), -1, np.int32))
    graph[0][start:stop], graph[1][start:stop] = met[new[0][first:]], new[1][first:]


def _those(joined: Indices, degrees: NDArray[np.int32]) -> Rows:
    """Whoever stands in the lists, as far as these are filled."""
    return joined[np.arange(joined.shape[1]) < degrees[:, None]].astype(np.int64)


def _joined(indices: Indices) -> Work[Asked]:
    """(m, at most 2 · REACH) whom each point may be asked for, nearest first in each half, and how many they are."""
    m, reach = len(indices), min(REACH, indices.shape[1])
    joined = np.empty((m, 2 * reach), np.int32)
    joined[:, :reach] = indices[:, :reach]
    degrees = np.full(m, reach, np.int32)
    size = 50 * ROWS_IN_A_PIECE
    for rank in range(reach):
        for start in range(0, m, size):
            answer(start, min(start + size, m), rank, joined, degrees)
            yield Progress(STAGE)
    return joined, degrees


@kernel
def answer(start, stop, rank, joined, degrees):
    """Write rows start…stop behind those whom they have at `rank`, while there is room. Not for two threads at once."""
    for row in range(start, stop):
        other = joined[row, rank]
        if degrees[other] < joined.shape[1]:
            joined[other, degrees[other]] = row
            degrees[other] += 1


@kernel
def join(start, stop, vectors, inner, graph, asked, found, seen):
    """The k nearest of a row's own neighbours, those joined to it, and those joined to these, nearest first.

    `graph` and `found` are (indices, distances) (m, k), `asked` (joined, degrees); `seen` (m,) marks whom a row has met.
    """
    indices, distances = graph
    joined, degrees = asked
    names, values = found
    k = indices.shape[1]
    for row in range(start, stop):
        heap, heads = values[row], names[row]
        seen[row] = row
        for rank in range(k):  # rising, so that it is a heap with its worst at the root
            heap[k - 1 - rank] = -distances[row, rank]
            heads[k - 1 - rank] = indices[row, rank]
            seen[indices[row, rank]] = row
        for one in range(degrees[row]):
            near = joined[row, one]
            for other in range(-1, degrees[near]):
                far = near if other < 0 else joined[near, other]
                if seen[far] == row:
                    continue
                seen[far] = row
                score = -apart(vectors, row, far, inner)
                if score > heap[0]:
                    sift(heap, heads, score, far)
    unheap(start, stop, values, names)
    for row in range(start, stop):
        for rank in range(k):
            values[row, rank] = -values[row, rank]
