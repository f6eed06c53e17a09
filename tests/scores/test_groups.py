"""Distances between groups: kept, lost, and which pairs lie."""

import numpy as np
import pytest
from scipy.spatial.distance import pdist
from scipy.stats import spearmanr

import hyperscope

RNG = np.random.default_rng(11)
CENTRES = np.array([[0, 0, 0], [10, 0, 0], [0, 25, 0], [3, 3, 60], [150, 1, 2]], float)
LABELS = np.repeat(list("abcde"), 40)
DATA = (np.repeat(CENTRES, 40, axis=0) + RNG.standard_normal((200, 3))).astype(np.float32)


def centroids(space):
    return np.array([space[name == LABELS].mean(axis=0) for name in "abcde"])


def test_a_copy_keeps_every_distance():
    quality = hyperscope.quality(DATA, DATA, labels=LABELS)
    assert quality["group_distance_correlation"] == pytest.approx(1)
    assert np.nanmin(quality.per_point["group_distance_correlation"]) == pytest.approx(1)
    assert all(pair.in_data == pytest.approx(pair.in_layout) for pair in quality.worst_pairs)


def test_it_is_spearmans_correlation_of_the_centroids():
    flat = RNG.standard_normal((200, 2)) + DATA[:, 1:]
    wanted = spearmanr(pdist(centroids(DATA)), pdist(centroids(flat))).statistic
    assert hyperscope.quality(DATA, flat, labels=LABELS)["group_distance_correlation"] == pytest.approx(
        wanted
    )


def test_the_pair_that_was_torn_apart_is_named_first():
    torn = DATA.copy()
    torn[LABELS == "b"] += 5_000  # a and b are nearest in the data
    quality = hyperscope.quality(DATA, torn[:, :2], labels=LABELS)
    worst = quality.worst_pairs[0]
    assert {worst.one, worst.other} == {"a", "b"}
    assert (worst.in_data, worst.in_layout > 0.5) == (0, True)
    assert "farther apart than they are" in str(worst)
    own = quality.per_point["group_distance_correlation"]
    assert own[LABELS == "b"].max() < own[LABELS == "c"].min()


def test_pairs_are_ordered_from_the_worst():
    quality = hyperscope.quality(DATA, RNG.standard_normal((200, 2)), labels=LABELS)
    moved = [abs(pair.in_data - pair.in_layout) for pair in quality.worst_pairs]
    assert moved == sorted(moved, reverse=True)
    assert len(moved) == 10


def test_rows_without_a_group_are_not_measured():
    labels = LABELS.astype(object)
    labels[:40], labels[45] = "", "alone"
    own = hyperscope.quality(DATA, DATA, labels=labels).per_point["group_distance_correlation"]
    assert np.flatnonzero(np.isnan(own)).tolist() == [*range(40), 45]


@pytest.mark.parametrize("labels", [["a"] * 200, ["a", "b"] * 100, [str(row) for row in range(200)]])
def test_fewer_than_three_groups_have_no_such_score(labels):
    quality = hyperscope.quality(DATA, DATA[:, :2], labels=labels)
    assert "group_distance_correlation" not in quality.scores
    assert quality.worst_pairs == ()
