"""`scripts/bench layouts NAME…`: one table each, kept in results.json and shown on the page.

words, fashion, mnist: t-SNE in 2-D beside openTSNE, neighbours included, with several seeds each. solid: a step in 3-D.
million: a step over a million rows, and the memory. umap: 70,000 rows beside umap-learn. first: from a new process to the
first picture.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks import bench_umap, evaluate, sources, tables
from benchmarks.machine import load
from benchmarks.peers import ENGINES, PERPLEXITY
from hyperscope.kernels import lane

WORDS = "In one run, on the same vectors; *load* is the number of programs that wanted a core, the benchmark's own included."
SEVERAL = WORDS + " Medians over so many seeds; *kept* are the 15 nearest of every row."
WARM_UP = 4_500
Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """Which engines, and with how many seeds where it is not the time alone that is asked."""

    peers: list[str]
    seeds: int


def beside_open_tsne(
    read: Callable[[int], sources.Problem], rows: int, iterations: int, asked: Asked
) -> list[Row]:
    """What the seed changes in openTSNE, too, are its approximate neighbours and a jitter of its start."""
    vectors, _ = read(rows)
    p, truth = evaluate.target(vectors, PERPLEXITY), evaluate.nearest(vectors)
    ENGINES["hyperscope"](vectors[:WARM_UP], 2, 12, lane.threads())
    found = []
    for name in asked.peers:
        runs = [ENGINES[name](vectors, 2, iterations, lane.threads(), seed) for seed in range(asked.seeds)]
        kept = [evaluate.kept(run.positions, truth) for run in runs]
        found.append({
            "engine": name, "rows": len(vectors), "iterations": runs[0].iterations, "seeds": asked.seeds,
            "seconds": round(median(run.prepare + run.optimise for run in runs), 1),
            "ms a step": round(1000 * median(run.optimise / run.iterations for run in runs), 1),
            "loss": round(median(evaluate.loss(run.positions, p) for run in runs), 3),
            "neighbours kept": round(median(kept), 4), "fewest, most": f"{min(kept):.4f}, {max(kept):.4f}",
            "load": load(),
        })  # fmt: skip
        print(found[-1], file=sys.stderr, flush=True)
    return found


def solid(asked: Asked) -> list[Row]:
    """openTSNE takes 60 steps: its Barnes–Hut trees cost about as much at any time."""
    found = []
    for rows, iterations in ((10_000, 300), (70_000, 300)):
        vectors, _ = sources.mnist(rows)
        ENGINES["hyperscope"](vectors[:WARM_UP], 3, 12, lane.threads())
        for name in asked.peers:
            steps = iterations if name == "hyperscope" or rows == 10_000 else 60
            outcome = ENGINES[name](vectors, 3, steps, lane.threads())
            each = round(1000 * outcome.optimise / outcome.iterations, 1)
            row: Row = {"engine": name, "rows": rows, "iterations": outcome.iterations, "ms a step": each}
            if rows == 10_000:
                row["loss"] = round(evaluate.loss(outcome.positions, evaluate.target(vectors, PERPLEXITY)), 3)
            found.append(row | {"load": load()})
            print(found[-1], file=sys.stderr, flush=True)
    return found


def million(_: Asked) -> list[Row]:
    """In a process of its own, whose memory is told; neighbours are drawn from a thousand clusters, not sought."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.million_layout"],
        cwd=sources.ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [json.loads(done.stdout) | {"load": load()}]


def umap(asked: Asked) -> list[Row]:
    vectors, labels = sources.mnist(70_000)
    assert labels is not None
    names = ["hyperscope", *(["umap-learn"] if len(asked.peers) > 1 else [])]
    return [{"rows": 70_000, **_short(bench_umap.measured(name, vectors, labels, 2, 1))} for name in names]


def _short(row: Row) -> Row:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}


FIRST = (
    "import hyperscope; hyperscope.project(hyperscope.read('demo:digits'), 'tsne', callback=lambda _: False)"
)


def first(_: Asked) -> list[Row]:
    """Wall and processor seconds of a new process that makes one step over the digits, twice."""
    found = []
    with tempfile.TemporaryDirectory() as cache:
        for case in ("empty cache", "warm cache"):
            began, used = time.perf_counter(), os.times()
            subprocess.run(
                [sys.executable, "-c", FIRST], env={**os.environ, "XDG_CACHE_HOME": cache}, check=True
            )
            now = os.times()
            busy = now.children_user + now.children_system - used.children_user - used.children_system
            seconds = round(time.perf_counter() - began, 2)
            found.append({"": case, "seconds": seconds, "processor, s": round(busy, 2), "load": load()})
    return found


TABLES: dict[str, tuple[str, Callable[[Asked], list[Row]]]] = {
    "words": (
        "t-SNE of 10,000 word vectors × 100",
        lambda asked: beside_open_tsne(sources.words, 10_000, 750, asked),
    ),
    "fashion": (
        "t-SNE of Fashion-MNIST",
        lambda asked: beside_open_tsne(sources.fashion, 10_000, 750, asked),
    ),
    "mnist": ("t-SNE of all of MNIST", lambda asked: beside_open_tsne(sources.mnist, 70_000, 750, asked)),
    "solid": ("t-SNE in three dimensions, a step", solid),
    "million": ("t-SNE of a million rows × 64", million),
    "umap": ("UMAP of all of MNIST, neighbours included", umap),
    "first": ("From a new process to the first step, 1,797 digits", first),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench layouts", description=__doc__)
    parser.add_argument("names", nargs="*", default=list(TABLES), metavar="NAME", help=", ".join(TABLES))
    parser.add_argument("--only-ours", action="store_true", help="leave the other engines out")
    parser.add_argument(
        "--seeds", type=int, default=5, help="runs of each engine for words, fashion and mnist"
    )
    given = parser.parse_args()
    peers = ["hyperscope"] if given.only_ours else ["hyperscope", "openTSNE"]
    for name in given.names:
        title, measure = TABLES[name]
        rows = measure(Asked(peers, given.seeds))
        words = SEVERAL if "seeds" in rows[0] else WORDS
        heads = list(dict.fromkeys(head for row in rows for head in row))
        tables.publish(
            f"layout-{name}", title, words, [{head: row.get(head, "") for head in heads} for row in rows]
        )
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
