"""Perplexity while running, labels that supervise, and a kick."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.pipeline import start
from hyperscope.progress import drive
from hyperscope.projections.labels import codes
from hyperscope.projections.registry import projection
from hyperscope.projections.tsne.supervision import supervised

DIGITS = load_digits()
VECTORS = DIGITS.data[:600].astype(np.float32)
LABELS = [str(label) for label in DIGITS.target[:600]]
DATA = Dataset("digits", VECTORS, {"digit": Column.of("digit", LABELS)})


def stepper_of(data=DATA, **params):
    return drive(start(data, "tsne", params, 2))


def steps(stepper, count, live=None):
    for _ in range(count):
        drive(stepper.step(live))
        live = None


def dense(edges):
    p = np.zeros((edges.n, edges.n))
    for row in range(edges.n):
        at = slice(edges.starts[row], edges.starts[row + 1])
        p[row, edges.indices[at]] = edges.values[at]
    return p


def test_another_perplexity_is_heard_at_once(monkeypatch):
    monkeypatch.setattr("hyperscope.projections.tsne.projection.RENUMBER_ABOVE", 10)
    stepper = stepper_of(perplexity=20)
    steps(stepper, 35, None)
    steps(stepper, 1, {"perplexity": 10})
    assert stepper.layout.reached["perplexity"] == pytest.approx(10, rel=1e-3)
    assert stepper.layout.params["perplexity"] == 10
    state = stepper.state
    assert (state.order != np.arange(600)).any()
    found = np.empty((600, 600))
    found[np.ix_(state.order, state.order)] = dense(state.affinities)
    np.testing.assert_array_equal(found, dense(drive(state.listening.edges(10))[0]))
    steps(stepper, 10)
    assert np.isfinite(stepper.layout.positions).all()


def test_a_perplexity_beyond_the_neighbours_goes_as_far_as_they_reach_and_says_so():
    stepper = stepper_of(perplexity=10)
    steps(stepper, 1, {"perplexity": 90})
    assert stepper.state.perplexity == pytest.approx(0.8 * 30)
    assert "24.0, not 90" in stepper.layout.notes[-1]
    steps(stepper, 1, {"perplexity": 8})
    assert stepper.layout.notes == ()


def test_the_same_perplexity_costs_nothing():
    stepper = stepper_of(perplexity=10)
    before = stepper.state.affinities
    steps(stepper, 1, {"perplexity": 10})
    assert stepper.state.affinities is before


def test_a_settled_run_that_hears_another_perplexity_goes_on():
    stepper = stepper_of(n_iter=30, perplexity=20)
    steps(stepper, 29)
    drive(stepper.step({"perplexity": 5}))
    assert stepper.state.phase.losses == (stepper.state.loss,)


def test_labels_weigh_affinities():
    edges = stepper_of().state.affinities
    labels = codes(DATA, "digit", "7")
    assert (labels[np.array(LABELS) == "7"] == -1).all()
    found, plain = dense(drive(supervised(edges, labels, 0.6))), dense(edges)
    np.testing.assert_allclose(found, found.T, rtol=1e-5)
    assert found.sum() == pytest.approx(1, rel=1e-5)
    sizes = {label: LABELS.count(label) for label in set(LABELS)}
    rows, others = np.nonzero(plain)
    unit = None
    for row, other in list(zip(rows, others, strict=True))[::997]:
        one, two = LABELS[row], LABELS[other]
        if "7" in (one, two):
            weight = 1.0
        elif one == two:
            weight = 1 + 0.6 * 600 / sizes[one]
        else:
            weight = np.mean([1 - 0.6 * 600 / (600 - sizes[label]) for label in (one, two)])
        ratio = found[row, other] / plain[row, other] / weight
        unit = unit or ratio
        assert ratio == pytest.approx(unit, rel=1e-3)


def test_supervision_draws_labels_together():
    plain, told = (
        hyperscope.project(DATA, "tsne", n_iter=250, **params)
        for params in ({}, {"supervise": "digit", "supervision": 1.0})
    )
    apart = [hyperscope.quality(DATA, layout, labels=LABELS)["label_agreement"] for layout in (plain, told)]
    assert apart[1] > apart[0]
    assert told.params["supervise"] == "digit"


def test_no_column_or_no_weight_is_plain_t_sne():
    plain = hyperscope.project(DATA, "tsne", n_iter=30).positions
    for params in ({"supervision": 1.0}, {"supervise": "digit", "supervision": 0}):
        np.testing.assert_array_equal(hyperscope.project(DATA, "tsne", n_iter=30, **params).positions, plain)


def test_empty_cells_are_unlabelled():
    data = Dataset("a", VECTORS[:4], {"kind": Column.of("kind", ["a", "", "b", "a"])})
    assert codes(data, "kind", None).tolist() == [0, -1, 2, 0]
    unlabelled = Dataset("a", VECTORS[:40], {"kind": Column.of("kind", [""] * 40)})
    layout = hyperscope.project(unlabelled, "tsne", n_iter=10, supervise="kind")
    assert np.isfinite(layout.positions).all()


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_labels_given_apart_are_a_column(method):
    short = {"n_iter": 30} if method == "tsne" else {"n_epochs": 30}
    named = hyperscope.project(DATA, method, supervise="digit", ignored_label="3", **short)
    apart = hyperscope.project(VECTORS, method, supervise=LABELS, ignored_label=3, **short)
    np.testing.assert_array_equal(apart.positions, named.positions)
    assert (apart.params["supervise"], apart.params["ignored_label"]) == ("labels", "3")
    with pytest.raises(ShapeError, match="a label for each of the"):
        hyperscope.project(VECTORS, method, supervise=LABELS[:-1])


@pytest.mark.parametrize(("params", "words"), [
    ({"supervise": 3}, "the name of a column"),
    ({"supervise": "digits"}, "Did you mean 'digit'"), ({"supervise": "digit", "ignored_label": "eleven"}, "a label of 'digit'"),
    ({"supervise": "digit", "supervision": 2}, "supervision"),
])  # fmt: skip
def test_refusals(params, words):
    with pytest.raises(ParameterError, match=words):
        hyperscope.project(DATA, "tsne", n_iter=5, **params)


@pytest.mark.parametrize("p", [2, 3])
def test_a_kick_moves_points_and_keeps_them_inside(p):
    stepper = drive(start(DATA, "tsne", {"n_iter": 60}, p))
    steps(stepper, 60)
    before = stepper.state
    kicked = projection("tsne").perturb(before, 1)
    radius = np.linalg.norm(before.y, axis=0).max()
    moved = np.linalg.norm(kicked.y - before.y, axis=0)
    assert 0.01 * radius < moved.mean() < 0.1 * radius
    assert np.linalg.norm(kicked.y, axis=0).max() <= radius * 1.0001
    assert (before.done, kicked.done) == (True, False)
    np.testing.assert_array_equal(projection("tsne").perturb(before, 1).y, kicked.y)
    assert not np.allclose(projection("tsne").perturb(before, 2).y, kicked.y)
    again = drive(projection("tsne").step(kicked, stepper.layout.params))
    assert np.isfinite(again.positions).all()
