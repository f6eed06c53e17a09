"""Neighbours of rows that are left in their file: those of the same rows in memory."""

import numpy as np
import pytest

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.graph import METRICS, GraphRequest
from hyperscope.knn import approximate, joining, points, room, search, vectors
from hyperscope.progress import drive

RNG = np.random.default_rng(8)
CENTRES = RNG.standard_normal((60, 16)) * 4
GROUPED = CENTRES[RNG.integers(0, 60, 6_000)] + RNG.standard_normal((6_000, 16))
GROUPED[[70, 71, 3_000]] = 0


def both(tmp_path, monkeypatch, array, k, metric, exact):
    """The graph of an array, and of the file that it is in, where there is no room for copies."""
    held = drive(search(Dataset("held", array), GraphRequest(k, metric), exact))
    np.save(tmp_path / "rows.npy", array)
    monkeypatch.setattr(vectors, "room", lambda: 0)
    monkeypatch.setattr(vectors, "_copied", None)
    monkeypatch.setattr(points, "FETCHED_AT_ONCE", 8_000)
    return held, drive(search(hyperscope.read(tmp_path / "rows.npy"), GraphRequest(k, metric), exact))


def assert_same(one, other):
    assert (one.exact, one.recall, one.notes) == (other.exact, other.recall, other.notes)
    np.testing.assert_array_equal(one.indices, other.indices)
    np.testing.assert_array_equal(one.distances, other.distances)


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16, np.int8])
def test_they_are_the_same_as_in_memory(tmp_path, monkeypatch, dtype, metric, exact):
    array = np.round(GROUPED).astype(dtype) if dtype is np.int8 else GROUPED.astype(dtype)
    assert_same(*both(tmp_path, monkeypatch, array, 15, metric, exact))


@pytest.mark.parametrize("exact", [True, False])
@pytest.mark.parametrize("metric", METRICS)
def test_rows_that_are_not_finite_and_numbers_far_from_one(tmp_path, monkeypatch, metric, exact):
    array = (GROUPED * 1e30).astype(np.float32)
    array[[0, 17, 5_999], 3] = np.nan, np.inf, -np.inf
    assert_same(*both(tmp_path, monkeypatch, array, 12, metric, exact))


def test_many_neighbours_and_columns_one_after_the_other(tmp_path, monkeypatch):
    array = np.asfortranarray(GROUPED.astype(np.float32))
    assert_same(*both(tmp_path, monkeypatch, array, 90, "euclidean", False))


def test_rows_that_products_cannot_tell_apart(tmp_path, monkeypatch):
    """All are searched again by differences, piece by piece."""
    array = np.where(np.arange(3_000)[:, None] < 1_500, 1e4, -1e4) + GROUPED[:3_000] * 1e-2
    assert_same(*both(tmp_path, monkeypatch, array, 10, "euclidean", True))


def test_as_few_points_as_numpy_searches(tmp_path, monkeypatch):
    assert_same(*both(tmp_path, monkeypatch, GROUPED[:300], 10, "cosine", None))


def test_points_whose_clusters_hold_too_few_are_given_all(tmp_path, monkeypatch):
    monkeypatch.setattr(approximate, "FEWEST_CLUSTERS", 1)
    monkeypatch.setattr(approximate, "LOOKED_UP_OF_MANY", 0.0)
    assert_same(*both(tmp_path, monkeypatch, GROUPED.astype(np.float32), 200, "euclidean", False))


def test_asking_goes_on_where_few_can_be_fetched_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(approximate, "LOOKED_UP", 0.5)
    monkeypatch.setattr(joining, "ROWS_IN_A_PIECE", 700)
    assert_same(*both(tmp_path, monkeypatch, GROUPED.astype(np.float32), 10, "euclidean", False))


def test_room_is_what_a_limit_leaves(monkeypatch):
    resource = pytest.importorskip("resource")
    free = room.room()
    assert free > 0
    monkeypatch.setattr(resource, "getrlimit", lambda which: (1_000, 1_000))
    assert room.room() == 0
