"""t-SNE as a whole: it descends, repeats itself, and has an answer for every input."""

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.pipeline import start
from hyperscope.progress import drive
from hyperscope.projections.tsne import forces, pairs, schedule
from hyperscope.projections.tsne.schedule import Phase

IRIS = load_iris().data.astype(np.float32)
DIGITS = load_digits().data.astype(np.float32)


def stepper_of(vectors, p=2, **params):
    return drive(start(Dataset("test", vectors), "tsne", params, p, 0))


def test_the_loss_of_a_narrow_start_needs_no_kernel(monkeypatch):
    state = stepper_of(IRIS).state
    z = drive(pairs.repel(state.y))[1]

    def loss():
        return drive(forces.loss(state.y, state.affinities, state.log_p, z))

    with monkeypatch.context() as patch:
        patch.setattr(forces, "NARROW", 0.0)
        whole = loss()
    monkeypatch.setattr(forces.attraction, "stretch", None)
    assert loss() == pytest.approx(whole, abs=1e-6)


@pytest.mark.parametrize("p", [2, 3])
def test_gradient_equals_finite_differences(p):
    state = stepper_of(IRIS[:40], p, init="random").state
    y = np.random.default_rng(0).standard_normal((p, 40)).astype(np.float32) * 2

    def loss(at):
        return drive(forces.loss(at, state.affinities, state.log_p, drive(pairs.repel(at))[1]))

    repelled, z = drive(pairs.repel(y))
    gradient = 4 * (drive(forces.attract(y, state.affinities)) - repelled / z)
    for axis, point in ((0, 0), (1, 7), (p - 1, 39)):
        step = np.zeros_like(y)
        step[axis, point] = 0.05
        slope = (loss(y + step) - loss(y - step)) / 0.1
        assert gradient[axis, point] == pytest.approx(slope, rel=0.02, abs=2e-5)


@pytest.mark.parametrize("p", [2, 3])
@pytest.mark.parametrize("theta", [0.0, 0.7])
def test_loss_falls(p, theta):
    stepper = stepper_of(DIGITS[:400], p, theta=theta, n_iter=300)
    losses = {}
    while not stepper.done:
        drive(stepper.step())
        losses[stepper.state.iteration] = stepper.state.loss
    assert losses[300] < losses[150] < losses[20]
    assert losses[300] < 1.0


def test_approximate_ends_where_exact_does():
    ends = [hyperscope.project(DIGITS, "tsne", theta=theta, n_iter=300).loss for theta in (0.0, 0.7)]
    assert ends[1] == pytest.approx(ends[0], rel=0.03)


def test_the_mesh_ends_where_exact_does(monkeypatch):
    monkeypatch.setattr(forces, "TREE_UP_TO", {2: 100, 3: None})
    exact = hyperscope.project(DIGITS, "tsne", theta=0.0, n_iter=300).loss
    assert hyperscope.project(DIGITS, "tsne", theta=0.7, n_iter=300).loss == pytest.approx(exact, rel=0.05)


@pytest.mark.parametrize("p", [2, 3])
def test_one_seed_one_picture(p):
    one, same, other = (
        hyperscope.project(IRIS, "tsne", p, random_state=seed, n_iter=120, init="random").positions
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other)


def test_neighbours_survive():
    digits = load_digits()
    layout = hyperscope.project(digits.data, "tsne")
    quality = hyperscope.quality(digits.data, layout, labels=digits.target)
    assert layout.finished
    assert quality["trustworthiness"] > 0.98
    assert quality["label_agreement"] > 0.96


def test_renumbering_does_not_change_the_picture(monkeypatch):
    """From a wide start: one that still unfolds doubles the last digit's rounding every few steps, in any order."""
    given = np.random.default_rng(0).standard_normal((500, 2)).astype(np.float32) * 10
    params = {"theta": 0.0, "early_exaggeration_iter": 0, "learning_rate": 10}
    ends = []
    for above in (5_000, 10):
        monkeypatch.setattr("hyperscope.projections.tsne.projection.RENUMBER_ABOVE", above)
        stepper = drive(start(Dataset("test", DIGITS[:500]), "tsne", params, 2, 0, start=given))
        for _ in range(35):
            drive(stepper.step())
        ends.append(stepper)
    plain, sorted_ = (stepper.layout.positions for stepper in ends)
    assert (ends[1].state.order != ends[0].state.order).any()
    assert np.abs(plain - given).max() > 0.1
    np.testing.assert_allclose(sorted_, plain, atol=1e-3 * np.abs(plain).max())


@pytest.mark.parametrize("n", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("p", [2, 3])
def test_few_points(n, p):
    layout = hyperscope.project(IRIS[:n], "tsne", p, perplexity=30, n_iter=60)
    assert layout.positions.shape == (n, p)
    assert np.isfinite(layout.positions).all()


def test_equal_rows():
    layout = hyperscope.project(np.full((40, 5), 2.5), "tsne", n_iter=100)
    assert np.isfinite(layout.positions).all()
    assert "perplexity reached" in layout.notes[0]


def test_one_column():
    assert np.isfinite(hyperscope.project(IRIS[:, :1], "tsne", 3, n_iter=50).positions).all()


def test_a_given_start_is_where_it_begins():
    given = np.random.default_rng(0).standard_normal((150, 3)).astype(np.float32) * 10
    data = Dataset("iris", IRIS)
    first = drive(start(data, "tsne", {}, 3, 0, start=given)).layout.positions
    np.testing.assert_array_equal(first, given)
    flat = drive(start(data, "tsne", {}, 2, 0, start=given)).layout.positions
    np.testing.assert_array_equal(flat, given[:, :2])


def test_live_parameters_are_heard():
    slow, fast = stepper_of(IRIS), stepper_of(IRIS)
    for _ in range(5):
        drive(slow.step({"learning_rate": 0.001}))
        drive(fast.step({"learning_rate": 100}))
    moved = [np.ptp(stepper.layout.positions) for stepper in (slow, fast)]
    assert moved[1] > 10 * moved[0]
    with pytest.raises(ParameterError, match="learning_rate"):
        drive(slow.step({"theta": 0.5}))


def test_auto_is_decided_and_recorded():
    params = hyperscope.project(DIGITS[:60], "tsne", n_iter=3).params
    assert params["perplexity"] == pytest.approx(59 / 3)
    assert (params["theta"], params["reduce"], params["n_components"], params["random_state"]) == (
        0.0,
        0,
        2,
        0,
    )
    wide = hyperscope.project(np.random.default_rng(0).random((80, 120)), "tsne", n_iter=3)
    assert wide.params["reduce"] == 50
    assert "50 principal components of 120" in wide.notes[0]


@pytest.mark.parametrize(("params", "words"), [
    ({"n_components": 4}, "2 or 3 components"), ({"perplexity": 0}, "from 1"), ({"perplexty": 5}, "Did you mean 'perplexity'"),
])  # fmt: skip
def test_refusals(params, words):
    with pytest.raises(ParameterError, match=words):
        hyperscope.project(IRIS, "tsne", **params)


def test_n_iter_is_the_total():
    layout = hyperscope.project(IRIS, "tsne", n_iter=25)
    assert (layout.iteration, layout.finished) == (25, True)


AUTO = {"n_iter": "auto", "early_exaggeration_iter": "auto"}


def test_phases_end_when_the_loss_settles():
    flat, falling = (3.0,) * 8, tuple(3.0 - 0.1 * step for step in range(8))
    assert schedule.next_phase(Phase(True, 0, (5.0, *flat)), 90, AUTO) == Phase(False, 90)
    assert schedule.next_phase(Phase(True, 0, flat), 90, AUTO).early, "not unfolded yet"
    assert schedule.next_phase(Phase(True, 0, falling), 90, AUTO).early
    assert not schedule.next_phase(Phase(True, 0, falling), schedule.LONGEST_EARLY, AUTO).early
    assert schedule.over(Phase(False, 100, flat), 180, AUTO)
    assert not schedule.over(Phase(False, 100, falling), 180, AUTO)
    assert schedule.over(Phase(False, 100, falling), schedule.LONGEST, AUTO)
    assert not schedule.over(Phase(False, 100, flat), 180, {"n_iter": 500})


def test_auto_is_recorded_as_the_numbers_it_came_to():
    stepper = stepper_of(IRIS)
    first = stepper.layout.params
    assert (first["learning_rate"], first["n_iter"]) == ("auto", "auto")
    drive(stepper.step())
    assert stepper.layout.params["learning_rate"] == 50
    while not stepper.done:
        drive(stepper.step())
    params = stepper.layout.params
    assert params["learning_rate"] == 150
    assert 0 < params["early_exaggeration_iter"] < params["n_iter"] == stepper.layout.iteration
    assert stepper.layout.reached["perplexity"] == pytest.approx(30, rel=1e-3)


def test_a_finished_layout_goes_on_for_as_long_again():
    stepper = stepper_of(IRIS, n_iter=4)
    for _ in range(4):
        drive(stepper.step())
    assert stepper.done
    drive(stepper.step())
    assert not stepper.done
    for _ in range(3):
        drive(stepper.step())
    assert (stepper.done, stepper.layout.iteration) == (True, 8)
