"""Principal axes: what numpy's SVD says, by three roads."""

import numpy as np
import pytest
from sklearn.datasets import load_iris

import hyperscope
from hyperscope import principal as module
from hyperscope.dataset import Dataset
from hyperscope.principal import coordinates, principal, sample
from hyperscope.progress import drive

SHAPES = {"covariance": (200, 12), "inner products": (30, 400), "subspace": (250, 300)}


def low_rank(n, d):
    rng = np.random.default_rng(5)  # its own: the tests run in any order
    scales = np.diag(0.5 ** np.arange(10)) * 10
    return (rng.standard_normal((n, 10)) @ scales @ rng.standard_normal((10, d)) + 3).astype(np.float32)


@pytest.mark.parametrize("road", SHAPES)
def test_every_road_finds_the_singular_vectors(road, monkeypatch):
    if road == "subspace":
        monkeypatch.setattr(module, "COVARIANCE_AXES", 100)
    vectors = low_rank(*SHAPES[road])
    data = Dataset("test", vectors)
    axes = drive(principal(data, 5))
    centred = vectors.astype(float) - vectors.mean(axis=0, dtype=float)
    _, singular, directions = np.linalg.svd(centred, full_matrices=False)
    np.testing.assert_allclose(axes.ratio, singular[:5] ** 2 / (singular**2).sum(), rtol=1e-4)
    agreement = np.abs((axes.directions * directions[:5]).sum(axis=1))
    np.testing.assert_allclose(agreement, 1, atol=1e-4)
    positions = drive(coordinates(data, axes))
    np.testing.assert_allclose(positions, centred @ axes.directions.T, atol=1e-3 * np.abs(positions).max())


def test_largest_loading_is_positive():
    directions = drive(principal(Dataset("test", low_rank(100, 8)), 8)).directions
    assert (directions[np.arange(8), np.abs(directions).argmax(axis=1)] > 0).all()


def test_blocks_change_nothing(monkeypatch):
    vectors = low_rank(300, 20)
    whole = drive(principal(Dataset("test", vectors), 4))
    monkeypatch.setattr("hyperscope.dataset.BLOCK_BYTES", 2_000)
    parts = drive(principal(Dataset("test", vectors), 4))
    np.testing.assert_allclose(parts.directions, whole.directions, atol=1e-5)


def misleading_first_rows(vectors, shift):
    """The first rows lie many spreads away from the others."""
    moved = vectors + np.float32(shift)
    moved[: module.FIRST_ROWS] -= np.float32(shift)
    return moved


@pytest.mark.parametrize(
    ("case", "passes"),
    [("about 0", 1), ("far from 0", 1), ("misleading", 2), ("tiny", 2), ("huge", 2), ("uncentred", 1)],
)
def test_the_mean_is_sought_beforehand_only_where_float32_needs_it(case, passes):
    vectors = low_rank(3_000, 12)
    vectors = {
        "far from 0": vectors + np.float32(1e4), "misleading": misleading_first_rows(vectors, 300),
        "tiny": vectors * np.float32(1e-28), "huge": vectors * np.float32(1e28),
    }.get(case, vectors)  # fmt: skip
    data, stages = Dataset("test", vectors), set()
    work = principal(data, 4, centred=case != "uncentred")
    try:
        while True:
            stages.add(next(work).stage)
    except StopIteration as end:
        axes = end.value
    assert len(stages) == passes
    mean = 0 if case == "uncentred" else vectors.mean(axis=0, dtype=float)
    _, singular, directions = np.linalg.svd(vectors.astype(float) - mean, full_matrices=False)
    np.testing.assert_allclose(axes.variances * axes.scale**2, singular[:4] ** 2 / 2_999, rtol=1e-4)
    np.testing.assert_allclose(np.abs((axes.directions * directions[:4]).sum(axis=1)), 1, atol=1e-4)
    np.testing.assert_allclose(axes.centre, mean, rtol=1e-5, atol=1e-5 * np.abs(vectors).max())


@pytest.mark.parametrize("offset", [0, 50])
def test_threads_change_nothing(monkeypatch, offset):
    """Their number, that is, down to the last bit: each block is added in its turn, whoever multiplied it."""
    vectors = (np.random.default_rng(0).normal(size=(3_000, 40)) + offset).astype(np.float32)
    monkeypatch.setattr(module, "PRODUCT_BYTES", 40_000)

    def found(threads):
        monkeypatch.setattr(module, "threads", lambda: threads)
        dataset = Dataset("test", vectors)
        axes = drive(principal(dataset, 5))
        return axes.directions, axes.variances, drive(coordinates(dataset, axes))

    one = found(1)
    for several in (2, 3, 64):
        for ours, theirs in zip(found(several), one, strict=True):
            assert np.array_equal(ours, theirs)


def test_iris_is_centred():
    layout = hyperscope.project(load_iris().data, "pca")
    assert round(float(layout.explained_variance_ratio[0]), 3) == 0.925
    assert layout.positions.shape == (150, 4)
    assert layout.notes == ()


@pytest.mark.parametrize("scale", [1e-30, 1e30])
def test_scale_is_no_matter(scale):
    vectors = np.random.default_rng(5).standard_normal((60, 5)).astype(np.float32)
    plain = hyperscope.project(vectors, "pca")
    scaled = hyperscope.project(vectors * np.float32(scale), "pca")
    np.testing.assert_allclose(scaled.explained_variance_ratio, plain.explained_variance_ratio, rtol=1e-5)
    np.testing.assert_allclose(scaled.positions / np.float32(scale), plain.positions, atol=1e-4)


def test_all_or_a_stated_sample_of_the_rows(monkeypatch):
    vectors = low_rank(3_000, 10)
    exact = hyperscope.project(vectors, "pca", fit_rows="auto")
    assert exact.notes == ()
    monkeypatch.setattr("hyperscope.projections.pca.projection.FLOPS_IN_2_SECONDS", 1.0)
    sampled = hyperscope.project(vectors, "pca", fit_rows="auto")
    assert sampled.notes == ("Directions come from a sample of 2,000 of 3,000 rows; every row is projected.",)
    assert np.isfinite(sampled.positions).all()
    np.testing.assert_allclose(sampled.explained_variance_ratio, exact.explained_variance_ratio, atol=0.02)


def test_sample_is_seeded_sorted_and_without_repeats():
    rows = sample(1_000, 50, 3)
    assert (np.diff(rows) > 0).all()
    np.testing.assert_array_equal(rows, sample(1_000, 50, 3))
    assert sample(5, 50, 3).tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("n", "d"), [(1, 5), (40, 1), (40, 2)])
def test_a_picture_has_the_axes_it_asked_for(n, d):
    """Data with fewer components than a picture has axes is flat along the others."""
    data = np.random.default_rng(0).normal(size=(n, d))
    layout = hyperscope.project(data, "pca", 3)
    assert layout.positions.shape == (n, 3)
    assert not layout.positions[:, min(n, d) :].any()
    assert layout.explained_variance_ratio is not None
    assert len(layout.explained_variance_ratio) == 3
