"""Whom points listen to: what affinities are made from, kept so that another perplexity can be tried while running."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.graph import KnnGraph
from hyperscope.params import AUTO
from hyperscope.progress import Work
from hyperscope.projections.abstract import Problem
from hyperscope.projections.labels import supervising
from hyperscope.projections.tsne import supervision
from hyperscope.projections.tsne.affinities import Affinities, affinities

PERPLEXITY = 30.0
NEIGHBORS_PER_PERPLEXITY = 3
REACH = 0.8  # of the neighbours there are: beyond, all of them would listen alike


@dataclass(frozen=True, slots=True)
class Listening:
    """The graph, and with supervision each row's label (n,) as a number, −1 where it has none, and how much labels count."""

    graph: KnnGraph
    labels: NDArray[np.int64] | None = None
    factor: float = 0.0

    @classmethod
    def of(cls, problem: Problem, graph: KnnGraph) -> "Listening":
        """Raises `ParameterError` for a column or an ignored label that the dataset does not have."""
        labels = supervising(problem.dataset, problem.params)
        return cls(graph, labels, float(problem.params["supervision"]))

    def perplexity(self, asked: float | str) -> float:
        """The perplexity that these neighbours allow."""
        return min(wanted(asked, self.graph.n), max(1.0, REACH * self.graph.k))

    def edges(self, perplexity: float) -> Work[tuple[Affinities, Floats]]:
        """P, and the perplexity (n,) that each row reached before labels were heard."""
        edges, reached = yield from affinities(self.graph, perplexity)
        if self.labels is not None:
            edges = yield from supervision.supervised(edges, self.labels, self.factor)
        return edges, reached


def wanted(asked: float | str, n: int) -> float:
    """The perplexity asked for, or 30; at most what n − 1 neighbours can give with a third of them counting."""
    most = max(1.0, (n - 1) / NEIGHBORS_PER_PERPLEXITY)
    return min(PERPLEXITY if asked == AUTO else float(asked), most)
