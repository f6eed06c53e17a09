"""When a phase ends: pure functions of the losses so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hyperscope.params import AUTO

LOSS_EVERY = 10  # iterations; a loss costs about one more pass over the edges
LONGEST_EARLY, LONGEST = 250, 2_000
WINDOW = 5  # losses that are compared: 50 iterations
EARLY_SETTLED, SETTLED = 4e-3, 1.5e-3  # relative fall of the loss over the window
UNFOLDED = 0.97  # of the first loss: a layout that has not unfolded yet has not settled
MOMENTUM = 0.8  # in both phases: with 0.5 at first, MNIST-10k unfolds in 160 iterations instead of 90, to the same loss
RENUMBER_AT = frozenset({30, 100, 250, 500, 1_000, 2_000, 4_000})


@dataclass(frozen=True, slots=True)
class Phase:
    """Early exaggeration or the main phase: since when, and what losses it has seen, one each `LOSS_EVERY`."""

    early: bool
    began: int
    losses: tuple[float, ...] = ()


def next_phase(phase: Phase, iteration: int, params: Mapping[str, Any]) -> Phase:
    """The phase of the next iteration."""
    if phase.early and _early_over(phase, iteration, params):
        return Phase(False, iteration)
    return phase


def _early_over(phase: Phase, iteration: int, params: Mapping[str, Any]) -> bool:
    asked = params["early_exaggeration_iter"]
    if asked != AUTO:
        return iteration >= asked
    unfolded = bool(phase.losses) and phase.losses[-1] < UNFOLDED * phase.losses[0]
    return iteration >= LONGEST_EARLY or (unfolded and settled(phase.losses, EARLY_SETTLED))


def over(phase: Phase, iteration: int, params: Mapping[str, Any]) -> bool:
    """Whether the layout is finished: the iterations asked for, or the loss settled, or the most that auto allows."""
    if params["n_iter"] != AUTO:
        return iteration >= params["n_iter"]
    return iteration >= LONGEST or (not phase.early and settled(phase.losses, SETTLED))


def settled(losses: Sequence[float], fall: float) -> bool:
    if len(losses) <= WINDOW:
        return False
    before, now = losses[-1 - WINDOW], losses[-1]
    return before - now < fall * abs(before)


def exaggeration(phase: Phase, params: Mapping[str, Any]) -> float:
    return float(params["early_exaggeration"] if phase.early else params["exaggeration"])


def learning_rate(phase: Phase, params: Mapping[str, Any], n: int) -> float:
    """The one asked for, or n / exaggeration (Belkina et al. 2019), at least 50."""
    asked = params["learning_rate"]
    return float(asked) if asked != AUTO else max(n / exaggeration(phase, params), 50.0)
