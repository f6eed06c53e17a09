"""`scripts/bench parametric`: a network learns to lay out 60,000 MNIST digits, and places 10,000 that it has not seen.

Beside it openTSNE's `transform` of the same rows; both are judged by hyperscope's quality and by the vote of the 10 nearest
points of the map. `--only-ours` leaves openTSNE out, `--epochs` shortens the training.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from sklearn.neighbors import KNeighborsClassifier

import hyperscope
from benchmarks import sources, tables
from benchmarks.machine import load
from benchmarks.peers import PERPLEXITY
from hyperscope.kernels import lane

TRAIN, TEST = 60_000, 10_000
WORDS = (
    f"A map of {TRAIN:,} digits (50 principal components), and {TEST:,} others placed in it. *Accuracy* is that of the vote of "
    "the 10 nearest in the map, *trust* the trustworthiness (k = 15) of the placed rows and, beside it, of the map. *Fit* holds "
    "all from the vectors to the trained map, neighbours included; *processor* is its time on all cores, which other programs "
    "disturb less; *place* is the second call."
)
Row = dict[str, Any]


def timed(task: Callable[[], Any]) -> tuple[Any, float, float]:
    """What it gives, seconds by the clock and seconds of the processor."""
    began, used = time.perf_counter(), time.process_time()
    found = task()
    return found, time.perf_counter() - began, time.process_time() - used


def ours(seen: np.ndarray, new: np.ndarray, params: dict[str, Any]) -> tuple[np.ndarray, np.ndarray, Row]:
    network = hyperscope.ParametricTSNE(perplexity=PERPLEXITY, **params)
    _, seconds, processor = timed(lambda: network.fit(seen))
    network.transform(new)
    placed, second, _ = timed(lambda: network.transform(new))
    return network.embedding_, placed, {
        "": "hyperscope, parametric", "epochs": network.n_iter_, "fit, s": round(seconds, 1),
        "processor, s": round(processor), "place, ms": round(1000 * second),
    }  # fmt: skip


def open_tsne(seen: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray, Row]:
    from openTSNE import TSNE

    tsne = TSNE(perplexity=PERPLEXITY, n_jobs=lane.threads(), random_state=0)
    layout, seconds, processor = timed(lambda: tsne.fit(seen))
    layout.transform(new)
    placed, second, _ = timed(lambda: layout.transform(new))
    return np.asarray(layout, np.float32), np.asarray(placed, np.float32), {
        "": "openTSNE, transform", "epochs": "", "fit, s": round(seconds, 1), "processor, s": round(processor),
        "place, ms": round(1000 * second),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench parametric", description=__doc__)
    parser.add_argument("--only-ours", action="store_true", help="leave openTSNE out")
    parser.add_argument("--epochs", default="auto", help="how often every digit is looked at")
    parser.add_argument("--hidden", default="500, 500, 2000", help="the widths of the hidden layers")
    parser.add_argument("--from", dest="learn_from", default="auto", help="layout or pairs")
    parser.add_argument("--no-page", action="store_true", help="print, and leave the page alone")
    given = parser.parse_args()
    vectors, labels = sources.mnist(TRAIN + TEST)
    assert labels is not None
    seen, new, names, truth = vectors[:TRAIN], vectors[TRAIN:], labels[:TRAIN], labels[TRAIN:]
    said = {"epochs": given.epochs, "hidden": given.hidden, "learn_from": given.learn_from}
    engines = [lambda: ours(seen, new, said), *([] if given.only_ours else [lambda: open_tsne(seen, new)])]
    rows = []
    for engine in engines:
        layout, placed, row = engine()
        trust = [hyperscope.quality(*pair)["trustworthiness"] for pair in ((new, placed), (seen, layout))]
        voted = KNeighborsClassifier(10).fit(layout, names).score(placed, truth)
        rows.append(row | {
            "accuracy": round(float(voted), 4), "trust": f"{trust[0]:.4f}, {trust[1]:.4f}", "load": load(),
        })  # fmt: skip
        print(rows[-1], file=sys.stderr, flush=True)
    if not given.no_page:
        tables.publish("parametric", "Parametric t-SNE, and new points", WORDS, rows)
    print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
