"""`python -m benchmarks.bench_umap SOURCE`: UMAP by hyperscope and by umap-learn, on the same vectors, in one run.

Times include the neighbours and exclude compilation: every engine lays 5,000 rows out first, enough for umap-learn to
search as it does for many. Quality is judged by `hyperscope.quality` against the vectors that both were given.
"""

import argparse
import json
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

import hyperscope
from benchmarks.bench_tsne import problem
from benchmarks.machine import load, machine
from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.kernels import lane
from hyperscope.knn import search
from hyperscope.progress import drive
from hyperscope.projections import registry
from hyperscope.projections.abstract import Problem

Vectors = NDArray[np.float32]
WARM_UP = 5_000


@dataclass(frozen=True)
class Outcome:
    """Seconds in all, and where an engine tells its parts: for neighbours, for the start, for all epochs."""

    positions: NDArray[np.floating]
    total: float
    neighbors: float | None = None
    start: float | None = None
    epochs_per_s: float | None = None


def ours(vectors: Vectors, p: int) -> Outcome:
    umap = registry.projection("umap")
    data = Dataset("bench", vectors)
    params = umap.resolve(registry.method("umap").check({"reduce": 0}), data.n, data.d, p)
    began = time.perf_counter()
    graph = drive(search(data, GraphRequest(params["n_neighbors"] - 1)))
    found = time.perf_counter()
    state = drive(umap.init(Problem(data, graph, params, p, 0)))
    ready = time.perf_counter()
    while not state.done:
        state = drive(umap.step(state, params))
    ended = time.perf_counter()
    rate = state.iteration / (ended - ready)
    return Outcome(state.positions, ended - began, found - began, ready - found, rate)


def umap_learn(seed: int | None) -> Callable[[Vectors, int], Outcome]:
    def run(vectors: Vectors, p: int) -> Outcome:
        import umap

        began = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            positions = umap.UMAP(n_components=p, random_state=seed).fit_transform(vectors)
        return Outcome(np.asarray(positions, np.float32), time.perf_counter() - began)

    return run


ENGINES: dict[str, Callable[[Vectors, int], Outcome]] = {
    "hyperscope": ours,
    "umap-learn": umap_learn(None),
    "umap-learn, seeded (one thread)": umap_learn(0),
}


def measured(name: str, vectors: Vectors, labels: NDArray[np.int64], p: int, repeats: int) -> dict[str, Any]:
    """Medians over `repeats` runs."""
    ENGINES[name](vectors[:WARM_UP], p)
    outcomes = [ENGINES[name](vectors, p) for _ in range(repeats)]
    scores = [hyperscope.quality(vectors, one.positions, 15, list(labels)).scores for one in outcomes]
    parts = {
        part: statistics.median(values)
        for part in ("total", "neighbors", "start", "epochs_per_s")
        if (values := [value for one in outcomes if (value := getattr(one, part)) is not None])
    }
    judged = {score: statistics.median([each[score] for each in scores]) for score in scores[0]}
    return {"engine": name, "components": p, **parts, **judged, "load": load()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_umap", description=__doc__)
    parser.add_argument("source", help="anything hyperscope opens, such as demo:mnist:FOLDER")
    parser.add_argument("--label", default=None, help="the column that label agreement is measured by")
    parser.add_argument("--rows", type=int, nargs="*", default=[10_000, 70_000], help="first rows to take")
    parser.add_argument("--components", type=int, nargs="*", default=[2])
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=list(ENGINES), choices=list(ENGINES))
    given = parser.parse_args()
    rows = []
    for size in given.rows:
        vectors, labels = problem(given.source, size, given.label)
        for p in given.components:
            for name in given.only:
                rows.append({"rows": len(vectors), **measured(name, vectors, labels, p, given.repeats)})
                print(rows[-1], file=sys.stderr, flush=True)
    versions = {"umap-learn": version("umap-learn"), "pynndescent": version("pynndescent")}
    print(json.dumps({"machine": machine() | versions, "threads": lane.threads(), "umap": rows}, indent=1))


if __name__ == "__main__":
    main()
