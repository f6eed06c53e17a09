"""What every keeper of the best scores promises: the same as sorting all that was offered."""

from itertools import pairwise

import numpy as np
import pytest

from hyperscope.kernels.pool import Pool
from hyperscope.knn.few import Scores

M, ROWS, KEEP = 150, 9, 12
MADE = {"pool": lambda rows, keep: Pool(rows, keep), "scores": lambda rows, keep: Scores(rows, keep, M)}
SCORES = np.random.default_rng(5).standard_normal((ROWS, M)).astype(np.float32)
OF = np.arange(3, 3 + ROWS)  # the rows' own columns, which are never theirs


@pytest.fixture(params=sorted(MADE))
def made(request):
    return MADE[request.param]


def offered(keeper, scores, portions=(0, 40, 41, M)):
    for first, last in pairwise(portions):
        keeper.offer(scores[:, first:last].copy(), np.arange(ROWS), OF, first)
    return keeper


def best(scores, keep):
    others = scores.copy()
    others[np.arange(ROWS), OF] = -np.inf
    return np.sort(np.argsort(-others, axis=1, kind="stable")[:, :keep], axis=1)


@pytest.mark.parametrize("keep", [1, KEEP, M - 1])
def test_the_highest_are_kept_whatever_portions_they_come_in(made, keep):
    keeper = offered(made(ROWS, keep), SCORES)
    np.testing.assert_array_equal(np.sort(keeper.settle(0, ROWS), axis=1), best(SCORES, keep))


def test_rows_are_settled_a_few_at_a_time(made):
    keeper = offered(made(ROWS, KEEP), SCORES)
    found = np.concatenate([keeper.settle(0, 4), keeper.settle(4, ROWS)])
    np.testing.assert_array_equal(np.sort(found, axis=1), best(SCORES, KEEP))


def test_nothing_that_was_left_out_is_above_what_is_told(made):
    keeper = offered(made(ROWS, KEEP), SCORES)
    kept = keeper.settle(0, ROWS)
    others = SCORES.copy()
    others[np.arange(ROWS), OF] = -np.inf
    np.put_along_axis(others, kept, -np.inf, axis=1)
    assert (others.max(axis=1) <= keeper.highest_left_out).all()
    assert (keeper.highest_left_out <= np.take_along_axis(SCORES, kept, 1).min(axis=1)).all()


def test_of_equal_scores_as_many_as_are_wanted_are_kept(made):
    kept = offered(made(ROWS, KEEP), np.zeros((ROWS, M), np.float32)).settle(0, ROWS)
    assert [len(set(row)) for row in kept.tolist()] == [KEEP] * ROWS
    assert not (kept == OF[:, None]).any()


def test_rows_are_offered_columns_by_themselves_and_can_be_emptied(made):
    keeper = made(ROWS, KEEP)
    places = np.array([1, 6])
    keeper.offer(SCORES[places].copy(), places, OF, 0)
    assert (keeper.filled[places] >= KEEP).all()
    assert (np.delete(keeper.filled, places) == 0).all()
    np.testing.assert_array_equal(np.sort(keeper.settle(1, 2), axis=1), best(SCORES, KEEP)[1:2])
    keeper.empty(places)
    assert (keeper.filled == 0).all()
    keeper.offer(-SCORES[places], places, OF, 0)
    np.testing.assert_array_equal(np.sort(keeper.settle(6, 7), axis=1), best(-SCORES, KEEP)[6:7])
