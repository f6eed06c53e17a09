"""Nearest to one row: exact against the original vectors, whatever they look like."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, QueryError
from hyperscope.graph import METRICS
from hyperscope.query import nearest
from hyperscope.query.nearest import to_row

RNG = np.random.default_rng(8)
NORMAL = RNG.standard_normal((400, 6)).astype(np.float32)
DATA = {
    "normal": NORMAL,
    "float64": NORMAL.astype(np.float64),
    "float16": NORMAL.astype(np.float16),
    "bytes": RNG.integers(0, 255, (400, 6)).astype(np.uint8),
    "big-endian": NORMAL.astype(">f4"),
    "non-contiguous": np.asfortranarray(NORMAL)[::2],
    "huge": NORMAL * np.float32(1e30),
    "tiny": NORMAL * np.float32(1e-30),
    "far from the origin": NORMAL.astype(np.float64) * 1e-3 + 1e4,
    "duplicates": np.repeat(NORMAL[:40], 10, axis=0),
    "equal rows": np.full((400, 3), 2.5),
}


def loop(data, row, metric):
    v = np.asarray(data, np.float64)
    if metric == "dot":
        return -(v @ v[row])
    if metric == "euclidean":
        return np.sqrt(np.square(v - v[row]).sum(axis=1))
    units = v / np.linalg.norm(v, axis=1, keepdims=True)
    return np.square(units - units[row]).sum(axis=1) / 2


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("row", [0, 137])
def test_equals_all_distances_sorted(name, metric, row, monkeypatch):
    monkeypatch.setattr(nearest, "SPARE", 4)
    data = DATA[name]
    rows, distances = to_row(Dataset("test", data), row, 25, metric)
    wanted = np.delete(loop(data, row, metric), row)
    others = np.delete(np.arange(len(data)), row)
    order = np.lexsort((others, wanted))[:25]
    largest = np.abs(wanted).max()
    np.testing.assert_allclose(distances, wanted[order], rtol=1e-9, atol=1e-12 * largest)
    if name in ("normal", "float64", "duplicates"):
        np.testing.assert_array_equal(rows, others[order])


def test_zero_vectors_are_one_away_in_cosine():
    vectors = NORMAL[:10].copy()
    vectors[[2, 5]] = 0
    data = Dataset("test", vectors)
    rows, distances = to_row(data, 2, 20)
    assert sorted(rows) == [0, 1, 3, 4, 5, 6, 7, 8, 9]
    assert (distances == 1).all()
    rows, distances = to_row(data, 0, 20)
    assert distances[rows == 5] == 1


def test_rows_that_are_not_finite_are_skipped_and_have_none():
    vectors = NORMAL[:20].copy()
    vectors[4, 1], vectors[11, 2] = np.nan, np.inf
    data = Dataset("test", vectors)
    for metric in METRICS:
        rows, _ = to_row(data, 0, 100, metric)
        assert sorted(rows) == [row for row in range(1, 20) if row not in (4, 11)]
        assert len(to_row(data, 4, 5, metric)[0]) == 0


def test_one_row():
    assert len(to_row(Dataset("test", NORMAL[:1]), 0, 5)[0]) == 0


@pytest.mark.parametrize("row", [-1, 400])
def test_a_row_that_is_not_there(row):
    with pytest.raises(QueryError, match="a row from 0 to 399"):
        to_row(Dataset("test", NORMAL), row, 5)


def test_an_unknown_metric():
    with pytest.raises(ParameterError, match="Did you mean 'cosine'"):
        to_row(Dataset("test", NORMAL), 0, 5, "cosin")
