"""One battery for whatever looks at the numbers themselves: neighbours, principal axes, preprocessing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

import hyperscope
from hyperscope.errors import ShapeError

LARGEST = float(np.finfo(np.float32).max)
SHAPES = arrays.array_shapes(min_dims=2, max_dims=2, max_side=12)
SCALES = (1e-45, 1e-38, 1e-30, 1e-3, 1.0, 1e4, 1e30, LARGEST)
LAYOUTS = {
    "as it is": lambda data: data,
    "by columns": np.asfortranarray,
    "every other, backwards": lambda data: np.repeat(data, 2, axis=0)[::2, ::-1],
    "big-endian": lambda data: data.astype(data.dtype.newbyteorder(">")),
    "float64": lambda data: data.astype(np.float64),
    "equal rows": lambda data: np.repeat(data[:1], len(data), axis=0),
    "a constant column": lambda data: np.column_stack([data, np.full(len(data), data.max(), data.dtype)]),
}


@some.composite
def numbers(draw):
    """Small arrays of every kind, at any scale float32 has."""
    shape = draw(SHAPES)
    if draw(some.integers(0, 3)) == 0:
        data = draw(
            arrays.arrays(
                draw(some.sampled_from([np.int64, np.uint8, np.float16])),
                shape,
                elements=some.integers(0, 99),
            )
        )
    else:
        parts = arrays.arrays(np.float64, shape, elements=some.floats(-1, 1, width=32))
        data = (draw(parts) * draw(some.sampled_from(SCALES))).astype(np.float32)
    return LAYOUTS[draw(some.sampled_from(list(LAYOUTS)))](data)


def single(data):
    return np.asarray(data, np.float32).astype(np.float64)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(numbers(), some.integers(1, 14), some.sampled_from(["euclidean", "cosine", "dot"]))
def test_neighbours_are_finite_sorted_and_others(data, k, metric):
    graph = hyperscope.neighbors(data, k, metric)
    n = len(data)
    assert graph.indices.shape == graph.distances.shape == (n, min(k, n - 1))
    assert np.isfinite(graph.distances).all()
    assert (np.diff(graph.distances, axis=1) >= 0).all()
    assert ((graph.indices >= 0) & (graph.indices < n) & (graph.indices != np.arange(n)[:, None])).all()
    assert metric == "dot" or (graph.distances >= 0).all()
    if metric == "euclidean":
        rows = single(data)
        apart = np.sqrt(np.square(rows[:, None] - rows[graph.indices]).sum(axis=2))
        loose = 1e-6 * np.abs(rows).max()
        np.testing.assert_allclose(graph.distances, np.minimum(apart, LARGEST), rtol=1e-5, atol=loose)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(numbers())
def test_principal_components_keep_all_lengths(data):
    layout = hyperscope.project(data, "pca", min(data.shape))
    assert np.isfinite(layout.positions).all()
    assert layout.explained_variance_ratio is not None
    assert (layout.explained_variance_ratio >= 0).all()
    assert layout.explained_variance_ratio.sum() < 1 + 1e-5
    rows = single(data)
    centred = rows - rows.mean(axis=0)
    wanted = np.sqrt(np.square(centred).sum(axis=1))
    if wanted.max() < LARGEST:
        got = np.sqrt(np.square(layout.positions.astype(np.float64)).sum(axis=1))
        np.testing.assert_allclose(got, wanted, rtol=1e-3, atol=1e-5 * np.abs(rows).max() + 1e-44)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(numbers(), some.sampled_from(["unit", "sphereize", "zscore"]))
def test_what_is_normalised_is_finite_and_of_its_length(data, how):
    before = np.array(data)
    rows = hyperscope.prepare(data, normalize=how).vectors.astype(np.float64)
    np.testing.assert_array_equal(data, before)
    assert np.isfinite(rows).all()
    if how == "zscore":
        spread = rows.std(axis=0)
        assert np.all((np.abs(spread - 1) < 1e-3) | (spread == 0))
        assert (spread[single(data).std(axis=0) == 0] == 0).all()
    else:
        lengths = np.sqrt(np.square(rows).sum(axis=1))
        assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))


@pytest.mark.parametrize("how", ["sphereize", "zscore"])
def test_equal_rows_have_no_direction(how):
    assert not hyperscope.prepare(np.full((7, 3), np.float32(0.1)), normalize=how).vectors.any()


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (0, 0)])
def test_nothing_at_all_is_refused(shape):
    with pytest.raises(ShapeError, match="at least one row and one column"):
        hyperscope.neighbors(np.empty(shape), 3)
    with pytest.raises(ShapeError, match="at least one row and one column"):
        hyperscope.prepare(np.empty(shape))


@pytest.mark.parametrize("metric", ["euclidean", "cosine", "dot"])
def test_numbers_at_both_ends_of_float32_are_told_apart(metric):
    rows = np.array([[1, 0], [2, 0.1], [0.1, 3], [0, 2]], np.float32) / 3
    both = np.concatenate([rows * np.float32(1e-30), rows * np.float32(LARGEST)])
    graph = hyperscope.neighbors(both, 1, metric)
    assert np.isfinite(graph.distances).all()
    if metric == "cosine":
        assert all(one % 4 in (row % 4, (row % 4) ^ 1) for row, (one,) in enumerate(graph.indices))
