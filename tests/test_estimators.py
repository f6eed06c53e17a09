"""Estimators as scikit-learn's own tools use them."""

import inspect
import subprocess
import sys

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.datasets import load_digits, load_iris
from sklearn.decomposition import PCA as THEIRS
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import hyperscope
from hyperscope import PCA, TSNE, UMAP
from hyperscope.errors import NotFitted, ParameterError, ShapeError, StateError
from hyperscope.projections import registry

IRIS = load_iris().data.astype(np.float32)
SHORT = {TSNE: {"n_iter": 30}, UMAP: {"n_epochs": 30}, PCA: {}}
ALL = pytest.mark.parametrize("kind", SHORT)


@ALL
def test_fit_transform_is_project(kind):
    made = kind(2, random_state=3, **SHORT[kind])
    found = made.fit_transform(IRIS)
    wanted = hyperscope.project(IRIS, kind._method, 2, random_state=3, **SHORT[kind])
    np.testing.assert_array_equal(found, wanted.positions)
    np.testing.assert_array_equal(made.embedding_, found)
    assert (made.n_features_in_, made.n_iter_) == (4, wanted.iteration)


@ALL
def test_parameters_are_those_of_the_table_and_survive_a_clone(kind):
    made = kind(3, random_state=5, normalize="zscore", **SHORT[kind])
    names = {row.name for row in registry.method(kind._method).params} | {"n_components", "random_state"}
    assert set(made.get_params()) == names
    copied = clone(made)
    assert copied is not made
    assert copied.get_params() == made.get_params()
    assert (copied.normalize, copied.n_components, copied.random_state) == ("zscore", 3, 5)
    assert list(inspect.signature(kind).parameters)[:2] == ["n_components", "random_state"]
    assert eval(repr(made)).get_params() == made.get_params()


def test_set_params_changes_and_refuses():
    made = TSNE().set_params(perplexity=12)
    assert (made.perplexity, repr(made)) == (12, "TSNE(perplexity=12)")
    with pytest.raises(ParameterError, match="Did you mean 'perplexity'"):
        made.set_params(perplexty=3)
    with pytest.raises(ParameterError, match="TSNE: expected one of"):
        TSNE(nonsense=1)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        made.nonsense  # noqa: B018
    with pytest.raises(ParameterError, match="from 1"):
        TSNE(perplexity=0).fit(IRIS)


def test_what_is_asked_for_is_never_taken_for_nothing():
    with pytest.raises(ParameterError, match="from 1, got 0"):
        TSNE(0).fit(IRIS)
    assert repr(TSNE(init=IRIS[:, :2])) == "TSNE(init=<array (150, 2)>)"


def test_columns_have_names():
    assert list(make_pipeline(StandardScaler(), PCA(3)).fit(IRIS).get_feature_names_out()) == [
        "pca0",
        "pca1",
        "pca2",
    ]


def test_pca_is_scikit_learns():
    ours, theirs = PCA(3).fit(IRIS), THEIRS(3).fit(IRIS)
    np.testing.assert_allclose(np.abs(ours.components_), np.abs(theirs.components_), atol=1e-4)
    np.testing.assert_allclose(ours.explained_variance_ratio_, theirs.explained_variance_ratio_, atol=1e-5)
    np.testing.assert_allclose(
        np.abs(ours.transform(IRIS[:9])), np.abs(theirs.transform(IRIS[:9])), atol=1e-4
    )


@pytest.mark.parametrize("kind", [TSNE, UMAP])
def test_new_rows_are_transformed_within_a_pipeline(kind):
    digits = load_digits()
    line = make_pipeline(StandardScaler(), kind(random_state=1), KNeighborsClassifier(10))
    line.fit(digits.data[:1_400], digits.target[:1_400])
    assert line.score(digits.data[1_400:], digits.target[1_400:]) > 0.85


def test_a_graph_for_data():
    made = UMAP(n_epochs=20, metric="precomputed")
    assert made.fit_transform(hyperscope.neighbors(IRIS, 20)).shape == (150, 2)
    with pytest.raises(StateError, match="a fit to a graph"):
        made.transform(IRIS)


@ALL
def test_nothing_to_transform_by(kind):
    for ask in (lambda made: made.transform(IRIS), lambda made: made.get_feature_names_out()):
        with pytest.raises(NotFitted, match="expected a fit to vectors, got no fit yet"):
            ask(kind())
    assert issubclass(NotFitted, ValueError)  # as scikit-learn's own is, which its tools look out for
    assert issubclass(NotFitted, AttributeError)


def test_new_rows_must_be_as_wide_as_the_old():
    made = PCA(2).fit(IRIS)
    with pytest.raises(ShapeError, match="expected rows of 4 numbers, as PCA was fitted to, got 3"):
        made.transform(IRIS[:, :3])


def test_a_second_fit_forgets_what_the_first_knew():
    made = UMAP(n_epochs=20, metric="precomputed").set_params(metric="euclidean").fit(IRIS)
    made.set_params(metric="precomputed").fit(hyperscope.neighbors(IRIS, 20))
    assert not hasattr(made, "n_features_in_")


def test_scikit_learn_is_not_loaded():
    code = "import sys; from hyperscope import TSNE; TSNE(); print('sklearn' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
