"""Approximate neighbours: as good as they say, and exact where that costs no more."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import approximate, clusters, exact, joining, search
from hyperscope.knn.choose import choose
from hyperscope.knn.points import Held
from hyperscope.progress import Progress, drive

RNG = np.random.default_rng(5)
CENTRES = RNG.standard_normal((60, 16)) * 4
GROUPED = (CENTRES[RNG.integers(0, 60, 6_000)] + RNG.standard_normal((6_000, 16))).astype(np.float32)


@pytest.fixture(autouse=True)
def small_clusters(monkeypatch):
    monkeypatch.setattr(clusters, "POINTS_IN_A_CLUSTER", 64)


def graph_of(vectors, k, metric="euclidean", exact: bool | None = False):
    return drive(search(Dataset("test", vectors), GraphRequest(k, metric), exact))


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
@pytest.mark.parametrize("k", [1, 15, 90])
def test_the_recall_told_is_the_recall_there_is(k, metric):
    found, truth = graph_of(GROUPED, k, metric), graph_of(GROUPED, k, metric, exact=True)
    kept = np.mean(
        [np.isin(one, other).mean() for one, other in zip(found.indices, truth.indices, strict=True)]
    )
    assert not found.exact
    assert kept > 0.985
    assert found.recall == pytest.approx(kept, abs=0.01)
    assert (np.diff(found.distances, axis=1) >= 0).all()
    assert (found.indices != np.arange(6_000)[:, None]).all()
    np.testing.assert_allclose(found.distances[:, 0].min(), truth.distances[:, 0].min(), rtol=1e-5, atol=1e-7)


def test_distances_are_those_of_the_rows_named():
    found = graph_of(GROUPED, 12)
    rows = np.arange(0, 6_000, 601)
    gaps = GROUPED[rows, None].astype(float) - GROUPED[found.indices[rows]]
    np.testing.assert_allclose(found.distances[rows], np.linalg.norm(gaps, axis=2), rtol=1e-5)


def test_the_same_every_time():
    one, same = graph_of(GROUPED, 10), graph_of(GROUPED, 10)
    np.testing.assert_array_equal(one.indices, same.indices)
    assert one.recall == same.recall


def test_data_without_clusters_are_searched_exactly():
    noise = RNG.standard_normal((2_500, 60)).astype(np.float32)
    found = graph_of(noise, 20)
    assert (found.exact, found.recall) == (True, 1.0)
    np.testing.assert_array_equal(found.indices, graph_of(noise, 20, exact=True).indices)


def test_duplicates_and_rows_that_are_not_finite():
    vectors = np.repeat(GROUPED[:100], 30, axis=0)
    vectors[7] = np.nan
    found = graph_of(vectors, 10)
    assert (found.indices[7] == -1).all()
    kept = np.delete(found.distances, 7, axis=0)
    assert (kept == 0).mean() > 0.98
    assert not (found.indices[:7] == 7).any()


def test_equal_rows_and_more_neighbours_than_a_cluster_holds():
    assert (graph_of(np.ones((3_000, 4), np.float32), 5).distances == 0).all()
    assert (graph_of(GROUPED, 400).indices >= 0).all()


def test_looking_through_clusters_can_be_left_on_the_way_and_finds_the_same(monkeypatch):
    def looks():
        work, count = search(Dataset("test", GROUPED), GraphRequest(10), exact=False), 0
        try:
            while True:
                count += next(work).stage == exact.STAGE
        except StopIteration as end:
            return count, end.value.indices

    rarely, one = looks()
    monkeypatch.setattr(approximate, "PAIRS_AT_ONCE", 100_000)
    often, same = looks()
    assert often >= rarely + 5
    np.testing.assert_array_equal(one, same)


def test_it_can_be_left_between_any_two_pieces():
    work = search(Dataset("test", GROUPED), GraphRequest(10), exact=False)
    reports = [next(work) for _ in range(6)]
    work.close()
    assert all(isinstance(report, Progress) for report in reports)


@pytest.mark.parametrize(("n", "d", "metric", "asked", "exact"), [
    (10_000, 50, "euclidean", None, True), (70_000, 50, "euclidean", None, False), (70_000, 50, "cosine", None, False),
    (70_000, 50, "dot", None, True), (70_000, 3_000, "euclidean", None, True), (70_000, 50, "euclidean", True, True),
    (5_000, 5, "dot", False, False), (500, 5, "euclidean", False, True),
])  # fmt: skip
def test_what_is_chosen(n, d, metric, asked, exact):
    assert choose(n, d, metric, asked) is exact


def test_every_point_is_in_one_cluster():
    found = drive(clusters.gather(Held(GROUPED), 0))
    assert sorted(found.order) == list(range(6_000))
    assert (found.bounds[0], found.bounds[-1]) == (0, 6_000)
    assert all(cluster in near for cluster, near in enumerate(drive(found.near(5, inner=False))))
    assert drive(found.near(1_000, inner=True)).shape == (found.count, found.count)


def test_asking_neighbours_for_theirs_finds_the_rest():
    truth = graph_of(GROUPED, 10, exact=True)
    order = np.random.default_rng(2).random(truth.indices.shape).argsort(axis=1)
    some = np.sort(order[:, :7])  # 7 of 10 true neighbours, and 3 farther ones
    farther = graph_of(GROUPED, 40, exact=True)
    indices = np.hstack([np.take_along_axis(truth.indices, some, 1), farther.indices[:, -3:]])
    distances = np.hstack([np.take_along_axis(truth.distances, some, 1), farther.distances[:, -3:]]) ** 2
    found, squared = drive(joining.refined(Held(GROUPED), indices, distances, inner=False))
    kept = [np.isin(one, other).mean() for one, other in zip(found, truth.indices, strict=True)]
    assert np.mean(kept) > 0.97
    gaps = GROUPED[:, None] - GROUPED[found]
    np.testing.assert_allclose(squared, np.square(gaps).sum(axis=2), rtol=1e-5)


def test_rows_whose_clusters_hold_too_few_are_given_all(monkeypatch):
    monkeypatch.setattr(approximate, "FEWEST_CLUSTERS", 1)
    monkeypatch.setattr(approximate, "LOOKED_UP_OF_MANY", 0.0)
    found = graph_of(GROUPED, 200)
    assert not found.exact
    assert ((found.indices >= 0) & (found.indices < 6_000)).all()
    assert (np.diff(np.sort(found.indices, axis=1)) > 0).all(), "nobody twice"


def test_neighbours_too_hard_to_find_are_found_in_part_and_said_so(monkeypatch):
    monkeypatch.setattr(approximate, "PAIRS_AT_MOST", 300)
    monkeypatch.setattr(approximate, "PASSES", 0)
    noise = np.random.default_rng(4).standard_normal((2_500, 30)).astype(np.float32)
    found, truth = graph_of(noise, 10), graph_of(noise, 10, exact=True)
    kept = np.mean(
        [np.isin(one, other).mean() for one, other in zip(found.indices, truth.indices, strict=True)]
    )
    assert not found.exact
    assert found.recall < 0.7
    assert found.recall == pytest.approx(kept, abs=0.05)
