"""Affinities: the perplexity asked for is the perplexity reached."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import search
from hyperscope.progress import drive
from hyperscope.projections.tsne.affinities import affinities

VECTORS = np.random.default_rng(2).standard_normal((300, 6)).astype(np.float32)


def graph_of(vectors, k=90, metric="euclidean"):
    return drive(search(Dataset("test", vectors), GraphRequest(k, metric)))


@pytest.mark.parametrize("perplexity", [1.5, 5, 30, 80])
@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_perplexity_asked_is_perplexity_reached(perplexity, scale):
    _, reached = drive(affinities(graph_of(VECTORS * np.float32(scale)), perplexity))
    np.testing.assert_allclose(reached, perplexity, rtol=1e-3)


@pytest.mark.parametrize("metric", ["euclidean", "cosine", "dot"])
def test_p_is_symmetric_and_sums_to_one(metric):
    p, _ = drive(affinities(graph_of(VECTORS, metric=metric), 10))
    dense = np.zeros((300, 300))
    for row in range(300):
        edges = slice(p.starts[row], p.starts[row + 1])
        dense[row, p.indices[edges]] = p.values[edges]
    np.testing.assert_allclose(dense, dense.T, atol=1e-9)
    assert dense.sum() == pytest.approx(1)
    assert (np.diag(dense) == 0).all()


def test_duplicates_share_evenly_and_say_so():
    p, reached = drive(affinities(graph_of(np.ones((20, 3), np.float32), 9), 3))
    np.testing.assert_allclose(reached, 9, rtol=1e-5)
    assert np.isfinite(p.values).all()


def test_a_perplexity_beyond_the_neighbours_ends_evenly():
    _, reached = drive(affinities(graph_of(VECTORS, 5), 50))
    assert (reached <= 5.001).all()
    assert np.isfinite(reached).all()


def test_renumbering_moves_rows_and_names_together():
    p, _ = drive(affinities(graph_of(VECTORS, 15), 5))
    order = np.random.default_rng(0).permutation(300)
    moved = drive(p.renumbered(order))
    row = 17
    old = slice(p.starts[order[row]], p.starts[order[row] + 1])
    new = slice(moved.starts[row], moved.starts[row + 1])
    np.testing.assert_array_equal(order[moved.indices[new]], p.indices[old])
    np.testing.assert_array_equal(moved.values[new], p.values[old])
