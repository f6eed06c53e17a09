"""The engines: each lays the same vectors out in p dimensions and says how long its parts took."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PERPLEXITY = 30
Positions = NDArray[np.floating]


@dataclass(frozen=True)
class Outcome:
    """`prepare` seconds until the first iteration could begin (neighbours, affinities, start), `optimise` thereafter."""

    positions: Positions
    prepare: float
    optimise: float
    iterations: int


def hyperscope(vectors: NDArray[np.float32], p: int, iterations: int, threads: int, seed: int = 0) -> Outcome:  # noqa: ARG001
    return _ours(vectors, p, seed, {"n_iter": iterations, "early_exaggeration_iter": iterations // 3})


def hyperscope_auto(vectors: NDArray[np.float32], p: int, _: int, __: int, seed: int = 0) -> Outcome:
    """As the page runs it: both phases end when the loss settles."""
    return _ours(vectors, p, seed, {})


def _ours(vectors: NDArray[np.float32], p: int, seed: int, params: dict[str, int]) -> Outcome:
    from hyperscope.dataset import Dataset
    from hyperscope.pipeline import start
    from hyperscope.progress import drive

    began = time.perf_counter()
    more = {"perplexity": PERPLEXITY, "reduce": 0, **params}
    stepper = drive(start(Dataset("bench", vectors), "tsne", more, p, seed))
    drive(stepper.step())
    ready = time.perf_counter()
    while not stepper.done:
        drive(stepper.step())
    optimise = time.perf_counter() - ready
    return Outcome(stepper.layout.positions, ready - began, optimise, stepper.layout.iteration - 1)


def open_tsne(vectors: NDArray[np.float32], p: int, iterations: int, threads: int, seed: int = 0) -> Outcome:
    from openTSNE import TSNEEmbedding, affinity, initialization

    began = time.perf_counter()
    affinities = affinity.PerplexityBasedNN(vectors, PERPLEXITY, n_jobs=threads, random_state=seed)
    first = initialization.pca(vectors, n_components=p, random_state=seed)
    method = "fft" if p == 2 else "bh"
    layout = TSNEEmbedding(
        first, affinities, n_jobs=threads, random_state=seed, negative_gradient_method=method
    )
    ready = time.perf_counter()
    early = iterations // 3
    layout.optimize(early, exaggeration=12, momentum=0.8, inplace=True)
    layout.optimize(iterations - early, momentum=0.8, inplace=True)
    return Outcome(np.asarray(layout), ready - began, time.perf_counter() - ready, iterations)


def scikit_learn(
    vectors: NDArray[np.float32], p: int, iterations: int, threads: int, seed: int = 0
) -> Outcome:
    """scikit-learn reports no parts: all of its time counts as optimising, its neighbours take about a second."""
    from sklearn.manifold import TSNE

    began = time.perf_counter()
    tsne = TSNE(
        p, perplexity=PERPLEXITY, max_iter=max(iterations, 250), init="pca", random_state=seed, n_jobs=threads
    )
    positions = tsne.fit_transform(vectors)
    return Outcome(positions, 0.0, time.perf_counter() - began, tsne.n_iter_ + 1)


ENGINES: dict[str, Callable[..., Outcome]] = {
    "hyperscope": hyperscope,
    "hyperscope, automatic stop": hyperscope_auto,
    "openTSNE": open_tsne,
    "scikit-learn": scikit_learn,
}
