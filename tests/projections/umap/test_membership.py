"""The fuzzy graph: sums to log₂ k, symmetric, and defined where distances are not."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest, KnnGraph
from hyperscope.kernels import lane
from hyperscope.knn import search
from hyperscope.progress import drive
from hyperscope.projections.umap.membership import belong, membership, united

VECTORS = np.random.default_rng(2).standard_normal((200, 6)).astype(np.float32)


def graph_of(vectors, k=14, metric="euclidean") -> KnnGraph:
    return drive(search(Dataset("test", vectors), GraphRequest(k, metric)))


def one_way(graph):
    strengths = np.empty_like(graph.distances)
    lane.share(lambda _, a, b: belong(a, b, graph.distances, np.log2(graph.k + 1), strengths), graph.n)
    return strengths


def dense(edges):
    matrix = np.zeros((edges.n, edges.n))
    matrix[np.repeat(np.arange(edges.n), np.diff(edges.starts)), edges.indices] = edges.strengths
    return matrix


@pytest.mark.parametrize("k", [4, 14, 60])
@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_strengths_sum_to_the_logarithm_of_the_neighbours(k, scale):
    strengths = one_way(graph_of(VECTORS * np.float32(scale), k))
    np.testing.assert_allclose(strengths.sum(axis=1), np.log2(k + 1), rtol=1e-4)
    np.testing.assert_array_equal(strengths[:, 0], 1)


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_union_is_that_of_fuzzy_sets(metric):
    graph = graph_of(VECTORS, metric=metric)
    directed = np.zeros((200, 200))
    np.put_along_axis(directed, graph.indices.astype(int), one_way(graph).astype(float), axis=1)
    both = dense(drive(membership(graph)))
    np.testing.assert_allclose(both, directed + directed.T - directed * directed.T, atol=1e-6)
    np.testing.assert_array_equal(both, both.T)


def test_duplicates_do_not_drown_the_nearest_other_place():
    vectors = np.repeat(np.eye(4, dtype=np.float32), 3, axis=0)
    vectors[3:] += np.linspace(0, 0.1, 9)[:, None].astype(np.float32)
    strengths = one_way(graph_of(vectors, 5))
    assert np.isfinite(strengths).all()
    np.testing.assert_array_equal(strengths[:3, :3], 1)


def test_all_equal_belong_wholly():
    edges = drive(membership(graph_of(np.ones((20, 3), np.float32), 9)))
    np.testing.assert_array_equal(edges.strengths, 1)


def test_no_edge_is_kept_that_says_nothing():
    edges = drive(united(np.array([[1], [0], [0]], np.int32), np.array([[0.5], [0.5], [0]], np.float32)))
    assert edges.starts.tolist() == [0, 1, 2, 2]
    np.testing.assert_allclose(edges.strengths, 0.75)
