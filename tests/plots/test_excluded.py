"""The excluded-class study: what is left out is never learnt from, and lands beside what it resembles."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression

from hyperscope import Dataset, ParametricTSNE, plots
from hyperscope.columns import Column
from hyperscope.errors import ParameterError, ShapeError

RNG = np.random.default_rng(2)
CENTRES = np.array([[0, 0, 0], [9, 0, 0], [9, 2, 0], [0, 9, 9]])  # b and c are neighbours
GROUP = np.repeat(np.arange(4), 40)
VECTORS = (CENTRES[GROUP] + RNG.normal(size=(160, 3)) / 2).astype(np.float32)
LABELS = [f"{'abcd'[code]}/x" for code in GROUP]


class Seen(PCA):
    """Principal components that remember what every copy has learnt from."""

    rows: list[int] = []  # noqa: RUF012

    def fit(self, X, y=None):  # noqa: N803
        self.rows.append(len(X))
        return super().fit(X, y)


@pytest.fixture(scope="module")
def study():
    Seen.rows.clear()
    data = Dataset("four", VECTORS, {"kind": Column.of("kind", LABELS)})
    return plots.excluded(data, "kind", projection=Seen(2), classifier=LogisticRegression(C=0.1))


def test_every_class_is_left_out_once_and_resembles_its_neighbour(study):
    assert list(study.classes) == ["a/x", "b/x", "c/x", "d/x"]
    assert Seen.rows == [120] * 4
    assert next(iter(study.classes["b/x"].taken_for)) == "c/x"
    assert next(iter(study.classes["c/x"].taken_for)) == "b/x"
    assert "b/x is taken for c/x 100%" in str(study)


def test_positions_and_probabilities_belong_to_their_rows(study):
    b = study.classes["b/x"]
    assert (b.known, b.positions.shape, b.log_probabilities.shape) == (
        ("a/x", "c/x", "d/x"),
        (160, 2),
        (40, 3),
    )
    assert np.flatnonzero(b.codes == -1).tolist() == list(range(40, 80))
    assert b.codes[[0, 80, 120]].tolist() == [0, 1, 2]
    np.testing.assert_allclose(np.exp(b.log_probabilities).sum(axis=1), 1, rtol=1e-5)
    places = [b.positions[b.codes == code].mean(axis=0) for code in (-1, 0, 1, 2)]
    away = [np.linalg.norm(places[0] - place) for place in places[1:]]
    assert np.argmin(away) == 1


def test_figures_are_returned_and_saved(study, tmp_path):
    written = study.save(tmp_path / "pictures")
    assert [path.name for path in written] == [f"excluded-{name}-x.png" for name in "abcd"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in written)
    left, right = study.classes["b/x"].figure().axes
    assert len(left.collections[1].get_offsets()) == 40
    assert next(text.get_text() for text in right.texts) == "c/x"  # the likeliest on top


def test_a_network_by_default_the_same_for_the_same_seed():
    small = ParametricTSNE(epochs=2, hidden="8", batch_size=64, random_state=3)
    one, two = (plots.excluded(VECTORS, LABELS, classes=["a/x"], projection=small) for _ in range(2))
    assert np.isfinite(one.classes["a/x"].positions).all()
    np.testing.assert_array_equal(one.classes["a/x"].positions, two.classes["a/x"].positions)
    assert not hasattr(small, "layout_")


def test_rows_that_are_not_finite_are_left_out():
    vectors = VECTORS.copy()
    vectors[0] = np.nan
    found = plots.excluded(vectors, LABELS, classes=["a/x"], projection=PCA(2)).classes["a/x"]
    assert len(found.log_probabilities) == 39


def test_ctrl_c_ends_with_the_classes_done_so_far():
    class Stopped(PCA):
        fits = 0

        def fit(self, X, y=None):  # noqa: N803
            type(self).fits += 1
            if type(self).fits == 2:
                raise KeyboardInterrupt
            return super().fit(X, y)

    assert list(plots.excluded(VECTORS, LABELS, projection=Stopped(2)).classes) == ["a/x"]


@pytest.mark.parametrize(
    ("said", "error", "message"),
    [
        ({"labels": ["a", "b"] * 80}, ShapeError, "three classes"),
        ({"labels": LABELS[:9]}, ShapeError, "160 labels"),
        ({"labels": "kind"}, ParameterError, "kind"),
        ({"labels": LABELS, "classes": ["a/y"]}, ParameterError, "Did you mean 'a/x'"),
        ({"labels": LABELS, "projection": object()}, ParameterError, "without fit"),
        ({"labels": LABELS, "classifier": PCA(2)}, ParameterError, "predict_proba"),
        ({"labels": LABELS, "projection": PCA(3)}, ShapeError, r"\(160, 2\)"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(said, error, message):
    with pytest.raises(error, match=message):
        plots.excluded(VECTORS, **said)
