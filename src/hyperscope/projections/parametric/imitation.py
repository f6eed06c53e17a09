"""Learning from a layout: t-SNE lays the rows out, and the network learns to put each of them where it lies.

This is the method of auxiliary coordinates (Carreira-Perpiñán & Vladymyrov 2015) taken at its start, where the penalty is
nought: first the free layout, then regression. What was measured beside it: docs/explanation/parametric-t-sne.md.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from hyperscope.arrays import Positions, Vectors
from hyperscope.backend import keras
from hyperscope.graph import KnnGraph
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Problem
from hyperscope.projections.parametric.network import Network
from hyperscope.projections.parametric.teaching import STAGE
from hyperscope.projections.tsne import forces
from hyperscope.projections.tsne.affinities import Affinities
from hyperscope.projections.tsne.listening import Listening
from hyperscope.projections.tsne.params import METHOD
from hyperscope.projections.tsne.projection import Tsne, begun

ASTRAY = 2  # extents of the layout: a network whose points lie farther out has learnt nothing that a loss could tell


class Imitation:
    """Trains `network` to put rows at `target` (n, p); `batches` of `batch` rows are to come, for the learning rate's fall.

    The error is the mean distance along each axis: its best guess between two places is one of them, where that of
    squared distances would be the empty middle.
    """

    def __init__(
        self,
        network: Network,
        target: Positions,
        edges: Affinities,
        batch: int,
        epochs: int,
        learning_rate: float,
    ) -> None:
        self.batch, self._network, self._target, self._edges = batch, network, target, edges
        batches = epochs * -(-len(target) // batch)
        rate = keras().optimizers.schedules.CosineDecay(learning_rate, batches)
        self._model: Any = keras().Model(network.model.inputs, network.model.outputs)
        self._model.compile(
            optimizer=keras().optimizers.Adam(rate),
            loss="mean_absolute_error",
            jit_compile="auto",
        )
        self._log_p: float | None = None

    def epoch(self, vectors: Vectors, seed: tuple[int, int]) -> Work[None]:
        n = len(self._target)
        order = np.random.default_rng(seed).permutation(n)
        for first in range(0, n, self.batch):
            rows = np.take(order, range(first, first + self.batch), mode="wrap")  # one shape compiles once
            self._model.train_on_batch(self._network.taken(vectors[rows]), self._target[rows])
            yield Progress(STAGE, min(first + self.batch, n), n)

    def loss(self, positions: Positions) -> Work[float | None]:
        """Exact, as t-SNE's own; None where points lie far outside the layout."""
        if not np.abs(positions).max() <= ASTRAY * np.abs(self._target).max():  # NaN is astray too
            return None
        if self._log_p is None:
            self._log_p = yield from self._edges.log()
        y = np.ascontiguousarray(positions.T)
        _, z = yield from forces.repulsion(y, forces.theta_of(y.shape[1], len(y)), None)
        return (yield from forces.loss(y, self._edges, self._log_p, z))


def laid_out(problem: Problem, graph: KnnGraph, edges: Affinities, perplexity: float) -> Work[Positions]:
    """(n, p) t-SNE's layout of the rows along `edges`, from the problem's own start where it has one."""
    tsne, n = Tsne(), problem.dataset.n
    params = tsne.resolve(
        METHOD.check({"perplexity": perplexity, "reduce": 0}),
        n, problem.dataset.d, problem.n_components,
    )  # fmt: skip
    problem = replace(problem, params=params)
    state = yield from begun(problem, Listening(graph), edges, {})
    while not state.done:
        state = yield from tsne.step(state, params)
        yield Progress("Laying out what the network is to learn", state.iteration)
    return state.positions
