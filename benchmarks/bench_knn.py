"""`scripts/bench knn SOURCE`: every row's neighbours, beside faiss and hnswlib where they are installed.

The nearest neighbours of every row, in 50 principal components; the others' graphs are judged by the first of each k, our exact
one. *Processor* is the time of all threads together, which other programs disturb less than the clock.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import tables
from benchmarks.bench_tsne import problem
from benchmarks.machine import load
from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.kernels import lane
from hyperscope.knn import search
from hyperscope.progress import drive

WARM_UP = 30_000  # rows: of fewer all may be searched exactly, or none need be asked for theirs
Vectors = NDArray[np.float32]
Search = Callable[[Vectors, int], NDArray[np.integer[Any]]]


def ours(exact: bool) -> Search:
    def run(vectors: Vectors, k: int) -> NDArray[np.integer[Any]]:
        return drive(search(Dataset("bench", vectors), GraphRequest(k), exact)).indices

    return run


def faiss_flat(vectors: Vectors, k: int) -> NDArray[np.integer[Any]]:
    import faiss

    faiss.omp_set_num_threads(lane.threads())
    index = faiss.IndexFlatL2(vectors.shape[1])
    index.add(vectors)
    return index.search(vectors, k + 1)[1][:, 1:]


def hnswlib(vectors: Vectors, k: int) -> NDArray[np.integer[Any]]:
    import hnswlib as library

    index = library.Index(space="l2", dim=vectors.shape[1])
    index.init_index(len(vectors), M=16, ef_construction=100)
    index.set_num_threads(lane.threads())
    index.set_ef(max(64, k * 4 // 3))
    index.add_items(vectors)
    return index.knn_query(vectors, k + 1)[0][:, 1:]


ENGINES: dict[str, tuple[Search, str]] = {
    "hyperscope, exact": (ours(True), "numpy"),
    "hyperscope, approximate": (ours(False), "numpy"),
    "faiss IndexFlatL2": (faiss_flat, "faiss"),
    "hnswlib, M 16": (hnswlib, "hnswlib"),
}


def measured(name: str, vectors: Vectors, k: int, truth: NDArray[np.integer[Any]] | None) -> dict[str, Any]:
    began, before = time.perf_counter(), time.process_time()
    found = ENGINES[name][0](vectors, k)
    taken, worked = time.perf_counter() - began, time.process_time() - before
    some = range(0, len(vectors), max(1, len(vectors) // 1_000))
    recall = (
        1.0 if truth is None else float(np.mean([np.isin(found[row], truth[row]).mean() for row in some]))
    )
    return {
        "engine": name, "rows": f"{len(vectors):,}", "k": k, "seconds": round(taken, 1),
        "processor, s": round(worked, 1), "recall": round(recall, 4), "load": load(), "found": found,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench knn", description=__doc__)
    parser.add_argument("source", help="anything hyperscope opens, such as demo:mnist:FOLDER")
    parser.add_argument("--label", default=None)
    parser.add_argument("--rows", type=int, default=70_000)
    parser.add_argument("--k", type=int, nargs="*", default=[15, 90])
    parser.add_argument("--only", nargs="*", default=list(ENGINES), choices=list(ENGINES))
    given = parser.parse_args()
    vectors, _ = problem(given.source, given.rows, given.label)
    for name in ("hyperscope, exact", "hyperscope, approximate"):  # loads what compiles
        ENGINES[name][0](vectors[:WARM_UP], 90)
    rows: list[dict[str, Any]] = []
    for k in given.k:
        truth = None
        for name in (name for name in given.only if find_spec(ENGINES[name][1])):
            row = measured(name, vectors, k, truth)
            truth = row.pop("found") if truth is None else truth
            row.pop("found", None)
            rows.append(row)
            print(row, file=sys.stderr, flush=True)
    print(json.dumps(rows, indent=1))
    tables.publish("knn", "Neighbours", (__doc__ or "").partition("\n\n")[2].strip(), rows)


if __name__ == "__main__":
    main()
