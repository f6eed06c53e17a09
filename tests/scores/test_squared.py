"""Squared distances are those of a plain double loop, whatever they are made of."""

import numpy as np
import pytest

from hyperscope.progress import drive
from hyperscope.scores import squared
from hyperscope.scores.squared import Squared


def space(n, p, dtype):
    spread = np.random.default_rng(n + p).standard_normal((n, p))
    return (spread / np.abs(spread).max()).astype(dtype)


def plain(points, rows):
    wide = points.astype(np.float64)
    found = np.square(wide[rows][:, None] - wide[None]).sum(axis=2)
    found[np.arange(len(rows)), rows] = np.inf
    return found


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("n", "p"), [(3, 1), (700, 2), (700, 3), (700, 4), (900, 50), (300, 2_000)])
def test_they_are_a_plain_loops(n, p, dtype):
    points = space(n, p, dtype)
    distances = Squared(points, 64)
    for rows in (np.arange(min(n, 64)), np.array([n - 1, 0])):  # the second in the room of the first
        found = drive(distances.of(rows))
        assert found.dtype == dtype
        np.testing.assert_allclose(found, plain(points, rows), rtol=1e-6 if dtype == np.float32 else 1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("p", [2, 4, 50, 784, 3_000])
def test_equal_points_are_0_apart_and_no_others(p, dtype):
    once = space(100, p, dtype)
    rows = np.arange(64)
    found = drive(Squared(np.concatenate([once, once[::-1], once]), 64).of(rows))
    equal = np.zeros((64, 300), bool)
    equal[rows, 199 - rows] = equal[rows, 200 + rows] = True
    np.testing.assert_array_equal(found == 0, equal)


def test_wide_rows_can_be_left_between_pieces(monkeypatch):
    monkeypatch.setattr(squared, "PRODUCTS_AT_ONCE", 1)
    assert len(list(Squared(space(2_000, 100, np.float64), 64).of(np.arange(64)))) >= 4
