"""Centred, of unit length, in deviations: recorded, never in place, and the same for rows that come later."""

import numpy as np
import pytest

import hyperscope
from hyperscope import preprocess
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.progress import drive

RNG = np.random.default_rng(8)
VECTORS = (RNG.standard_normal((90, 7)) * [1, 5, 9, 1, 1, 1, 0] + 3).astype(np.float32)


def normalized(vectors, name):
    data = Dataset("test", vectors)
    return drive(drive(preprocess.learn(data, name)).apply(data))


@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_sphereize_puts_every_row_on_a_sphere_about_the_mean(scale):
    sphere = normalized(VECTORS * np.float32(scale), "sphereize")
    centred = VECTORS.astype(float) - VECTORS.mean(axis=0, dtype=float)
    wanted = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    np.testing.assert_allclose(sphere.vectors, wanted, atol=1e-5)
    assert sphere.history == ("centred, then unit length",)


@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_zscore_leaves_constant_columns_at_0(scale):
    vectors = normalized(VECTORS * np.float32(scale), "zscore").vectors
    np.testing.assert_allclose(vectors.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(vectors.std(axis=0), [1, 1, 1, 1, 1, 1, 0], atol=1e-4)


@pytest.mark.parametrize("scale", [1e-30, 1.0, 1e30])
def test_unit_length_at_any_scale_and_zeros_stay(scale):
    vectors = VECTORS * np.float32(scale)
    vectors[4] = 0
    lengths = np.linalg.norm(normalized(vectors, "unit").vectors, axis=1)
    np.testing.assert_allclose(np.delete(lengths, 4), 1, rtol=1e-5)
    assert lengths[4] == 0


@pytest.mark.parametrize("name", ["unit", "sphereize", "zscore"])
def test_rows_that_are_not_finite_teach_nothing_and_stay(name):
    vectors = VECTORS.copy()
    vectors[3], vectors[8, 2] = np.nan, np.inf
    whole = normalized(vectors, name).vectors
    np.testing.assert_array_equal(
        np.delete(whole, [3, 8], axis=0), normalized(np.delete(vectors, [3, 8], axis=0), name).vectors
    )
    assert not np.isfinite(whole[[3, 8]]).all(axis=1).any()


@pytest.mark.parametrize("name", ["unit", "sphereize", "zscore"])
def test_what_was_learnt_is_done_to_new_rows_alike(name):
    old = Dataset("old", VECTORS)
    scaling = drive(preprocess.learn(old, name))
    new = drive(scaling.apply(Dataset("new", VECTORS[:5])))
    np.testing.assert_array_equal(new.vectors, drive(scaling.apply(old)).vectors[:5])
    assert old.history == ()


def test_nothing_asked_nothing_done():
    data = Dataset("test", VECTORS)
    assert drive(drive(preprocess.learn(data, "none")).apply(data)) is data
    with pytest.raises(ParameterError, match="Did you mean 'sphereize'"):
        drive(preprocess.learn(data, "spherize"))


def test_the_first_dimensions_are_no_copy():
    data = Dataset("test", VECTORS)
    first = preprocess.truncate(data, 3)
    assert (first.d, first.history) == (3, ("first 3 of 7 dimensions",))
    assert np.shares_memory(first.vectors, VECTORS)
    assert preprocess.truncate(data, 0) is preprocess.truncate(data, 7) is data
    with pytest.raises(ParameterError, match="up to 7 of them, got 8"):
        preprocess.truncate(data, 8)


def test_a_projection_is_that_of_the_vectors_prepared_by_hand():
    sphere = normalized(VECTORS[:, :5], "sphereize").vectors
    layout = hyperscope.project(VECTORS, "pca", 2, normalize="sphereize", truncate=5)
    np.testing.assert_allclose(layout.positions, hyperscope.project(sphere, "pca", 2).positions, atol=1e-6)
    assert layout.params["normalize"] == "sphereize"
    assert layout.notes == (
        "The vectors were changed first: first 5 of 7 dimensions; centred, then unit length.",
    )


def test_isolated_rows_keep_the_vectors_they_have_in_the_whole():
    some = np.array([5, 6, 7, 30])
    sphere = normalized(VECTORS, "sphereize").vectors
    few = hyperscope.project(VECTORS, "pca", 2, normalize="sphereize", rows=some)
    assert np.flatnonzero(np.isfinite(few.positions[:, 0])).tolist() == some.tolist()
    np.testing.assert_allclose(
        few.positions[some], hyperscope.project(sphere[some], "pca", 2).positions, atol=1e-6
    )
