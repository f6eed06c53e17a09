"""t-SNE in 2-D and 3-D: hyperscope, openTSNE and scikit-learn on the same vectors, in one run."""

import argparse
import statistics
import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

import hyperscope
from benchmarks import evaluate
from benchmarks.machine import load, machine
from benchmarks.peers import ENGINES, PERPLEXITY, Outcome
from hyperscope.dataset import Dataset
from hyperscope.kernels import lane
from hyperscope.preprocess import reduce
from hyperscope.progress import drive

DIMENSIONS = 50
WARM_UP = (
    4_500  # rows: enough for every kernel of the large case to be compiled or loaded before the clock runs
)


def run(given: argparse.Namespace) -> dict[str, Any]:
    """Every engine in both dimensions, ours `repeats` times, the others once; medians, and what they were measured on."""
    vectors, labels = problem(given.source, given.rows, given.label)
    threads = lane.threads()
    names = given.only or list(ENGINES)
    p = evaluate.target(vectors, PERPLEXITY)
    rows = []
    for components in (2, 3):
        for name in names:
            engine, repeats = ENGINES[name], 1
            if name.startswith("hyperscope"):
                engine(vectors[:WARM_UP], components, 12, threads)
                repeats = given.repeats
            outcomes = [engine(vectors, components, given.iterations, threads) for _ in range(repeats)]
            rows.append({"engine": name, "components": components, **judged(outcomes, p, labels)})
            print(rows[-1], file=sys.stderr, flush=True)
    about = {
        "rows": len(vectors),
        "dimensions": vectors.shape[1],
        "perplexity": PERPLEXITY,
        "threads": threads,
    }
    return {
        "machine": machine(),
        "about": about | {"iterations": given.iterations, "repeats": given.repeats},
        "tsne": rows,
    }


def problem(source: str, rows: int, label: str | None) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The first `rows` of `source` / its largest value, by their first 50 principal components; and labels as numbers."""
    data = hyperscope.read(source)
    first = data.as_float32()[:rows] / np.float32(data.largest)
    column = data.columns[label or data.label_column() or next(iter(data.columns))]
    _, codes = np.unique(np.array(column.text[:rows]), return_inverse=True)
    return drive(reduce(Dataset("bench", first), DIMENSIONS)).as_float32(), codes.astype(np.int64)


def judged(outcomes: list[Outcome], p: evaluate.Affinities, labels: NDArray[np.int64]) -> dict[str, Any]:
    def median(values: list[float]) -> float:
        return statistics.median(values)

    return {
        "prepare_s": median([one.prepare for one in outcomes]),
        "optimise_s": median([one.optimise for one in outcomes]),
        "iterations": int(median([one.iterations for one in outcomes])),
        "iterations_per_s": median([one.iterations / one.optimise for one in outcomes]),
        "loss": median([evaluate.loss(one.positions, p) for one in outcomes]),
        "label_agreement": median([evaluate.agreement(one.positions, labels) for one in outcomes]),
        "load": load(),
    }
