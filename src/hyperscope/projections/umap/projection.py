"""UMAP, epoch by epoch: neighbours draw points together, random others push them apart."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from hyperscope.arrays import Floats
from hyperscope.errors import ParameterError
from hyperscope.graph import GraphRequest
from hyperscope.kernels import lane
from hyperscope.params import AUTO
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Placed, Problem
from hyperscope.projections.before import reduced_to
from hyperscope.projections.kick import kicked
from hyperscope.projections.labels import supervising
from hyperscope.projections.umap import curve, start
from hyperscope.projections.umap.chance import key
from hyperscope.projections.umap.epoch import move2, move3
from hyperscope.projections.umap.loss import cross_entropy
from hyperscope.projections.umap.membership import membership
from hyperscope.projections.umap.state import UmapState
from hyperscope.projections.umap.supervision import supervised
from hyperscope.projections.umap.timetable import timetable

MOVES = {2: move2, 3: move3}
FEW_POINTS, EPOCHS_OF_FEW, EPOCHS_OF_MANY = 10_000, 500, 200
LOSS_EVERY = 10  # epochs; a loss costs about one epoch more
POINTS_AT_ONCE = 100_000  # about 40 ms
U32, F32 = np.uint32, np.float32


class Umap:
    """Uniform manifold approximation and projection (McInnes, Healy & Melville 2018) in two or three dimensions."""

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:
        """Neighbours, epochs and dimensions are settled here."""
        if n_components not in MOVES:
            raise ParameterError(
                "2 or 3 components", f"{n_components}", "UMAP draws pictures.", where="n_components"
            )
        if params["min_dist"] > params["spread"]:
            raise ParameterError(
                f"at most the spread, {params['spread']:g}", f"{params['min_dist']:g}",
                "Lower min_dist or raise spread.", where="min_dist",
            )  # fmt: skip
        resolved = dict(params)
        resolved["n_neighbors"] = min(params["n_neighbors"], max(n, 2))
        if params["n_epochs"] == AUTO:
            resolved["n_epochs"] = EPOCHS_OF_FEW if n <= FEW_POINTS else EPOCHS_OF_MANY
        resolved["reduce"] = reduced_to(params["reduce"], d)
        return resolved

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:
        return GraphRequest(min(params["n_neighbors"], n) - 1, params["metric"]) if n > 1 else None

    def init(self, problem: Problem) -> Work[UmapState | Placed]:
        if problem.graph is None:
            return Placed(np.zeros((problem.dataset.n, problem.n_components), F32))
        yield Progress("Preparing, once on this machine")
        labels = supervising(problem.dataset, problem.params)
        edges = yield from membership(problem.graph)
        if labels is not None:
            edges = yield from supervised(edges, labels, problem.params["supervision"])
        begin, notes = yield from start.positions(problem, edges)
        a, b = curve.fitted(problem.params["min_dist"], problem.params["spread"])
        facts = {"a": a, "b": b, "notes": notes}
        y = np.ascontiguousarray(begin.T)
        yield Progress("Making the timetable")
        return UmapState(edges, (yield from timetable(edges, problem.seed)), y, problem.seed, facts)

    def step(self, state: UmapState | Placed, params: Mapping[str, Any]) -> Work[UmapState | Placed]:
        if isinstance(state, Placed):
            return state
        if state.done:
            state = replace(state, since=state.iteration, done=False)
        iteration, age = state.iteration + 1, state.iteration - state.since
        drawn = key(state.seed, iteration)
        a, b = curve.fitted(params["min_dist"], params["spread"])
        rate = params["learning_rate"] * max(0.0, 1 - age / params["n_epochs"])
        shape = np.array([a, b, rate], F32)
        y = yield from _moved(state, np.array([iteration, drawn, params["negative_samples"]], U32), shape)
        loss = state.loss
        if iteration % LOSS_EVERY == 0 or loss is None:
            loss = yield from cross_entropy(y, state.edges, drawn, params["negative_samples"], shape)
        return replace(state, y=y, iteration=iteration, loss=loss, done=age + 1 >= params["n_epochs"])

    def perturb(self, state: UmapState | Placed, seed: int) -> UmapState | Placed:
        """The layout kicked as `kick.kicked` does, and warm again: it has all its epochs before it."""
        if isinstance(state, Placed):
            return state
        return replace(state, y=kicked(state.y, (seed, state.iteration)), since=state.iteration, done=False)


def _moved(state: UmapState, draw: np.ndarray, shape: Floats) -> Work[Floats]:
    """Every point after one epoch; the same for any number of threads."""
    y, moved = state.y, np.empty_like(state.y)
    move, n = MOVES[len(y)], y.shape[1]
    edges = (state.edges.starts, state.edges.indices, state.timetable.rates, state.timetable.phases)
    for begin in range(0, n, POINTS_AT_ONCE):
        count = min(POINTS_AT_ONCE, n - begin)

        def task(_part: int, first: int, last: int, begin: int = begin) -> None:
            move(begin + first, begin + last, y, edges, draw, shape, moved)

        lane.share(task, count)
        if count < n:
            yield Progress("Moving points", begin + count, n)
    return moved
