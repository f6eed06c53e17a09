"""`scripts/bench pca SOURCE`: 50 principal components beside scikit-learn's `covariance_eigh`.

Medians, in turns. *Fit* finds the directions, *transform* the coordinates of all rows; *variance* is what the 50 explain
together.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

import hyperscope
from benchmarks import tables
from benchmarks.machine import load
from hyperscope.dataset import Dataset
from hyperscope.principal import coordinates, principal
from hyperscope.progress import drive

COMPONENTS = 50
Outcome = tuple[float, float, float]


def ours(vectors: NDArray[np.float32]) -> Outcome:
    data, began = Dataset("bench", vectors), time.perf_counter()
    axes = drive(principal(data, COMPONENTS))
    fitted = time.perf_counter()
    drive(coordinates(data, axes))
    return fitted - began, time.perf_counter() - fitted, float(axes.variances.sum() * axes.scale**2)


def scikit_learn(vectors: NDArray[np.float32]) -> Outcome:
    from sklearn.decomposition import PCA

    began = time.perf_counter()
    pca = PCA(COMPONENTS, svd_solver="covariance_eigh").fit(vectors)
    fitted = time.perf_counter()
    pca.transform(vectors)
    return fitted - began, time.perf_counter() - fitted, float(pca.explained_variance_.sum())


ENGINES: dict[str, Callable[[NDArray[np.float32]], Outcome]] = {
    "hyperscope": ours,
    "scikit-learn, covariance_eigh": scikit_learn,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench pca", description=__doc__)
    parser.add_argument("source", help="anything hyperscope opens, such as demo:mnist:FOLDER")
    parser.add_argument("--rows", type=int, default=70_000)
    parser.add_argument("--repeats", type=int, default=11)
    given = parser.parse_args()
    data = hyperscope.read(given.source)
    vectors = data.as_float32()[: given.rows] / np.float32(data.largest)
    outcomes: dict[str, list[Outcome]] = {name: [] for name in ENGINES}
    for turn in range(given.repeats + 1):  # in turns: whatever else the machine does meets all of them
        for name, engine in ENGINES.items():
            outcome = engine(vectors)
            outcomes[name] += [outcome] if turn else []  # the first time libraries are loaded
    rows: list[dict[str, Any]] = []
    for name, found in outcomes.items():
        fit, transform, variance = map(statistics.median, zip(*found, strict=True))
        rows.append({
            "engine": name, "rows": f"{len(vectors):,}", "dimensions": vectors.shape[1], "fit, s": round(fit, 2),
            "transform, s": round(transform, 2), "variance": round(variance, 4), "load": load(),
        })  # fmt: skip
    print(json.dumps(rows, indent=1))
    words = (__doc__ or "").partition("\n\n")[2].strip()
    tables.publish("pca", f"{COMPONENTS} principal components", words, rows)


if __name__ == "__main__":
    main()
