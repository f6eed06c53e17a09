"""`python -m benchmarks.million_layout`: a million rows × 64 in a process of its own: the time of a step, and the memory of all.

The rows lie in a thousand clusters; a row's 90 neighbours are drawn from its own, as scattered in memory as real ones.
"""

import json
import resource
import time

import numpy as np
from numpy.typing import NDArray

from hyperscope.dataset import Dataset
from hyperscope.graph import KnnGraph
from hyperscope.progress import drive
from hyperscope.projections import registry
from hyperscope.projections.abstract import Problem

ROWS, DIMENSIONS, CLUSTERS, NEIGHBORS = 1_000_000, 64, 1_000, 90
STEPS, MEASURED = 150, 20  # the last few are measured: the map has grown then


def clustered() -> tuple[NDArray[np.float32], NDArray[np.int32]]:
    """Vectors, and the neighbours of each."""
    rng = np.random.default_rng(0)
    centres = 3 * rng.standard_normal((CLUSTERS, DIMENSIONS), np.float32)
    cluster = rng.integers(0, CLUSTERS, ROWS)
    vectors = centres[cluster] + rng.standard_normal((ROWS, DIMENSIONS), np.float32)
    order = np.argsort(cluster, kind="stable").astype(np.int32)
    indices = np.empty((ROWS, NEIGHBORS), np.int32)
    for members in np.split(order, np.searchsorted(cluster[order], np.arange(1, CLUSTERS))):
        count = len(members)
        away = 1 + np.sort(rng.integers(0, count - 1, (count, NEIGHBORS)), axis=1)
        indices[members] = members[(np.arange(count)[:, None] + away) % count]
    return vectors, indices


def main() -> None:
    vectors, indices = clustered()
    distances = np.sort(np.random.default_rng(1).random((ROWS, NEIGHBORS), np.float32) + 1, axis=1)
    tsne, table = registry.projection("tsne"), registry.method("tsne")
    params = tsne.resolve(table.check({"reduce": 0, "early_exaggeration_iter": 100}), ROWS, DIMENSIONS, 2)
    graph = KnnGraph(indices, distances, "euclidean", True, 1.0)
    del indices, distances
    state = drive(tsne.init(Problem(Dataset("million", vectors), graph, params, 2, 0)))
    del graph
    for _ in range(STEPS - MEASURED):
        state = drive(tsne.step(state, params))
    began, used = time.perf_counter(), time.process_time()
    for _ in range(MEASURED):
        state = drive(tsne.step(state, params))
    seconds, busy = time.perf_counter() - began, time.process_time() - used
    told = {
        "rows": ROWS, "edges": len(state.affinities.values), "ms a step": round(1000 * seconds / MEASURED),
        "processor, ms": round(1000 * busy / MEASURED),
        "peak memory, GB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9, 2),
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
