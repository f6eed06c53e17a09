"""Neighbours that a person brings."""

import numpy as np
import pytest
from scipy.sparse import coo_matrix, csc_array, csr_matrix
from sklearn.datasets import load_iris
from sklearn.neighbors import KNeighborsTransformer, kneighbors_graph
from sklearn.pipeline import make_pipeline

import hyperscope
from hyperscope import TSNE
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.graph import KnnGraph
from hyperscope.knn.given import graph_of

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


def test_a_sparse_matrix_of_distances_is_a_graph():
    matrix = kneighbors_graph(IRIS, 46, mode="distance")
    alone = hyperscope.project(matrix, "umap", metric="precomputed", n_epochs=20)
    assert hyperscope.quality(IRIS, alone)["trustworthiness"] > 0.9
    beside = hyperscope.project(IRIS, "umap", metric="precomputed", graph=matrix, n_epochs=20)
    own = hyperscope.project(IRIS, "umap", graph=graph_of(matrix), n_epochs=20)
    np.testing.assert_array_equal(beside.positions, own.positions)


@pytest.mark.parametrize("kind", [csr_matrix, csc_array, coo_matrix])
def test_entries_become_neighbours_nearest_first_without_the_row_itself(kind):
    far = np.array([[9.0, 0.5, 0.2, 0], [0.5, 0, 0, 0.1], [0.2, 0.7, 0, 0.3], [0, 0, 0, 0]])
    there = far > 0
    there[0, 3] = True  # a distance of 0 that is written down
    rows, columns = np.nonzero(there)
    graph = graph_of(kind(coo_matrix((far[rows, columns], (rows, columns)), shape=(4, 4))))
    assert graph.indices.tolist() == [[3, 2], [3, 0], [0, 3], [-1, -1]]
    np.testing.assert_allclose(graph.distances[1], [0.1, 0.5])
    assert np.isinf(graph.distances[3]).all()


def test_scikit_learns_neighbours_in_a_pipeline():
    line = make_pipeline(
        KNeighborsTransformer(n_neighbors=90, mode="distance"), TSNE(n_iter=250, metric="precomputed")
    )
    found = line.fit_transform(IRIS)
    assert found.shape == (150, 2)
    assert hyperscope.quality(IRIS, found)["trustworthiness"] > 0.9
    assert list(line.get_feature_names_out()) == ["tsne0", "tsne1"]


NOT_SQUARE, BELOW, EMPTY = csr_matrix(np.ones((3, 2))), csr_matrix(-np.ones((3, 3))), csr_matrix((3, 3))


@pytest.mark.parametrize(("data", "method", "params", "error", "words"), [
    (IRIS, "tsne", {"graph": IRIS}, ParameterError, r"a sparse matrix .*, got ndarray of shape \(150, 4\)"),
    (NOT_SQUARE, "umap", {"metric": "precomputed"}, ParameterError, r"of shape \(3, 2\)"),
    (BELOW, "umap", {"metric": "precomputed"}, ParameterError, "some below 0"),
    (EMPTY, "umap", {"metric": "precomputed"}, ParameterError, "distances of at least 0, got none"),
    (NOT_SQUARE, "umap", {}, ShapeError, "a dense array, got a sparse matrix"),
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
