"""`scripts/bench million`: 15 neighbours of a million rows of 64 dimensions, beside pynndescent, each in a fresh process.

*Seconds* and *processor* are those of the whole process, imports and compilation included; *search* is the search alone.
Rows are drawn from 1,000 overlapping groups of unequal size, each spread along 12 directions of its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import tables
from benchmarks.machine import load

K, DIMENSIONS, GROUPS, OWN_DIRECTIONS, NOISE = 15, 64, 1_000, 12, 0.1
JUDGED = 500


def data(rows: int) -> NDArray[np.float32]:
    rng = np.random.default_rng(0)
    group = rng.choice(GROUPS, rows, p=rng.dirichlet(np.ones(GROUPS)))
    vectors = rng.standard_normal((rows, DIMENSIONS), np.float32) * np.float32(NOISE)
    for number in range(GROUPS):
        mine = np.flatnonzero(group == number)
        along = rng.standard_normal((OWN_DIRECTIONS, DIMENSIONS), np.float32) / 4
        centre = rng.standard_normal(DIMENSIONS, np.float32) * np.float32(0.75)
        vectors[mine] += centre + rng.standard_normal((len(mine), OWN_DIRECTIONS), np.float32) @ along
    return vectors


def hyperscope(vectors: NDArray[np.float32]) -> NDArray[Any]:
    from hyperscope import neighbors

    return neighbors(vectors, K, exact=False).indices


def pynndescent(vectors: NDArray[np.float32]) -> NDArray[Any]:
    from pynndescent import NNDescent

    return NNDescent(vectors, n_neighbors=K + 1, random_state=0).neighbor_graph[0][:, 1:]


ENGINES = {"hyperscope": hyperscope, "pynndescent": pynndescent}


def alone(engine: str, folder: Path) -> None:
    """What the fresh process does."""
    began = time.perf_counter()
    np.save(folder / "found.npy", ENGINES[engine](np.load(folder / "vectors.npy")))
    print(time.perf_counter() - began)


def measured(engine: str, folder: Path, vectors: NDArray[np.float32]) -> dict[str, Any]:
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "benchmarks.bench_million", "--alone", engine, str(folder)]
    search = float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    taken, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "engine": engine, "rows": f"{len(vectors):,}", "seconds": round(taken, 1), "search, s": round(search, 1),
        "processor, s": round(worked, 1), "recall": round(recall(vectors, np.load(folder / "found.npy")), 4),
        "load": load(),
    }  # fmt: skip


def recall(vectors: NDArray[np.float32], found: NDArray[Any]) -> float:
    """The share of true neighbours found, on a sample of rows that the engines do not know."""
    rows = np.random.default_rng(12345).choice(len(vectors), JUDGED, replace=False)
    lengths = np.einsum("ij,ij->i", vectors, vectors)
    kept = []
    for row in rows:
        apart = lengths - 2 * vectors @ vectors[row]
        apart[row] = np.inf
        kept.append(np.isin(found[row], np.argpartition(apart, K)[:K]).mean())
    return float(np.mean(kept))


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench million", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", nargs="*", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--alone", nargs=2, default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        alone(given.alone[0], Path(given.alone[1]))
    else:
        compare(given.rows, given.only)


def compare(count: int, engines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        vectors = data(count)
        np.save(Path(folder) / "vectors.npy", vectors)
        rows = [measured(engine, Path(folder), vectors) for engine in engines]
    print(json.dumps(rows, indent=1))
    words = (__doc__ or "").partition("\n\n")[2].strip()
    tables.publish("million", f"{K} neighbours in {DIMENSIONS} dimensions", words, rows)


if __name__ == "__main__":
    main()
