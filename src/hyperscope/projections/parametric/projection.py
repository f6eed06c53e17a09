"""Parametric t-SNE, epoch by epoch."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from hyperscope.arrays import Positions, read_only
from hyperscope.errors import ParameterError
from hyperscope.graph import GraphRequest
from hyperscope.params import AUTO
from hyperscope.principal import principal
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Placed, Problem
from hyperscope.projections.before import REDUCE_ABOVE, REDUCE_TO, reduced_to
from hyperscope.projections.parametric import scales
from hyperscope.projections.parametric.imitation import Imitation, laid_out
from hyperscope.projections.parametric.network import Network, brought, dense, widths
from hyperscope.projections.parametric.pairs import Pairs
from hyperscope.projections.parametric.params import METHOD
from hyperscope.projections.parametric.teaching import Teaching
from hyperscope.projections.tsne.affinities import Affinities
from hyperscope.projections.tsne.forces import EXACT_UP_TO
from hyperscope.projections.tsne.listening import wanted

EPOCHS, FEWEST_BATCHES = 30, 1_000
BATCH = {"layout": 256, "pairs": 1_024}  # points at once: pairs need more, to tell how crowded the map is


@dataclass(frozen=True)
class ParametricState:
    """Where the network puts every row now. It learns in place: only the newest state can be stepped."""

    positions: Positions
    network: Network
    teaching: Teaching
    problem: Problem
    facts: Mapping[str, Any] = field(default_factory=dict)
    iteration: int = 0
    loss: float | None = None
    done: bool = False


class Parametric:
    """t-SNE by a network (van der Maaten 2009), on affinities of the whole neighbour graph rather than of each batch.

    `model` is the Keras model to train, from (d,) in any shape to the components; without one it is made.
    """

    METHOD = METHOD

    def __init__(self, model: Any = None) -> None:
        self._model = model

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:
        """Perplexities, hidden layers, epochs, batches, what is learnt from and dimensions are settled here."""
        perplexities = [wanted(one, n) for one in scales.perplexities(params["perplexity"])]
        resolved = {**params, "perplexity": ", ".join(f"{one:g}" for one in dict.fromkeys(perplexities))}
        resolved["hidden"] = ", ".join(str(width) for width in widths(params["hidden"]))
        if params["learn_from"] == AUTO:
            resolved["learn_from"] = "layout" if n_components in EXACT_UP_TO else "pairs"
        elif params["learn_from"] == "layout" and n_components not in EXACT_UP_TO:
            raise ParameterError(
                "'pairs' or 'auto'", f"'layout' in {n_components} components",
                "t-SNE lays out in 2 or 3; pairs teach any number.", where="learn_from",
            )  # fmt: skip
        if params["batch_size"] == AUTO:
            resolved["batch_size"] = BATCH[resolved["learn_from"]]
        if params["epochs"] == AUTO:
            batches = math.ceil(n / resolved["batch_size"])
            resolved["epochs"] = max(EPOCHS, math.ceil(FEWEST_BATCHES / batches))
        resolved["reduce"] = reduced_to(params["reduce"], d)
        return resolved

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:
        if n < 2:
            return None
        most = max(scales.perplexities(params["perplexity"]))
        return GraphRequest(min(n - 1, scales.neighbors(most)), params["metric"])

    def init(self, problem: Problem) -> Work[ParametricState | Placed]:
        if problem.graph is None:
            return Placed(np.zeros((problem.dataset.n, problem.n_components), np.float32))
        perplexities = scales.perplexities(problem.params["perplexity"])
        edges = yield from scales.heard(problem.graph, perplexities)
        target = None
        if problem.params["learn_from"] == "layout":
            target = yield from laid_out(problem, problem.graph, edges, max(perplexities))
        yield Progress("Preparing the network")
        network = yield from self._network(problem, 1.0 if target is None else float(target.std()))
        teaching = _teaching(network, edges, target, problem)
        positions = yield from network.placed(problem.space.vectors)
        read_only(positions)
        return ParametricState(positions, network, teaching, problem, {"transform": network})

    def step(
        self, state: ParametricState | Placed, params: Mapping[str, Any]
    ) -> Work[ParametricState | Placed]:
        """One epoch."""
        if isinstance(state, Placed):
            return state
        problem, vectors = state.problem, state.problem.space.vectors
        yield from state.teaching.epoch(vectors, (problem.seed, state.iteration))
        positions = yield from state.network.placed(vectors)
        read_only(positions)
        loss = yield from state.teaching.loss(positions)
        iteration = state.iteration + 1
        return replace(
            state, positions=positions, iteration=iteration, loss=loss, done=iteration >= params["epochs"]
        )

    def _network(self, problem: Problem, spread: float) -> Work[Network]:
        space, p = problem.space, problem.n_components
        if self._model is not None:
            return brought(self._model, space.d, p)
        components = REDUCE_TO if space.d > REDUCE_ABOVE else space.d
        axes = yield from principal(space, components, seed=problem.seed)
        return dense(axes, widths(problem.params["hidden"]), p, problem.seed, spread)


def _teaching(network: Network, edges: Affinities, target: Positions | None, problem: Problem) -> Teaching:
    params = problem.params
    told = params["batch_size"], params["epochs"], params["learning_rate"]
    return Pairs(network, edges, *told) if target is None else Imitation(network, target, edges, *told)
