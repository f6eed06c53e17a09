"""The parts into which a graph falls, found by walking along its edges, so that one may leave at any moment."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work
from hyperscope.projections.umap.membership import Membership

EDGES_AT_ONCE = 2_000_000  # about 30 ms


def parts(edges: Membership) -> Work[tuple[int, NDArray[np.int32]]]:
    """How many parts there are, and which one each point (n,) belongs to, counted in the order of their first points."""
    part, queue, at = np.full(edges.n, -1, np.int32), np.empty(edges.n, np.int32), np.zeros(4, np.int64)
    while not flood(EDGES_AT_ONCE, edges.starts, edges.indices, part, queue, at):
        yield Progress("Finding the parts of the graph", int(at[0]), edges.n)
    return int(at[3]), part


@kernel
def flood(most, starts, indices, part, queue, at):
    """Number the points of a symmetric graph by their parts until about `most` edges were followed; whether all have numbers.

    `part` is −1 where nobody has been, `queue` lists whom to go on from, and `at` tells how far that has come: the first and
    the end of who waits, the least point that may have no number, and how many parts there are.
    """
    n, followed = part.shape[0], 0
    while followed < most:
        if at[0] == at[1]:
            while at[2] < n and part[at[2]] >= 0:
                at[2] += 1
            if at[2] == n:
                return True
            part[at[2]], queue[at[1]] = at[3], at[2]
            at[1] += 1
            at[3] += 1
        point = queue[at[0]]
        at[0] += 1
        followed += 1 + starts[point + 1] - starts[point]
        for edge in range(starts[point], starts[point + 1]):
            other = indices[edge]
            if part[other] < 0:
                part[other], queue[at[1]] = part[point], other
                at[1] += 1
    return False
