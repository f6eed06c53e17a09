"""Parametric t-SNE: what it learns, and what it places that it has not seen."""

import zipfile

import numpy as np
import pytest
from sklearn.datasets import load_digits
from sklearn.neighbors import KNeighborsClassifier

import hyperscope
from hyperscope import ParametricTSNE
from hyperscope.backend import keras
from hyperscope.errors import FormatError, HyperscopeError, ParameterError, PathError, ShapeError, StateError
from hyperscope.progress import drive
from hyperscope.projections.parametric import scales
from hyperscope.projections.parametric.edges import Edges
from hyperscope.projections.parametric.network import Network
from hyperscope.projections.parametric.pairs import Pairs
from hyperscope.projections.tsne.affinities import Affinities

DIGITS, LABELS = load_digits(return_X_y=True)
DIGITS = DIGITS.astype(np.float32)
SMALL = {"hidden": "32, 32", "learning_rate": 1e-2}


@pytest.fixture(scope="module")
def trained():
    """Seen the first 1,300 digits, 30 times."""
    return ParametricTSNE(epochs=30, **SMALL).fit(DIGITS[:1300])


def test_it_keeps_neighbours_and_places_what_it_has_not_seen(trained):
    seen, unseen = trained.embedding_, trained.transform(DIGITS[1300:])
    classes = KNeighborsClassifier(10).fit(seen, LABELS[:1300])
    assert classes.score(unseen, LABELS[1300:]) > 0.8  # by chance: 0.1
    first_two = hyperscope.project(DIGITS[:1300], "pca", 2)
    kept = hyperscope.quality(DIGITS[:1300], trained.layout_)["trustworthiness"]
    assert kept > hyperscope.quality(DIGITS[:1300], first_two)["trustworthiness"] + 0.05


def test_new_rows_land_where_the_old_ones_did_and_do_not_depend_on_their_company(trained):
    np.testing.assert_allclose(trained.transform(DIGITS[:50]), trained.embedding_[:50], rtol=1e-4, atol=1e-3)
    np.testing.assert_allclose(trained.transform(DIGITS[7:8]), trained.embedding_[7:8], rtol=1e-4, atol=1e-3)
    placed = hyperscope.place(trained.layout_, DIGITS[:1300], DIGITS[:50])
    np.testing.assert_allclose(placed.positions, trained.embedding_[:50], rtol=1e-4, atol=1e-3)


def test_rows_that_are_not_finite_have_no_place(trained):
    rows = DIGITS[:3].copy()
    rows[1, 4] = np.nan
    assert np.isnan(trained.transform(rows)).all(axis=1).tolist() == [False, True, False]


def test_save_and_load(trained, tmp_path):
    path = trained.save(tmp_path / "digits.keras")
    again = ParametricTSNE.load(path)
    np.testing.assert_allclose(again.transform(DIGITS[:20]), trained.embedding_[:20], rtol=1e-4, atol=1e-3)
    assert again.get_params() == trained.get_params()
    alone = keras().saving.load_model(path)
    np.testing.assert_allclose(
        alone.predict_on_batch(DIGITS[:20]), trained.embedding_[:20], rtol=1e-4, atol=1e-3
    )
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["digits.keras"]


def test_what_was_normalised_is_normalised_for_new_rows_too(tmp_path):
    made = ParametricTSNE(epochs=1, normalize="zscore", **SMALL).fit(DIGITS[:200] * 7 + 3)
    again = ParametricTSNE.load(made.save(tmp_path / "z.keras"))
    np.testing.assert_allclose(again.transform(DIGITS[:9] * 7 + 3), made.embedding_[:9], rtol=1e-4, atol=1e-3)


def test_files_that_it_did_not_write_are_refused(trained, tmp_path):
    with pytest.raises(PathError, match=r"ends in \.keras"):
        trained.save(tmp_path / "digits.h5")
    with pytest.raises(PathError, match="nothing at"):
        ParametricTSNE.load(tmp_path / "none.keras")
    (tmp_path / "text.keras").write_text("no zip")
    with pytest.raises(FormatError, match="saved by ParametricTSNE"):
        ParametricTSNE.load(tmp_path / "text.keras")
    with zipfile.ZipFile(tmp_path / "empty.keras", "w") as archive:
        archive.writestr("hyperscope.json", "{}")
    with pytest.raises(FormatError, match=r"empty\.keras"):
        ParametricTSNE.load(tmp_path / "empty.keras")


def test_a_network_of_ones_own():
    layers = keras().layers
    network = keras().Sequential(
        [keras().Input((8, 8, 1)), layers.Conv2D(4, 3, activation="relu"), layers.Flatten(), layers.Dense(3)]
    )
    made = ParametricTSNE(3, network=network, epochs=1).fit(DIGITS[:100])
    assert made.network_ is network
    np.testing.assert_allclose(
        made.embedding_, network.predict_on_batch(DIGITS[:100].reshape(-1, 8, 8, 1)), rtol=1e-4, atol=1e-4
    )
    with pytest.raises(ShapeError, match="one from \\(8, 8, 1\\) to \\(3,\\)"):
        ParametricTSNE(2, network=network).fit(DIGITS[:100])


def test_several_perplexities_are_heard_alike():
    made = ParametricTSNE(perplexity=(5, 20), epochs=1, **SMALL).fit(DIGITS[:200])
    assert made.layout_.params["perplexity"] == "5, 20"
    one = Affinities(np.array([0, 1, 2]), np.array([1, 0], np.int32), np.array([0.5, 0.5], np.float32))
    other = Affinities(
        np.array([0, 2, 3]), np.array([0, 1, 0], np.int32), np.array([0.2, 0.4, 0.4], np.float32)
    )
    both = drive(scales.mean([one, other]))
    assert (both.starts.tolist(), both.indices.tolist()) == ([0, 2, 3], [0, 1, 0])
    np.testing.assert_allclose(both.values, [0.1, 0.45, 0.45])


def test_an_odd_number_of_components_is_learnt_from_pairs():
    made = ParametricTSNE(5, epochs=1, **SMALL).fit(DIGITS[:100])
    assert made.embedding_.shape == (100, 5)
    assert made.layout_.params["learn_from"] == "pairs"
    assert made.layout_.params["batch_size"] == 1024
    with pytest.raises(ParameterError, match="'layout' in 5 components"):
        ParametricTSNE(5, learn_from="layout").fit(DIGITS[:100])


def test_what_is_learnt_from_a_layout_is_that_layout_and_its_loss_is_exact():
    """A network that can hold 60 rows by heart comes close to t-SNE's layout of them, and to its loss."""
    made = ParametricTSNE(perplexity=15, epochs=400, hidden="128", learning_rate=1e-2).fit(DIGITS[:60])
    free = hyperscope.project(DIGITS[:60], "tsne", perplexity=15, reduce=0)
    assert made.layout_.loss == pytest.approx(free.loss, abs=0.05)
    gaps = np.linalg.norm(made.embedding_ - free.positions, axis=1)
    assert np.median(gaps) < 0.1 * free.positions.std()


def test_edges_are_drawn_as_often_as_they_listen():
    p = Affinities(
        np.array([0, 2, 3, 4]), np.array([1, 2, 0, 0], np.int32), np.array([0.1, 0.4, 0.1, 0.4], np.float32)
    )
    drawn = Edges.of(p).drawn(20_000, np.random.default_rng(0)).reshape(2, -1)
    met = np.zeros((3, 3))
    np.add.at(met, (drawn[0], drawn[1]), 1 / 20_000)
    np.testing.assert_allclose(met, [[0, 0.1, 0.4], [0.1, 0, 0], [0.4, 0, 0]], atol=0.02)


def test_the_loss_of_a_batch_is_that_of_its_pairs():
    """Against sums written out: −Σ log w over drawn pairs, and the mean of w over all others of different points."""
    network = keras().Sequential(
        [keras().Input((2,)), keras().layers.Dense(2, kernel_initializer="identity")]
    )
    heads, tails = np.array([0, 1, 2, 3, 4], np.int64), np.array([3, 4, 0, 0, 1], np.int32)
    p = Affinities(np.arange(6), tails, np.full(5, 0.2, np.float32))
    pairs = Pairs(Network(network), p, 6, 10, 1e-9)
    places = np.random.default_rng(1).standard_normal((5, 2)).astype(np.float32)
    pairs._batches = 1
    drive(pairs.epoch(places, (0, 0)))
    points = Edges.of(p).drawn(3, np.random.default_rng((0, 0)))
    assert set(zip(points[:3], points[3:], strict=True)) <= set(zip(heads, tails, strict=True))
    w = 1 / (1 + np.square(places[:, None] - places[None]).sum(axis=2))
    attraction = -np.mean([np.log(w[a, b]) for a, b in zip(points[:3], points[3:], strict=True)])
    others = [
        w[points[i], points[j]]
        for i in range(6) for j in range(6) if points[i] != points[j] and abs(i - j) != 3
    ]  # fmt: skip
    wanted = np.log(0.2) + attraction + np.log(np.mean(others) * 20)
    assert drive(pairs.loss(places)) == pytest.approx(wanted, rel=1e-4)


@pytest.mark.parametrize(
    "wrong",
    [
        {"perplexity": "many"},
        {"perplexity": "0"},
        {"hidden": "wide"},
        {"hidden": "0"},
        {"learn_from": "books"},
    ],
)
def test_parameters_that_say_nothing_are_refused(wrong):
    with pytest.raises(ParameterError, match=next(iter(wrong))):
        hyperscope.project(DIGITS[:50], "parametric", **wrong)


def test_it_says_what_to_do_first():
    with pytest.raises(StateError, match="Call fit"):
        ParametricTSNE().transform(DIGITS)
    with pytest.raises(StateError, match="Call fit"):
        ParametricTSNE().save("x.keras")
    with pytest.raises(HyperscopeError, match="graph of neighbours"):
        ParametricTSNE().fit(hyperscope.neighbors(DIGITS[:50], 5))
