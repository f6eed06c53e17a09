"""Exact neighbours: equal to a double loop, whatever the data look like."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.graph import METRICS, GraphRequest
from hyperscope.knn import exact, few, search
from hyperscope.progress import Progress, drive


@pytest.fixture(autouse=True, params=[0, few.FEW], ids=["many", "few"])
def way(request, monkeypatch):
    """Small cases are searched as many points are, too."""
    monkeypatch.setattr(few, "FEW", request.param)


def graph_of(vectors, k, metric="euclidean"):
    return drive(search(Dataset("test", np.asarray(vectors)), GraphRequest(k, metric)))


def loop(vectors, k, metric):
    """The obvious way: all distances in float64, sorted by (distance, index)."""
    v = np.asarray(vectors, np.float64)
    if metric == "dot":
        distances = -v @ v.T
    elif metric == "euclidean":
        distances = np.sqrt(np.square(v[:, None] - v[None]).sum(axis=2))
    else:
        lengths = np.linalg.norm(v, axis=1)
        both = np.outer(lengths, lengths)
        distances = np.clip(1 - np.divide(v @ v.T, both, out=np.zeros_like(both), where=both > 0), 0, None)
    np.fill_diagonal(distances, np.inf)
    indices = np.lexsort((np.broadcast_to(np.arange(len(v)), distances.shape), distances), axis=1)[:, :k]
    return indices, np.take_along_axis(distances, indices, 1)


RNG = np.random.default_rng(3)
NORMAL = RNG.standard_normal((300, 7)).astype(np.float32)
DATA = {
    "normal": NORMAL,
    "float64": NORMAL.astype(np.float64),
    "float16": NORMAL.astype(np.float16),
    "integers": RNG.integers(-50, 50, (300, 5)),
    "bytes": RNG.integers(0, 255, (200, 9)).astype(np.uint8),
    "big-endian": NORMAL.astype(">f4"),
    "non-contiguous": np.asfortranarray(NORMAL)[::2, ::-1],
    "huge": NORMAL * np.float32(1e30),
    "tiny": NORMAL * np.float32(1e-30),
    "far from the origin": NORMAL.astype(np.float64) + 1e4,
    "one column": NORMAL[:, :1],
    "two far, tight clusters": np.where(np.arange(300)[:, None] < 150, 1e4, -1e4) + NORMAL * 1e-2,
}


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
@pytest.mark.parametrize("name", DATA)
def test_equals_the_double_loop(name, metric):
    data = DATA[name]
    found = graph_of(data, 10, metric)
    _, distances = loop(np.asarray(data, np.float32), 10, metric)
    loose = np.abs(distances).max() * 1e-6 + (2e-7 if metric == "cosine" else 0)
    np.testing.assert_allclose(found.distances, distances, rtol=2e-5, atol=loose)
    rows = np.arange(len(data))[:, None]
    assert (found.indices != rows).all()
    assert found.indices.dtype == np.int32
    assert found.distances.dtype == np.float32


def test_dot_equals_the_double_loop():
    found = graph_of(NORMAL, 10, "dot")
    indices, distances = loop(NORMAL, 10, "dot")
    np.testing.assert_array_equal(found.indices, indices)
    np.testing.assert_allclose(found.distances, distances, rtol=1e-5)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("k", [1, 4, 5, 500])
def test_k_is_cut_to_the_others(k, metric):
    found = graph_of(NORMAL[:5], k, metric)
    assert found.indices.shape == found.distances.shape == (5, min(k, 4))
    assert (np.sort(found.indices)[:, :] >= 0).all()


@pytest.mark.parametrize("metric", METRICS)
def test_one_row_has_no_neighbours(metric):
    assert graph_of(NORMAL[:1], 3, metric).indices.shape == (1, 0)


def test_duplicates_are_neighbours_at_distance_0_in_order_of_their_rows():
    vectors = np.repeat(NORMAL[:20], 30, axis=0)
    found = graph_of(vectors, 12)
    assert (found.distances == 0).all()
    for row in (0, 31, 599):
        twins = [other for other in range(row // 30 * 30, row // 30 * 30 + 30) if other != row]
        assert found.indices[row].tolist() == twins[:12]


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_equal_rows_throughout(metric):
    found = graph_of(np.full((50, 4), 3.7), 6, metric)
    assert (found.distances == 0).all()
    assert found.indices[10].tolist() == [0, 1, 2, 3, 4, 5]


def test_zero_vectors_are_one_away_from_everything_in_cosine():
    vectors = NORMAL[:40].copy()
    vectors[[3, 9]] = 0
    found = graph_of(vectors, 39, "cosine")
    assert (found.distances >= 0).all()
    others = found.distances[3][found.indices[3] != 9]
    np.testing.assert_allclose(others, 1, rtol=1e-6)


def test_rows_that_are_not_finite_are_nobodys_neighbours():
    vectors = NORMAL[:50].copy()
    vectors[7, 2], vectors[20, 0] = np.nan, -np.inf
    found = graph_of(vectors, 49)
    assert (found.indices[[7, 20]] == -1).all()
    assert np.isinf(found.distances[[7, 20]]).all()
    assert not np.isin(found.indices, [7, 20]).any()
    assert (found.indices[0, :47] >= 0).all()
    assert found.indices[0, 47:].tolist() == [-1, -1]
    assert "2 rows" in found.notes[0]


def test_all_rows_unusable():
    found = graph_of(np.full((4, 3), np.nan), 2)
    assert (found.indices == -1).all()


def test_small_blocks_say_the_same_and_can_be_left_between_any_two(monkeypatch):
    whole = graph_of(NORMAL, 9)
    monkeypatch.setattr(exact, "FLOP_IN_A_PIECE", 2e5)
    monkeypatch.setattr(exact, "ROWS_IN_A_BLOCK", 130)
    np.testing.assert_array_equal(graph_of(NORMAL, 9).indices, whole.indices)
    work = search(Dataset("test", NORMAL), GraphRequest(9))
    reports = [next(work) for _ in range(4)]
    work.close()
    assert all(isinstance(report, Progress) for report in reports)


@pytest.mark.parametrize(
    ("k", "metric", "words"), [(0, "euclidean", "at least one"), (3, "cosin", "Did you mean 'cosine'")]
)
def test_refusals(k, metric, words):
    with pytest.raises(ParameterError, match=words):
        graph_of(NORMAL, k, metric)
