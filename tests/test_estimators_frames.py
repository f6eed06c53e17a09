"""Estimators among frames: names in, frames out, as scikit-learn's `set_output` has it."""

import sys

import numpy as np
import pyarrow as pa
import pytest
import sklearn
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from hyperscope import PCA, TSNE, UMAP
from hyperscope.errors import MissingExtra, ParameterError, ShapeError

pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
IRIS = load_iris().data.astype(np.float32)
NAMES = ["a", "b", "c", "d"]
FRAME = pandas.DataFrame(IRIS, columns=NAMES, index=[f"flower {row}" for row in range(150)])


@pytest.mark.parametrize(
    "frame", [FRAME, polars.DataFrame(IRIS, schema=NAMES), pa.table(dict(zip(NAMES, IRIS.T, strict=True)))]
)
def test_a_fit_to_a_frame_is_one_to_its_numbers_and_keeps_their_names(frame):
    made = PCA(2).fit(frame)
    np.testing.assert_allclose(made.embedding_, PCA(2).fit(IRIS).embedding_, atol=1e-5)
    assert (list(made.feature_names_in_), made.n_features_in_) == (NAMES, 4)
    assert not hasattr(made.fit(IRIS), "feature_names_in_")


def test_a_column_of_text_is_no_vector_and_no_name_of_one():
    made = PCA(2).fit(FRAME.assign(species="iris"))
    assert (list(made.feature_names_in_), made.n_features_in_) == (NAMES, 4)


def test_columns_in_another_order_are_refused():
    made = PCA(2).fit(FRAME)
    with pytest.raises(ShapeError, match="expected column 1 to be 'a', as in the fit, got 'd'"):
        made.transform(FRAME[NAMES[::-1]])
    assert made.transform(IRIS[:3]).shape == (3, 2)  # an array has no names to compare


@pytest.mark.parametrize("made", [PCA(2), TSNE(n_iter=20), UMAP(n_epochs=20)], ids=["pca", "tsne", "umap"])
def test_frames_come_out_where_they_are_asked_for(made):
    name = type(made).__name__.lower()
    found = made.set_output(transform="pandas").fit_transform(FRAME)
    assert list(found.columns) == [f"{name}0", f"{name}1"]
    assert list(found.index) == list(FRAME.index)
    np.testing.assert_array_equal(found.to_numpy(), made.embedding_)
    new = clone(made).fit(FRAME).transform(FRAME[:5])
    assert (list(new.index), new.shape) == (list(FRAME.index[:5]), (5, 2))
    assert isinstance(made.set_output(transform="polars").transform(IRIS[:5]), polars.DataFrame)
    assert isinstance(made.set_output(transform=None).transform(IRIS[:5]), polars.DataFrame)
    assert isinstance(made.set_output(transform="default").transform(IRIS[:5]), np.ndarray)


def test_pipelines_pass_it_on_and_the_configuration_is_heard():
    line = make_pipeline(StandardScaler(), PCA(2)).set_output(transform="pandas")
    assert list(line.fit_transform(FRAME).columns) == ["pca0", "pca1"]
    some = ColumnTransformer([("near", PCA(2), ["a", "b", "c"])], remainder="passthrough")
    found = some.set_output(transform="pandas").fit_transform(FRAME)
    assert list(found.columns) == ["near__pca0", "near__pca1", "remainder__d"]
    with sklearn.config_context(transform_output="polars"):
        assert isinstance(PCA(2).fit_transform(IRIS), polars.DataFrame)
        assert isinstance(PCA(2).set_output(transform="default").fit_transform(IRIS), np.ndarray)


def test_what_cannot_come_out_is_refused(monkeypatch):
    with pytest.raises(ParameterError, match="set_output: expected one of"):
        PCA().set_output(transform="panda")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtra, match="Run: pip install polars"):
        PCA(2).set_output(transform="polars").fit_transform(IRIS)
