"""Who is near whom: as sorting all distances tells it, equal ones by row."""

import numpy as np
import pytest

from hyperscope.progress import drive
from hyperscope.scores import neighborhoods, squared
from hyperscope.scores.neighborhoods import compare


def normal(n, axes):
    return np.random.default_rng(n + axes).standard_normal((n, axes))


def sorted_out(points, row):
    """All other rows, nearest first, and each row's rank."""
    wide = points.astype(np.float64)
    order = np.argsort(np.square(wide - wide[row]).sum(axis=1), kind="stable")
    order = np.append(order[order != row], row)
    ranks = np.empty(len(points), int)
    ranks[order] = np.arange(1, len(points) + 1)
    return order, ranks


def check(data, layout, rows, k, votes):
    near = drive(compare(data, layout, rows, k, votes))
    for at, row in enumerate(rows):
        (in_data, data_ranks), (in_layout, layout_ranks) = sorted_out(data, row), sorted_out(layout, row)
        assert near.in_data[at].tolist() == in_data[:k].tolist()
        assert near.in_layout[at].tolist() == in_layout[:k].tolist()
        assert near.layout_wide[at].tolist() == in_layout[:votes].tolist()
        assert near.layout_ranks_of_data[at].tolist() == layout_ranks[in_data[:k]].tolist()
        assert near.data_ranks_of_layout[at].tolist() == data_ranks[in_layout[:k]].tolist()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("n", "k", "votes"), [(700, 15, 10), (700, 3, 10), (41, 20, 10), (3_000, 1, 1)])
def test_neighbours_and_ranks_are_those_of_sorting(dtype, n, k, votes, monkeypatch):
    monkeypatch.setattr(neighborhoods, "ROWS_AT_ONCE", 7)
    data = normal(n, 6).astype(dtype)
    check(data, data[:, :2].copy(), np.arange(n % 20, n, n // 20), k, votes)


def test_equal_distances_in_the_layout_are_ranked_by_row():
    data, lattice = normal(400, 6), np.round(normal(400, 2))
    check(data, lattice, np.arange(50), 15, 10)
    check(data, np.zeros((400, 2)), np.arange(50), 15, 10)


@pytest.mark.parametrize("axes", [1, 8])
def test_order_is_that_of_float64_where_float32_sees_no_difference(axes):
    apart = 1 + np.arange(40)[::-1] * 1e-11
    points = np.zeros((41, axes))
    points[1:, 0] = apart
    near = drive(compare(points, points[:, :1].copy(), np.array([0]), 15, 10))
    assert near.in_data[0].tolist() == near.in_layout[0].tolist() == list(range(40, 25, -1))
    assert near.data_ranks_of_layout[0].tolist() == list(range(1, 16))


def test_work_can_be_left_between_blocks_of_rows():
    points = normal(300, 2)
    reports = list(compare(points, points, np.arange(300), 15, 10))
    assert len(reports) > 2 * 300 / squared.ROWS_AT_ONCE
