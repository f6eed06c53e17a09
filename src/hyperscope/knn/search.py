"""The door: a Dataset and a request become a KnnGraph."""

import numpy as np

from hyperscope.arrays import Floats, Indices, not_finite
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.graph import METRICS, GraphRequest, KnnGraph
from hyperscope.knn.choose import choose
from hyperscope.knn.vectors import Found, Prepared, prepare
from hyperscope.params import unknown_name
from hyperscope.progress import Work


def search(dataset: Dataset, request: GraphRequest, exact: bool | None = None) -> Work[KnnGraph]:
    """Every row's `request.k` nearest neighbours; all others where there are fewer than k.

    Euclidean and cosine distances are at least 0; dot gives −a·b, so that nearest is again first. Cosine: a vector of
    zeros is 1 away from every other direction. `exact=None` lets the size decide; an approximate graph carries the recall
    that was measured on a sample. Rows that are not finite hold −1 and inf and are nobody's neighbours.
    Raises `ParameterError` for k < 1 or an unknown metric.
    """
    if request.metric not in METRICS:
        raise unknown_name(request.metric, METRICS, where="metric")
    if request.k < 1:
        raise ParameterError("at least one neighbour", f"k = {request.k}", "Ask for k = 15, say.", where="k")
    return _search(dataset, request, exact)


def _search(dataset: Dataset, request: GraphRequest, exact: bool | None) -> Work[KnnGraph]:
    prepared = yield from prepare(dataset, request.metric)
    k = min(request.k, prepared.m - 1)
    if k < 1:
        return KnnGraph(*_nobody(dataset.n, request.k), request.metric, True, 1.0, _notes(dataset))
    found = yield from _find(prepared, k, choose(prepared.m, prepared.points.shape[1], request.metric, exact))
    indices, distances = found.indices, (yield from prepared.distances(found.squared))
    if prepared.m < dataset.n:
        near, apart = indices, distances
        indices, distances = _nobody(dataset.n, request.k)
        indices[prepared.rows, :k], distances[prepared.rows, :k] = prepared.rows[near], apart
    return KnnGraph(indices, distances, request.metric, found.exact, found.recall, _notes(dataset))


def _nobody(n: int, k: int) -> tuple[Indices, Floats]:
    """The graph of n rows without neighbours."""
    shape = n, min(k, n - 1)
    return np.full(shape, -1, np.int32), np.full(shape, np.inf, np.float32)


def _find(prepared: Prepared, k: int, exact: bool) -> Work[Found]:
    if exact:
        from hyperscope.knn.exact import nearest  # both compile: imported once they are needed
    else:
        from hyperscope.knn.approximate import nearest
    return (yield from nearest(prepared, k))


def _notes(dataset: Dataset) -> tuple[str, ...]:
    count = len(dataset.left_out)
    have = "has" if count == 1 else "have"
    return (f"{not_finite(count)} and {have} no neighbours.",) if count else ()
