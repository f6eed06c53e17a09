"""Graphs that a person brings: neighbours found elsewhere, by whatever means (`metric="precomputed"`)."""

from typing import Any, TypeGuard

import numpy as np

from hyperscope.arrays import Floats, Rows
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.graph import GraphRequest, KnnGraph

PRECOMPUTED = "precomputed"
ADVICE = "Pass graph=hyperscope.neighbors(data, k), or what KNeighborsTransformer(mode='distance') gives."


def is_sparse(data: Any) -> TypeGuard[Any]:
    """Whether this is a sparse matrix, by SciPy or in its manner."""
    return hasattr(data, "tocsr")


def graph_of(given: Any) -> KnnGraph:
    """A graph itself, or the one that a sparse matrix (n, n) of distances holds, as scikit-learn's transformers make it.

    An entry is a neighbour, a zero too, except on the diagonal. Every row keeps as many as the row with the fewest has; a row
    without any is left out. Raises `ParameterError` for anything else, or distances below 0 or not finite.
    """
    if isinstance(given, KnnGraph):
        return given
    if not is_sparse(given) or given.ndim != 2 or given.shape[0] != given.shape[1]:
        got = f"{type(given).__name__} of shape {getattr(given, 'shape', '?')}"
        raise ParameterError("a KnnGraph, or a sparse matrix of distances (n, n)", got, ADVICE, where="graph")
    matrix = given.tocsr()
    n, rows = matrix.shape[0], np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    others = matrix.indices != rows
    rows, columns, far = rows[others], matrix.indices[others], matrix.data[others].astype(np.float32)
    if not len(far) or not (np.isfinite(far) & (far >= 0)).all():
        raise ParameterError(
            "distances of at least 0", f"{len(far):,} between rows, some below 0 or not finite" if len(far) else "none",
            ADVICE, where="graph",
        )  # fmt: skip
    return _nearest(n, rows, columns, far)


def _nearest(n: int, rows: Rows, columns: Rows, far: Floats) -> KnnGraph:
    """The graph of the entries `far` at (`rows`, `columns`)."""
    order = np.lexsort((columns, far, rows))
    counts = np.bincount(rows, minlength=n)
    k = int(counts[counts > 0].min())
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    order, rank = order[rank < k], rank[rank < k]
    indices, distances = np.full((n, k), -1, np.int32), np.full((n, k), np.inf, np.float32)
    indices[rows[order], rank], distances[rows[order], rank] = columns[order], far[order]
    return KnnGraph(indices, distances, PRECOMPUTED, True, 1.0)


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
