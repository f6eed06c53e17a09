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
from hyperscope.projections.parametric.edges import Edges
from hyperscope.projections.parametric.learner import Learner
from hyperscope.projections.parametric.network import Network, brought, dense, widths
from hyperscope.projections.parametric.params import METHOD
from hyperscope.projections.tsne.affinities import affinities
from hyperscope.projections.tsne.listening import NEIGHBORS_PER_PERPLEXITY, wanted

EPOCHS, FEWEST_BATCHES = 40, 1_000


@dataclass(frozen=True)
class ParametricState:
    """Where the network puts every row now. It learns in place: only the newest state can be stepped.

    `log_p` is Σ p log p, the part of the loss that no network changes.
    """

    positions: Positions
    network: Network
    learner: Learner
    edges: Edges
    problem: Problem
    log_p: float
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

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:  # noqa: ARG002
        """Perplexities, hidden layers, epochs and dimensions are settled here."""
        perplexities = [wanted(one, n) for one in _perplexities(params["perplexity"])]
        resolved = {**params, "perplexity": ", ".join(f"{one:g}" for one in dict.fromkeys(perplexities))}
        resolved["hidden"] = ", ".join(str(width) for width in widths(params["hidden"]))
        if params["epochs"] == AUTO:
            resolved["epochs"] = max(EPOCHS, math.ceil(FEWEST_BATCHES / _batches(n, params)))
        resolved["reduce"] = reduced_to(params["reduce"], d)
        return resolved

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:
        if n < 2:
            return None
        k = math.ceil(NEIGHBORS_PER_PERPLEXITY * max(_perplexities(params["perplexity"])))
        return GraphRequest(min(n - 1, k), params["metric"])

    def init(self, problem: Problem) -> Work[ParametricState | Placed]:
        if problem.graph is None:
            return Placed(np.zeros((problem.dataset.n, problem.n_components), np.float32))
        yield Progress("Preparing the network")
        network = yield from self._network(problem)
        scales, constants = [], []
        for perplexity in _perplexities(problem.params["perplexity"]):
            graph = problem.graph.first(math.ceil(NEIGHBORS_PER_PERPLEXITY * perplexity))
            edges, _ = yield from affinities(graph, perplexity)
            scales.append(edges)
            constants.append((yield from edges.log()))
        params, n = problem.params, problem.dataset.n
        learner = Learner(
            network.model, _pairs(n, params), params["epochs"] * _batches(n, params), params["learning_rate"]
        )
        yield Progress("Preparing the network")
        positions = yield from network.placed(problem.space.vectors)
        read_only(positions)
        return ParametricState(
            positions,
            network,
            learner,
            Edges.of(scales),
            problem,
            float(np.mean(constants)),
            {"transform": network},
        )

    def step(
        self, state: ParametricState | Placed, params: Mapping[str, Any]
    ) -> Work[ParametricState | Placed]:
        """One epoch."""
        if isinstance(state, Placed):
            return state
        problem, network = state.problem, state.network
        n, vectors = problem.dataset.n, problem.space.vectors
        batches, pairs = _batches(n, params), _pairs(n, params)
        draw = np.random.default_rng((problem.seed, state.iteration))
        for batch in range(batches):
            points = state.edges.drawn(pairs, draw)
            state.learner.learn(network.taken(vectors[points]), points)
            yield Progress("Learning", batch + 1, batches)
        positions = yield from network.placed(vectors)
        read_only(positions)
        iteration = state.iteration + 1
        return replace(
            state, positions=positions, iteration=iteration, loss=state.log_p + state.learner.loss(n),
            done=iteration >= params["epochs"],
        )  # fmt: skip

    def _network(self, problem: Problem) -> Work[Network]:
        space, p = problem.space, problem.n_components
        if self._model is not None:
            return brought(self._model, space.d, p)
        components = REDUCE_TO if space.d > REDUCE_ABOVE else space.d
        axes = yield from principal(space, components, seed=problem.seed)
        return dense(axes, widths(problem.params["hidden"]), p, problem.seed)


def _perplexities(text: Any) -> list[float]:
    """The perplexities that a number, several, or a text of them stand for. Raises `ParameterError` for anything else."""
    parts = text if isinstance(text, (list, tuple)) else str(text).replace(",", " ").split()
    try:
        found = [float(part) for part in parts]
    except (TypeError, ValueError):
        found = []
    if not found or not all(1 <= one <= 500 for one in found):
        raise ParameterError(
            "one or several numbers from 1 to 500",
            repr(text),
            "Write 30, or '10, 30, 100'.",
            where="perplexity",
        )
    return found


def _pairs(n: int, params: Mapping[str, Any]) -> int:
    """Pairs in a batch: half its points, and no more than there are points."""
    return max(1, min(n, params["batch_size"] // 2))


def _batches(n: int, params: Mapping[str, Any]) -> int:
    """Batches in an epoch."""
    return math.ceil(n / _pairs(n, params))
