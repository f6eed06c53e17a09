"""UMAP as a whole: it descends, keeps neighbours, repeats itself on any number of threads, and always has an answer."""

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.kernels import lane
from hyperscope.pipeline import start
from hyperscope.progress import drive
from hyperscope.projections.umap import projection
from hyperscope.projections.umap.epoch import pull, push

IRIS = load_iris().data.astype(np.float32)
DIGITS = load_digits().data.astype(np.float32)


def stepper_of(vectors, p=2, **params):
    return drive(start(Dataset("test", vectors), "umap", params, p, 0))


@pytest.mark.parametrize("distance", [0.05, 0.5, 3.0])
def test_forces_are_the_slopes_of_the_loss(distance):
    a, b, step = 1.577, 0.895, 1e-4

    def nearness(d):
        return 1 / (1 + a * d ** (2 * b))

    def slope(f):
        return (f(distance + step) - f(distance - step)) / (2 * step)

    single = [np.float32(number) for number in (distance**2, a, b)]
    assert pull(*single) * distance == pytest.approx(slope(lambda d: np.log(nearness(d))), rel=1e-3)
    softened = distance**2 / (distance**2 + 1e-3)
    assert push(*single) * distance == pytest.approx(
        slope(lambda d: np.log(1 - nearness(d))) * softened, rel=1e-3
    )


@pytest.mark.parametrize("p", [2, 3])
def test_loss_falls(p):
    stepper = stepper_of(DIGITS[:500], p, n_epochs=200)
    losses = {}
    while not stepper.done:
        drive(stepper.step())
        losses[stepper.state.iteration] = stepper.state.loss
    assert losses[200] < losses[100] < losses[20]


def test_neighbours_survive_and_three_dimensions_keep_more():
    digits = load_digits()
    flat, deep = (hyperscope.project(digits.data, "umap", p) for p in (2, 3))
    quality = hyperscope.quality(digits.data, flat, labels=digits.target)
    assert flat.finished
    assert quality["trustworthiness"] > 0.98
    assert quality["label_agreement"] > 0.97
    assert hyperscope.quality(digits.data, deep)["neighbors_kept"] > quality["neighbors_kept"]


@pytest.mark.parametrize("init", ["spectral", "pca", "random"])
def test_every_start_ends_with_groups(init):
    digits = load_digits()
    layout = hyperscope.project(digits.data, "umap", init=init, n_epochs=150)
    assert hyperscope.quality(digits.data, layout, labels=digits.target)["label_agreement"] > 0.95


def test_no_thread_changes_the_picture(monkeypatch):
    def picture(threads):
        monkeypatch.setattr(lane, "threads", lambda: threads)
        return hyperscope.project(DIGITS[:600], "umap", n_epochs=60, random_state=4).positions

    np.testing.assert_array_equal(picture(1), picture(4))


def test_blocks_do_not_change_the_picture(monkeypatch):
    whole = hyperscope.project(IRIS, "umap", n_epochs=30).positions
    monkeypatch.setattr(projection, "POINTS_AT_ONCE", 37)
    np.testing.assert_array_equal(hyperscope.project(IRIS, "umap", n_epochs=30).positions, whole)


def test_another_seed_another_picture():
    one, other = (
        hyperscope.project(IRIS, "umap", random_state=seed, n_epochs=30).positions for seed in (1, 2)
    )
    assert not np.allclose(one, other)


def test_a_smaller_min_dist_packs_neighbours_more_tightly():
    def median_gap(min_dist):
        positions = hyperscope.project(DIGITS[:600], "umap", min_dist=min_dist, n_epochs=150).positions
        return np.median(hyperscope.neighbors(positions, 1).distances)

    assert median_gap(0.01) < 0.5 * median_gap(0.5)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 16])
@pytest.mark.parametrize("p", [2, 3])
def test_fewer_points_than_neighbours(n, p):
    layout = hyperscope.project(IRIS[:n], "umap", p, n_neighbors=40, n_epochs=30)
    assert layout.positions.shape == (n, p)
    assert np.isfinite(layout.positions).all()
    assert layout.params["n_neighbors"] == max(n, 2)


def test_equal_rows_come_apart():
    positions = hyperscope.project(np.full((40, 5), 2.5), "umap", n_epochs=60).positions
    assert np.isfinite(positions).all()
    assert len(np.unique(positions, axis=0)) > 20  # all listen to the same few: some meet to the last bit


def test_live_parameters_are_heard():
    slow, fast = stepper_of(IRIS), stepper_of(IRIS)
    begun = slow.layout.positions
    for _ in range(5):
        drive(slow.step({"learning_rate": 0.001}))
        drive(fast.step({"learning_rate": 1, "min_dist": 0.9, "spread": 2, "negative_samples": 9}))
    moved = [np.abs(stepper.layout.positions - begun).mean() for stepper in (slow, fast)]
    assert moved[1] > 10 * moved[0]
    with pytest.raises(ParameterError, match="n_neighbors"):
        drive(slow.step({"n_neighbors": 5}))


def test_auto_is_decided_and_recorded():
    params = hyperscope.project(np.random.default_rng(0).random((80, 120)), "umap", n_epochs=3).params
    assert (params["reduce"], params["n_epochs"], params["n_neighbors"]) == (50, 3, 15)
    assert [projection.Umap().resolve({**params, "n_epochs": "auto"}, n, 5, 2)["n_epochs"] for n in (10_000, 10_001)] == [
        500, 200,
    ]  # fmt: skip


@pytest.mark.parametrize(("params", "words"), [
    ({"n_components": 4}, "2 or 3 components"), ({"n_neighbors": 1}, "from 2"), ({"min_dst": 5}, "Did you mean 'min_dist'"),
    ({"min_dist": 2}, "min_dist: expected at most the spread, 1, got 2"),
])  # fmt: skip
def test_refusals(params, words):
    with pytest.raises(ParameterError, match=words):
        hyperscope.project(IRIS, "umap", **params)
