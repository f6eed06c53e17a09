"""Graphs are searched for once, and a larger one answers for a smaller."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import kept
from hyperscope.knn.kept import Graphs
from hyperscope.progress import drive

VECTORS = np.random.default_rng(1).standard_normal((40, 3)).astype(np.float32)


@pytest.fixture
def searches(monkeypatch):
    asked = []

    def counted(dataset, request):
        asked.append(request.k)
        return original(dataset, request)

    original = kept.search
    monkeypatch.setattr(kept, "search", counted)
    return asked


def test_the_largest_graph_answers(searches):
    graphs, data = Graphs(), Dataset("a", VECTORS)
    sizes = [drive(graphs.get(data, GraphRequest(k))).k for k in (5, 3, 8, 8)]
    assert sizes == [5, 3, 8, 8]
    assert searches == [5, 8]


def test_k_beyond_the_data_is_not_searched_for_again(searches):
    graphs, data = Graphs(), Dataset("a", VECTORS[:4])
    for k in (9, 12):
        assert drive(graphs.get(data, GraphRequest(k))).k == 3
    assert searches == [9]


def test_other_data_or_metric_are_other_graphs(searches):
    graphs = Graphs(at_most=2)
    for data, metric in (
        (VECTORS, "euclidean"),
        (VECTORS, "cosine"),
        (VECTORS + 1, "euclidean"),
        (VECTORS, "euclidean"),
    ):
        drive(graphs.get(Dataset("a", data), GraphRequest(5, metric)))
    assert len(searches) == 4, "two are kept, so the first was forgotten"
