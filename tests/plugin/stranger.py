"""Projections of someone who knows Hyperscope from its documents alone."""

from dataclasses import dataclass, field, replace

import numpy as np

from hyperscope.params import Method, Param


class Spiral:
    """Winds points round a spiral, in the order of their first dimension.

    Nothing else.
    """

    def __init__(self, n_components=2, *, turns=3, pitch=0.5, closed=False, colour=None, random_state=None):
        self.n_components, self.turns, self.pitch = n_components, turns, pitch
        self.closed, self.colour, self.random_state = closed, colour, random_state

    def fit_transform(self, vectors):
        """(n, n_components) positions."""
        if self.turns < 0:
            raise ValueError("a spiral cannot turn back")
        place = vectors[:, 0].argsort().argsort() / max(len(vectors) - 1, 1)
        angle = 2 * np.pi * self.turns * place
        jitter = np.random.default_rng(self.random_state).normal(0, 1e-3, len(vectors))
        radius = self.pitch * (1 + angle) + jitter
        columns = [radius * np.cos(angle), radius * np.sin(angle), place]
        return np.column_stack(columns[: self.n_components])


class Flat:
    """Returns what no layout is."""

    def fit_transform(self, vectors):
        """(n,) numbers."""
        return vectors[:, 0]


@dataclass(frozen=True)
class Turned:
    """The state between two steps."""

    positions: np.ndarray
    iteration: int = 0
    loss: float | None = None
    done: bool = False
    facts: dict = field(default_factory=dict)


class Orbit:
    """A whole projection: it moves step by step."""

    METHOD = Method(
        "whatever", "Orbit", "Turns the first two dimensions by one degree a step.",
        params=(Param("degrees", "int", 5, "Degrees", "How far.", low=1, high=360),),
    )  # fmt: skip

    def resolve(self, params, n, d, n_components):
        return dict(params)

    def graph_request(self, params, n):
        return None

    def init(self, problem):
        return Turned(problem.dataset.as_float32()[:, : problem.n_components])
        yield

    def step(self, state, params):
        turn = np.radians(1)
        matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        moved = (state.positions @ matrix).astype(np.float32)
        iteration = state.iteration + 1
        return replace(state, positions=moved, iteration=iteration, done=iteration >= params["degrees"])
        yield
