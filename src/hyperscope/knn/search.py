"""The door: a Dataset and a request become a KnnGraph."""

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.graph import METRICS, GraphRequest, KnnGraph
from hyperscope.knn.choose import choose
from hyperscope.knn.vectors import Prepared, prepare
from hyperscope.params import unknown_name
from hyperscope.progress import Progress, Work


def search(dataset: Dataset, request: GraphRequest, exact: bool | None = None) -> Work[KnnGraph]:
    """Every row's `request.k` nearest neighbours; all others where there are fewer than k.

    Euclidean and cosine distances are at least 0; dot gives −a·b, so that nearest is again first. Cosine: a vector of
    zeros is 1 away from every other direction. Rows that are not finite hold −1 and inf and are nobody's neighbours.
    Raises `ParameterError` for k < 1 or an unknown metric.
    """
    if request.metric not in METRICS:
        raise unknown_name(request.metric, METRICS, where="metric")
    if request.k < 1:
        raise ParameterError("at least one neighbour", f"k = {request.k}", "Ask for k = 15, say.", where="k")
    return _search(dataset, request, choose(dataset.n, dataset.d, request.metric, exact))


def _search(dataset: Dataset, request: GraphRequest, exact: bool) -> Work[KnnGraph]:
    yield Progress("Preparing vectors")
    prepared = prepare(dataset, request.metric)
    indices = np.full((dataset.n, min(request.k, dataset.n - 1)), -1, np.int32)
    distances = np.full(indices.shape, np.inf, np.float32)
    found = min(request.k, prepared.m - 1)
    if found > 0:
        yield from _fill(prepared, found, indices, distances)
    return KnnGraph(indices, distances, request.metric, exact, 1.0, _notes(dataset))


def _fill(prepared: Prepared, k: int, indices: np.ndarray, distances: np.ndarray) -> Work[None]:
    from hyperscope.knn.exact import nearest  # compiles: imported once it is needed

    places, squared = yield from nearest(prepared, k)
    indices[prepared.rows, :k] = prepared.rows[places]
    distances[prepared.rows, :k] = prepared.distances(squared)


def _notes(dataset: Dataset) -> tuple[str, ...]:
    count = len(dataset.left_out)
    return (f"{count:,} rows are not finite and have no neighbours.",) if count else ()
