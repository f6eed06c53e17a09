"""What the Python call and the page drive alike."""

import numpy as np
import pytest

from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, StateError
from hyperscope.pipeline import start
from hyperscope.progress import drive

DATA = Dataset("test", np.random.default_rng(2).standard_normal((80, 5)).astype(np.float32))


def test_rows_that_are_not_laid_out_are_nan_and_parameters_those_resolved():
    stepper = drive(start(DATA, "tsne", {"n_iter": 3}, 2, rows=np.arange(0, 80, 2)))
    assert np.isnan(stepper.layout.positions[1::2]).all()
    assert np.isfinite(stepper.layout.positions[::2]).all()
    assert stepper.params["perplexity"] == 13
    assert (stepper.params["n_components"], stepper.params["random_state"]) == (2, 0)


def test_a_live_parameter_is_recorded_and_another_refused():
    stepper = drive(start(DATA, "tsne", {"n_iter": 9}, 2))
    drive(stepper.step({"learning_rate": 12.0}))
    assert stepper.layout.params["learning_rate"] == 12
    with pytest.raises(ParameterError, match="t-SNE, live: expected one of"):
        drive(stepper.step({"theta": 0.5}))


def test_a_finished_layout_is_kicked_and_goes_on():
    stepper = drive(start(DATA, "tsne", {"n_iter": 4}, 2))
    while not stepper.done:
        drive(stepper.step())
    before = stepper.layout
    stepper.perturb(7)
    after = stepper.layout
    assert (before.finished, after.finished) == (True, False)
    moved = np.linalg.norm(after.positions - before.positions, axis=1)
    assert 0 < moved.max() < np.linalg.norm(before.positions, axis=1).max()
    assert before.iteration == after.iteration


def test_a_method_without_steps_knows_no_kick():
    with pytest.raises(StateError, match="points can be kicked, got PCA"):
        drive(start(DATA, "pca", {}, 2)).perturb(1)
