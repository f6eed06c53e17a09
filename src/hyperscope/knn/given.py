"""Graphs that a person brings: neighbours found elsewhere, by whatever means (`metric="precomputed"`)."""

from typing import Any

import numpy as np

from hyperscope.arrays import Rows
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.graph import GraphRequest, KnnGraph

PRECOMPUTED = "precomputed"


def checked(graph: KnnGraph | None, metric: str | None, params: dict[str, Any]) -> KnnGraph | None:
    """The graph, where metric and graph agree; any other metric goes back into `params`.

    Raises `ParameterError` where the metric says "precomputed" and no graph is there, or a graph beside another metric.
    """
    if metric is not None and (metric == PRECOMPUTED) != (graph is not None):
        raise ParameterError(
            f"metric={PRECOMPUTED!r} with a graph, another metric without one",
            f"metric={metric!r} and {'no graph' if graph is None else 'a graph'}",
            "Pass graph=hyperscope.neighbors(data, k), or leave the metric out.", where="metric",
        )  # fmt: skip
    if graph is None and metric is not None:
        params["metric"] = metric
    return graph


def rows_of(graph: KnnGraph) -> Dataset:
    """Rows for a graph that comes without vectors: one zero each, NaN where a row has no neighbours to be placed by."""
    bare = np.where((graph.indices >= 0).any(axis=1), 0, np.nan).astype(np.float32)[:, None]
    return Dataset("graph", bare)


def among(
    graph: KnnGraph, n: int, placed: Rows, request: GraphRequest | None
) -> tuple[KnnGraph, tuple[str, ...]]:
    """The graph of `n` rows among those `placed`, with the k asked for, and a note where it has fewer.

    Raises `ParameterError` for a method without neighbours, `ShapeError` where it is not the graph of these rows.
    """
    if request is None:
        raise ParameterError(
            "a method that starts from neighbours", "one that does not", "Leave the graph out.", where="graph"
        )
    place = np.full(n, -1, np.int32)
    place[placed] = np.arange(len(placed), dtype=np.int32)
    if graph.n != n or graph.indices.max(initial=-1) >= n:
        raise _foreign(f"{n:,} rows", f"one of {graph.n:,} rows")
    kept = graph.indices[placed]
    indices = np.where(kept >= 0, place[kept], -1)
    lost = int((indices < 0).any(axis=1).sum())
    if lost:
        raise _foreign(f"{graph.k} neighbours a row among the rows laid out", f"{lost:,} rows with fewer")
    part = KnnGraph(indices, graph.distances[placed], graph.metric, graph.exact, graph.recall, graph.notes)
    short = f"The graph given has {graph.k} neighbours a row; {request.k} were wanted."
    return part.first(request.k), (short,) if graph.k < request.k else ()


def _foreign(expected: str, got: str) -> ShapeError:
    return ShapeError(
        f"a graph of {expected}", got, "Pass graph=hyperscope.neighbors(data, k) of the very rows to lay out.",
        where="graph",
    )  # fmt: skip
