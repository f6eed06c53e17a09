"""Fewer dimensions: distances kept as well as they can be, recorded, never in place."""

import numpy as np

from hyperscope import preprocess
from hyperscope.dataset import Dataset
from hyperscope.progress import drive

RNG = np.random.default_rng(4)
DATA = Dataset("test", (RNG.standard_normal((120, 5)) @ RNG.standard_normal((5, 40)) + 2).astype(np.float32))


def distances(vectors):
    return np.linalg.norm(vectors[:, None].astype(float) - vectors[None], axis=2)


def test_distances_survive_where_the_data_have_no_more_dimensions():
    reduced = drive(preprocess.reduce(DATA, 5))
    assert reduced.vectors.shape == (120, 5)
    np.testing.assert_allclose(distances(reduced.vectors), distances(DATA.vectors), atol=1e-3)


def test_angles_survive_without_centring():
    reduced = drive(preprocess.reduce(DATA, 6, angles=True))
    np.testing.assert_allclose(reduced.vectors @ reduced.vectors.T, _cosines(DATA.vectors), atol=1e-4)


def _cosines(vectors):
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return units @ units.T


def test_it_is_recorded_and_the_fingerprint_knows():
    before = DATA.vectors.copy()
    reduced = drive(preprocess.reduce(DATA, 3))
    assert reduced.history == ("PCA to 3 of 40 dimensions",)
    assert reduced.fingerprint != DATA.fingerprint
    np.testing.assert_array_equal(DATA.vectors, before)


def test_nothing_to_reduce():
    assert drive(preprocess.reduce(DATA, 40)) is DATA


def test_rows_of_a_file_are_made_unit_on_the_way(tmp_path):
    """Without a copy of all; the same to the last bit."""
    np.save(tmp_path / "rows.npy", DATA.vectors)
    file = Dataset("test", np.load(tmp_path / "rows.npy", mmap_mode="r"))
    held, fetched = (drive(preprocess.reduce(data, 6, angles=True)) for data in (DATA, file))
    np.testing.assert_array_equal(held.vectors, fetched.vectors)
    assert held.history == fetched.history == ("unit length", "PCA to 6 of 40 dimensions")
