"""Neighbours that a person brings."""

import numpy as np
import pytest
from sklearn.datasets import load_iris

import hyperscope
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.graph import KnnGraph

IRIS = load_iris().data.astype(np.float32)
BEYOND = KnnGraph(
    np.array([[1], [7], [0]], np.int32), np.ones((3, 1), np.float32), "euclidean", exact=True, recall=1.0
)
GRAPH = hyperscope.neighbors(IRIS, 90)


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_the_graph_of_the_data_gives_the_layout_of_the_data(method):
    short = {"n_iter": 30} if method == "tsne" else {"n_epochs": 30}
    layout = hyperscope.project(IRIS, method, metric="precomputed", graph=GRAPH, **short)
    np.testing.assert_array_equal(layout.positions, hyperscope.project(IRIS, method, **short).positions)
    assert layout.params["metric"] == "precomputed"


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_a_graph_alone_is_laid_out_with_its_neighbours_together(method):
    layout = hyperscope.project(GRAPH, method, metric="precomputed")
    assert hyperscope.quality(IRIS, layout)["trustworthiness"] > 0.95


def test_a_graph_with_fewer_neighbours_says_so():
    layout = hyperscope.project(IRIS, "tsne", graph=GRAPH.first(10), n_iter=5)
    assert layout.notes[0] == "The graph given has 10 neighbours a row; 90 were wanted."


def test_rows_without_neighbours_are_left_out():
    data = IRIS.copy()
    data[4, 1] = np.nan
    graph = hyperscope.neighbors(data, 20)
    alone = hyperscope.project(graph, "umap", n_epochs=20)
    assert np.flatnonzero(np.isnan(alone.positions).any(axis=1)).tolist() == [4]
    beside = hyperscope.project(data, "umap", graph=graph, n_epochs=20)
    np.testing.assert_array_equal(beside.positions, hyperscope.project(data, "umap", n_epochs=20).positions)


@pytest.mark.parametrize(("data", "method", "params", "error", "words"), [
    (IRIS, "tsne", {"metric": "precomputed"}, ParameterError, "got metric='precomputed' and no graph"),
    (IRIS, "tsne", {"metric": "cosine", "graph": GRAPH}, ParameterError, "got metric='cosine' and a graph"),
    (IRIS, "pca", {"graph": GRAPH}, ParameterError, "starts from neighbours"),
    (IRIS[:100], "tsne", {"graph": GRAPH}, ShapeError, "100 rows, got one of 150"),
    (IRIS, "tsne", {"graph": GRAPH, "rows": range(50)}, ShapeError, "rows with fewer"),
    (IRIS[:3], "tsne", {"graph": BEYOND}, ShapeError, "3 rows"),
])  # fmt: skip
def test_refusals(data, method, params, error, words):
    with pytest.raises(error, match=words):
        hyperscope.project(data, method, **params)
