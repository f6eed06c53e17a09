"""A method that does as little as a method can, slowly if told to; entries in memory."""

import threading
import time
from dataclasses import replace

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import ParameterError
from hyperscope.layout import GroupPair, Layout, Quality
from hyperscope.params import Method, Param
from hyperscope.progress import Progress, tell
from hyperscope.session.runs import Methods
from hyperscope.session.session import Session

LIVE = Param("rate", "float", 1.0, "Rate", "How far a step goes.", low=0, live=True)
LAST = Param("n_iter", "int", 1_000_000, "Iterations", "When to end.", low=0)
HURT = Param("hurt", "choice", "never", "Hurt", "When to fail.", choices=("never", "person", "ours"))
WALK = Method("walk", "Walk", "Moves every point by the rate.", params=(LIVE, LAST, HURT), perturbs=True)
AXES = tuple(
    Param(name, "component", at, name, "Which.", low=1) for name, at in (("x", 1), ("y", 2), ("z", 3))
)
TURN = Method("turn", "Turn", "Has axes.", axes=AXES, default_components=4, heavy=False, steps=False)
TABLES = {"walk": WALK, "turn": TURN}


class Steps:
    """Positions (n, p) that start at 0 and move by `rate` with every step; each picture is a new array."""

    def __init__(self, method, positions, params, pause):
        self.layout = Layout(method.name, positions, params)
        self.params, self.pause = dict(params), pause
        self.last = params.get("n_iter", 0)
        self.kicks = 0

    @property
    def done(self):
        return self.layout.iteration >= self.last

    def step(self, live=None):
        yield Progress("Walking", self.layout.iteration, self.last)
        time.sleep(self.pause)
        if self.params["hurt"] == "ours":
            raise ZeroDivisionError("by nobody")
        self.params.update(live or {})
        positions = self.layout.positions + np.float32(self.params["rate"])
        at = self.layout.iteration + 1
        self.layout = replace(
            self.layout, positions=positions, iteration=at, loss=1 / at, params=dict(self.params)
        )

    def perturb(self, seed):
        self.kicks += 1
        self.last = self.layout.iteration + self.params["n_iter"]
        self.layout = replace(self.layout, positions=self.layout.positions + np.float32(1e6 + seed))


class Lab:
    """Makes sessions over `n` rows; counts loads, preparations and measurements."""

    def __init__(self):
        self.loads, self.prepared = 0, 0
        self.pause, self.prepare_pieces = 0.0005, 1
        self.gate = threading.Event()
        self.gate.set()
        self.steps = 0
        self.slowly = False
        self.measured = 0
        self.measuring = threading.Event()
        self.measuring.set()
        self.sessions = []

    def entry(self, name="walkers", n=4, problem=None, d=3):
        def load():
            self.loads += 1
            if self.slowly:
                self._read_slowly()
            self.gate.wait(5)
            return Dataset(name, np.arange(n * d, dtype=np.float32).reshape(n, d))

        return Entry(name, "memory", load, problem=problem, shape=(n, d), dtype="float32")

    def _read_slowly(self):
        """Until the gate is open, step by step."""
        while not self.gate.wait(0.001):
            tell("Reading", self.steps)
            self.steps += 1

    def start(self, dataset, method, params, n_components, seed, start=None, graphs=None, rows=None):
        self.prepared += 1
        self.rows = rows
        for piece in range(self.prepare_pieces):
            yield Progress("Preparing", piece, self.prepare_pieces)
            time.sleep(self.pause)
        if params.get("hurt") == "person":
            raise ParameterError("a kind word", "'person'", "Be kind.", where="hurt")
        if method == "turn":
            components = min(n_components, dataset.d)
            positions = np.tile(np.arange(1, components + 1, dtype=np.float32), (dataset.n, 1))
            positions[0] = np.nan
            return Steps(TURN, positions, {"hurt": "never"}, self.pause)
        positions = np.zeros((dataset.n, n_components), np.float32) if start is None else start.copy()
        return Steps(WALK, positions, params, self.pause)

    def measure(self, dataset, layout, k, label):
        """As much trust as there are iterations; waits for `measuring`, and can be left meanwhile."""
        self.measured += 1
        if label == "wrong":
            raise ParameterError("a column", "'wrong'", "Name one.", where="labels")
        while not self.measuring.wait(0.001):
            yield Progress("Measuring")
        values = {"trust": np.arange(layout.n, dtype=np.float32) + layout.iteration}
        pairs = (GroupPair("a", "b", 0.25, 1.0),) if label else ()
        return Quality(
            {"trust": float(layout.iteration)}, values, "3 dimensions", layout.n, dataset.n, k, pairs
        )

    def session(self, *entries):
        methods = Methods(lambda: list(TABLES.values()), TABLES.__getitem__, self.start, self.measure)
        session = Session(entries or [self.entry()], methods=methods)
        self.sessions.append(session)
        return session
