"""t-SNE, step by step: the points repel all others and are drawn to those they listen to."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from hyperscope.arrays import Floats
from hyperscope.errors import ParameterError
from hyperscope.graph import GraphRequest
from hyperscope.params import AUTO
from hyperscope.progress import Progress, Work
from hyperscope.projections.abstract import Placed, Problem
from hyperscope.projections.before import reduced_to
from hyperscope.projections.kick import kicked
from hyperscope.projections.tsne import forces, morton, schedule, start
from hyperscope.projections.tsne.affinities import Affinities
from hyperscope.projections.tsne.listening import NEIGHBORS_PER_PERPLEXITY, Listening, wanted
from hyperscope.projections.tsne.schedule import Phase
from hyperscope.projections.tsne.state import TsneState
from hyperscope.projections.tsne.update import descended

RENUMBER_ABOVE = 5_000  # points: fewer fit into the cache in any order
WALK_EVERY = 5  # iterations after which the tree's order is made anew


class Tsne:
    """t-distributed stochastic neighbour embedding (van der Maaten & Hinton 2008) in two or three dimensions."""

    def resolve(self, params: Mapping[str, Any], n: int, d: int, n_components: int) -> dict[str, Any]:
        """Perplexity, θ and dimensions are settled here. An "auto" that the loss decides on the way stays "auto"."""
        if n_components not in forces.EXACT_UP_TO:
            raise ParameterError(
                "2 or 3 components", f"{n_components}", "t-SNE draws pictures.", where="n_components"
            )
        resolved = dict(params)
        resolved["perplexity"] = wanted(params["perplexity"], n)
        if params["theta"] == AUTO:
            resolved["theta"] = forces.theta_of(n, n_components)
        resolved["reduce"] = reduced_to(params["reduce"], d)
        return resolved

    def graph_request(self, params: Mapping[str, Any], n: int) -> GraphRequest | None:
        if n < 2:
            return None
        return GraphRequest(
            min(n - 1, math.ceil(NEIGHBORS_PER_PERPLEXITY * params["perplexity"])), params["metric"]
        )

    def init(self, problem: Problem) -> Work[TsneState | Placed]:
        if problem.graph is None:
            return Placed(np.zeros((problem.dataset.n, problem.n_components), np.float32))
        yield Progress("Preparing, once on this machine")
        listening = Listening.of(problem, problem.graph)
        perplexity = listening.perplexity(problem.params["perplexity"])
        edges, reached = yield from listening.edges(perplexity)
        facts = _facts(problem.params["perplexity"], reached)
        return (yield from begun(problem, listening, edges, facts))

    def step(self, state: TsneState | Placed, params: Mapping[str, Any]) -> Work[TsneState | Placed]:
        if isinstance(state, Placed):
            return state
        if state.done:
            state = _begun_again(state)
        state = yield from _listening_anew(state, params["perplexity"])
        ready = yield from _ordered(state, params["theta"])
        repelled, z = yield from forces.repulsion(ready.y, params["theta"], ready.walk)
        attracted = yield from forces.attract(ready.y, ready.affinities)
        y, velocity, gains = _moved(ready, params, attracted, repelled, z)
        iteration = state.iteration + 1
        loss, phase = state.loss, state.phase
        if iteration % schedule.LOSS_EVERY == 0 or loss is None:
            loss = yield from forces.loss(ready.y, ready.affinities, state.log_p, z)
            phase = replace(phase, losses=(*phase.losses, loss))
        phase = schedule.next_phase(phase, iteration, params)
        done = schedule.over(phase, iteration - state.since, params)
        return replace(
            ready, y=y, velocity=velocity, gains=gains, iteration=iteration, loss=loss, phase=phase, done=done,
            facts={**ready.facts, "used": _used(ready, phase, iteration, params, done)},
        )  # fmt: skip

    def perturb(self, state: TsneState | Placed, seed: int) -> TsneState | Placed:
        """The layout kicked as `kick.kicked` does, at rest, with as many iterations before it as at first."""
        if isinstance(state, Placed):
            return state
        y = kicked(state.y, (seed, state.iteration))
        return replace(_begun_again(state), y=y, velocity=np.zeros_like(y), gains=np.ones_like(y), walk=None)


def begun(
    problem: Problem, listening: Listening, edges: Affinities, facts: Mapping[str, Any]
) -> Work[TsneState]:
    """The state before the first step, drawn along `edges`: what `listening` gives, or the person who asks."""
    y = np.ascontiguousarray((yield from start.positions(problem)).T)
    state = TsneState(
        listening, listening.perplexity(problem.params["perplexity"]), edges, np.arange(problem.dataset.n),
        y, np.zeros_like(y), np.ones_like(y), (yield from edges.log()),
        schedule.next_phase(Phase(True, 0), 0, problem.params), facts,
    )  # fmt: skip
    return (yield from _renumbered(state))


def _used(
    state: TsneState, phase: Phase, iteration: int, params: Mapping[str, Any], done: bool
) -> dict[str, Any]:
    """What "auto" came to in the step from `state` to `phase` and `iteration`; what is not decided yet is left out."""
    found = {
        "perplexity": state.perplexity,
        "learning_rate": schedule.learning_rate(state.phase, params, len(state.order)),
    }
    if not phase.early:
        found["early_exaggeration_iter"] = phase.began
    if done:
        found["n_iter"] = iteration
    return found


def _begun_again(state: TsneState) -> TsneState:
    """The same layout with as many iterations before it as at first."""
    return replace(state, since=state.iteration, phase=replace(state.phase, losses=()), done=False)


def _facts(asked: float | str, reached: Floats) -> dict[str, Any]:
    """The median perplexity that was reached, and a note where it is not the one asked for."""
    found = float(np.median(reached))
    if asked == AUTO or abs(found - float(asked)) <= 0.01 * float(asked):
        return {"reached": {"perplexity": found}, "notes": ()}
    note = f"The perplexity reached is {found:.1f}, not {asked:g}: too few neighbours, or many at equal distances."
    return {"reached": {"perplexity": found}, "notes": (note,)}


def _listening_anew(state: TsneState, asked: float | str) -> Work[TsneState]:
    """The state with affinities of another perplexity, where that has changed while running."""
    perplexity = state.listening.perplexity(asked)
    if perplexity == state.perplexity:
        return state
    edges, reached = yield from state.listening.edges(perplexity)
    return replace(
        state, perplexity=perplexity, affinities=(yield from edges.renumbered(state.order)),
        log_p=(yield from edges.log()),
        facts=_facts(asked, reached), phase=replace(state.phase, losses=()), loss=None,
    )  # fmt: skip


def _ordered(state: TsneState, theta: float) -> Work[TsneState]:
    """The state with its points in an order that suits the memory, and the tree's order where a tree is used."""
    if state.iteration in schedule.RENUMBER_AT:
        state = yield from _renumbered(state)
    stale = state.walk is None or state.iteration % WALK_EVERY == 0
    if stale and forces.way(len(state.order), len(state.y), theta) == "tree":
        return replace(state, walk=morton.order(state.y))
    return state


def _renumbered(state: TsneState) -> Work[TsneState]:
    """The same layout with points near each other also near in memory: attraction is three times as fast at 70,000."""
    if len(state.order) <= RENUMBER_ABOVE:
        return state
    order = morton.order(state.y)
    yield Progress("Putting neighbours side by side")
    edges = yield from state.affinities.renumbered(order)
    sorted_: list[Floats] = []
    for array in (state.y, state.velocity, state.gains):
        sorted_.append(np.empty_like(array))
        for old, new in zip(array, sorted_[-1], strict=True):
            np.take(old, order, out=new, mode="clip")  # all are there; "raise" would make a copy first
            yield Progress("Putting neighbours side by side")
    y, velocity, gains = sorted_
    return replace(
        state, affinities=edges, order=state.order[order], walk=None, y=y, velocity=velocity, gains=gains,
    )  # fmt: skip


def _moved(
    state: TsneState, params: Mapping[str, Any], attracted: Floats, repelled: Floats, z: float
) -> tuple[Floats, Floats, Floats]:
    n = len(state.order)
    exaggeration = schedule.exaggeration(state.phase, params)
    rate = schedule.learning_rate(state.phase, params, n)
    pace = np.array([exaggeration, 1 / z, rate, schedule.MOMENTUM], np.float32)
    return descended((state.y, state.velocity, state.gains), (attracted, repelled), pace)
