"""Labels that supervise UMAP, and a kick."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError
from hyperscope.pipeline import start
from hyperscope.progress import drive
from hyperscope.projections.umap.membership import Membership
from hyperscope.projections.umap.supervision import supervised

DIGITS = load_digits()
VECTORS = DIGITS.data[:600].astype(np.float32)
LABELS = np.array([str(label) for label in DIGITS.target[:600]])
DATA = Dataset("digits", VECTORS, {"digit": Column.of("digit", LABELS.tolist())})


def test_ties_are_weighed_and_made_whole_again_as_umap_learn_does():
    """Labels a a b ?: by hand, from 0.5 · weight over the strongest of either end, united."""
    edges = Membership(
        np.array([0, 2, 3, 5, 6]), np.array([1, 2, 0, 0, 3, 2], np.int32), np.full(6, 0.5, np.float32)
    )
    found = drive(supervised(edges, np.array([0, 0, 1, -1]), 0.5)).strengths
    unlike, unsure = np.exp(-5), np.exp(-1)
    stranger = unlike + unlike / unsure - unlike * unlike / unsure
    np.testing.assert_allclose(found, [1, stranger, 1, stranger, 1, 1], rtol=1e-5)


@pytest.mark.parametrize("factor", [0.1, 0.5, 1.0])
def test_a_supervised_membership_is_one_still(factor):
    state = drive(start(DATA, "umap", {}, 2)).state
    edges = drive(supervised(state.edges, DIGITS.target[:600].astype(np.int64), factor))
    matrix = np.zeros((600, 600))
    matrix[np.repeat(np.arange(600), np.diff(edges.starts)), edges.indices] = edges.strengths
    np.testing.assert_array_equal(matrix, matrix.T)
    np.testing.assert_allclose(matrix.max(axis=1), 1, rtol=1e-6)
    assert edges.strengths.min() > 0


def agreement(labels, **params):
    """How often the neighbours in a layout of one cloud name a point rightly."""
    cloud = Dataset(
        "cloud",
        np.random.default_rng(0).standard_normal((400, 6)),
        {"side": Column.of("side", labels.tolist())},
    )
    layout = hyperscope.project(cloud, "umap", n_epochs=150, supervise="side", **params)
    return hyperscope.quality(cloud, layout, labels=labels)["label_agreement"]


def test_labels_draw_groups_together_and_ignored_ones_do_not():
    sides = np.random.default_rng(1).choice(["left", "right"], 400)
    plain, weak, strong = (agreement(sides, supervision=factor) for factor in (0, 0.3, 0.9))
    assert plain < 0.7 < weak <= strong
    assert strong > 0.95
    empty = np.where(sides == "left", "", sides)
    np.testing.assert_allclose(
        agreement(empty, ignored_label="right"), agreement(empty, supervision=0), atol=0.1
    )


def test_refusals_are_those_of_t_sne():
    with pytest.raises(ParameterError, match="Did you mean 'digit'"):
        hyperscope.project(DATA, "umap", supervise="digits")
    with pytest.raises(ParameterError, match="a label of 'digit'"):
        hyperscope.project(DATA, "umap", supervise="digit", ignored_label="eleven")


@pytest.mark.parametrize("p", [2, 3])
def test_a_kick_warms_the_layout_again(p):
    stepper = drive(start(DATA, "umap", {"n_epochs": 20}, p))
    while not stepper.done:
        drive(stepper.step())
    settled = stepper.layout.positions
    stepper.perturb(1)
    assert not stepper.done
    moved = np.linalg.norm(stepper.layout.positions - settled, axis=1)
    assert 0 < moved.max() < np.linalg.norm(np.ptp(settled, axis=0))
    for _ in range(20):
        assert not stepper.done
        drive(stepper.step())
    assert (stepper.done, stepper.layout.iteration) == (True, 40)
