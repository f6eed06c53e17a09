"""Neighbours of new rows among old ones, exactly: the search of a graph with two sets in place of one."""

import numpy as np

from hyperscope.arrays import Floats, Indices
from hyperscope.dataset import Dataset
from hyperscope.knn.candidates import Candidates, scored
from hyperscope.knn.vectors import prepare
from hyperscope.progress import Progress, Work

SLACK = 16  # candidates beyond k, against rounding
ROWS_IN_A_BLOCK = 512


def across(old: Dataset, new: Dataset, k: int, metric: str) -> Work[tuple[Indices, Floats]]:
    """(m, k) the nearest rows of `old` for each row of `new`, nearest first, and their distances; all rows are finite.

    k is cut to the rows there are. Distances are those of `KnnGraph`.
    """
    n, k = old.n, min(k, old.n)
    both = Dataset("both", np.concatenate([old.as_float32(), new.as_float32()]))
    prepared = yield from prepare(both, metric)
    inner = metric == "dot"
    scorer = yield from scored(prepared.points, inner, prepared.mean)
    indices, squared = np.empty((new.n, k), np.int32), np.empty((new.n, k), np.float32)
    for start in range(0, new.n, ROWS_IN_A_BLOCK):
        stop = min(start + ROWS_IN_A_BLOCK, new.n)
        candidates = Candidates(scorer, np.arange(n + start, n + stop), min(k + SLACK, n))
        candidates.look((0, n))
        columns, measured = candidates.measured(prepared.points, inner)
        indices[start:stop], squared[start:stop] = columns[:, :k], measured[:, :k]
        yield Progress("Finding neighbours", stop, new.n)
    return indices, (yield from prepared.distances(squared))
