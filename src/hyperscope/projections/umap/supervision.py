"""Supervised membership: the fuzzy set of neighbours, intersected with that of equal labels (after umap-learn).

With a factor f in 0…1, the tie of two points is multiplied by exp(−2.5 / (1 − f)) where their labels differ and by exp(−1)
where one is unknown. Then every point is tied wholly to its nearest again, and the set made symmetric: a point among
strangers keeps them.
"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.progress import Progress, Work
from hyperscope.projections.labels import UNKNOWN
from hyperscope.projections.umap.membership import Membership

FAR = 2.5  # of different labels, at a factor near 0
UNSURE = np.exp(-1.0)
LEAST = 1e-6  # so that no tie is lost
EDGES_AT_ONCE = 2_000_000  # about 30 ms


def supervised(edges: Membership, labels: NDArray[np.int64], factor: float) -> Work[Membership]:
    """The membership among points with these labels (n,), −1 where nothing is known."""
    unlike = max(np.exp(-FAR / max(1 - factor, 1e-3)), LEAST)
    weighed = np.empty_like(edges.strengths)
    for one, other, span in _blocks(edges):
        weights = np.where(labels[one] == labels[other], 1.0, unlike)
        weights[(labels[one] == UNKNOWN) | (labels[other] == UNKNOWN)] = UNSURE
        weighed[span] = edges.strengths[span] * weights
        yield Progress("Weighing by labels", span.stop, len(weighed))
    strongest = np.maximum.reduceat(weighed, edges.starts[:-1])
    strengths = np.empty_like(weighed)
    for one, other, span in _blocks(edges):
        here, there = weighed[span] / strongest[one], weighed[span] / strongest[other]
        strengths[span] = here + there - here * there
        yield Progress("Weighing by labels", span.stop, len(weighed))
    return Membership(edges.starts, edges.indices, strengths)


def _blocks(edges: Membership):
    """(one end, other end, place in the list) of all edges, block by block of whole rows."""
    step = max(1, edges.n * EDGES_AT_ONCE // max(len(edges.indices), 1))
    for start in range(0, edges.n, step):
        stop = min(start + step, edges.n)
        span = slice(int(edges.starts[start]), int(edges.starts[stop]))
        one = np.repeat(np.arange(start, stop), np.diff(edges.starts[start : stop + 1]))
        yield one, edges.indices[span], span
