"""Projections of other packages: by entry point, or by module and class."""

import logging
from pathlib import Path

import numpy as np
import pytest
from sklearn.manifold import MDS

import hyperscope
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.projections import registry

PLUGIN = Path(__file__).parents[1] / "plugin"
DATA = np.random.default_rng(5).standard_normal((50, 4)).astype(np.float32)


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch):
    """The stranger's distribution on the path, and nothing admitted before or after."""
    monkeypatch.syspath_prepend(str(PLUGIN))
    monkeypatch.setattr(registry, "_admitted", {})


def test_an_entry_point_is_a_method_like_any_other(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        table = {method.name: method for method in registry.methods()}
    spiral = table["spiral"]
    assert (spiral.title, spiral.steps) == ("Spiral", False)
    assert spiral.summary == "Winds points round a spiral, in the order of their first dimension."
    rows = {row.name: (row.kind, row.default) for row in spiral.params}
    assert rows["turns"] == ("int", 3)
    assert rows["pitch"] == ("float", 0.5)
    assert rows["closed"] == ("bool", False)
    assert rows["colour"] == ("text", None)
    assert rows["normalize"] == ("choice", "none")
    assert "n_components" not in rows
    assert "random_state" not in rows
    assert "broken" not in table
    assert "stranger_that_is_not_there" in caplog.text


def test_it_lays_out_with_its_parameters_and_our_seed():
    layout = hyperscope.project(DATA, "spiral", turns=1, random_state=3)
    again = hyperscope.project(DATA, "spiral", turns=1, random_state=3)
    assert layout.positions.shape == (50, 2)
    assert (layout.method, layout.params["turns"], layout.finished) == ("spiral", 1, True)
    np.testing.assert_array_equal(layout.positions, again.positions)
    assert (layout.positions != hyperscope.project(DATA, "spiral", turns=1, random_state=4).positions).any()
    assert hyperscope.project(DATA, "spiral", 3).positions.shape == (50, 3)


def test_its_metric_is_its_own_affair():
    apart = np.linalg.norm(DATA[:, None] - DATA, axis=2)
    layout = hyperscope.project(
        apart, "sklearn.manifold:TSNE", metric="precomputed", init="random", perplexity=5
    )
    assert (layout.positions.shape, layout.params["metric"]) == ((50, 2), "precomputed")


def test_rows_that_are_not_finite_never_reach_it():
    data = DATA.copy()
    data[7, 1] = np.nan
    layout = hyperscope.project(data, "spiral", normalize="zscore")
    assert np.flatnonzero(np.isnan(layout.positions).any(axis=1)).tolist() == [7]


def test_a_whole_projection_moves_step_by_step():
    seen = []
    layout = hyperscope.project(
        DATA, "orbit", degrees=4, callback=lambda layout: seen.append(layout.iteration)
    )
    assert (layout.method, seen) == ("orbit", [1, 2, 3, 4])
    assert np.linalg.norm(layout.positions, axis=1) == pytest.approx(
        np.linalg.norm(DATA[:, :2], axis=1), rel=1e-4
    )


def test_any_class_with_fit_transform():
    layout = hyperscope.project(DATA[:20], "sklearn.decomposition:FastICA", 2, random_state=1)
    assert layout.positions.shape == (20, 2)
    assert hasattr(MDS, "fit_transform")
    assert "sklearn.decomposition:FastICA" in [method.name for method in registry.methods()]


def test_a_name_from_a_request_imports_nothing():
    with pytest.raises(ParameterError, match="'stranger:Spiral'"):
        registry.method("stranger:Spiral")
    registry.admit("stranger:Spiral")
    assert registry.method("stranger:Spiral").title == "Spiral"


@pytest.mark.parametrize(("method", "params", "error", "words"), [
    ("nowhere:Class", {}, ParameterError, "a class at 'nowhere:Class', got ModuleNotFoundError"),
    ("stranger:Nobody", {}, ParameterError, "AttributeError"), ("stranger:np", {}, ParameterError, "a class with fit_transform"),
    ("spiral", {"turn": 2}, ParameterError, "Did you mean 'turns'"),
    ("spiral", {"turns": -1}, ParameterError, "ValueError: a spiral cannot turn back"),
    ("stranger:Flat", {}, ShapeError, r"shape \(50, 2\), got float32 of shape \(50,\)"),
    ("spyral", {}, ParameterError, "Did you mean 'spiral'"),
])  # fmt: skip
def test_refusals(method, params, error, words):
    with pytest.raises(error, match=words):
        hyperscope.project(DATA, method, **params)


def test_a_refused_class_is_not_kept():
    with pytest.raises(ParameterError, match="fit_transform"):
        registry.admit("stranger:np")
    assert "stranger:np" not in registry.strangers()
