"""Quality: known answers, scikit-learn's answers, and bounds."""

import numpy as np
import pytest
from scipy.stats import spearmanr
from sklearn.datasets import load_digits, load_iris, load_wine, make_blobs, make_swiss_roll
from sklearn.manifold import trustworthiness

import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, ShapeError

DATA = np.random.default_rng(6).standard_normal((300, 8)).astype(np.float32)
BEST = ("trustworthiness", "continuity", "neighbors_kept", "distance_correlation")


def fresh():
    """Tests come in any order: each draws from a generator of its own."""
    return np.random.default_rng(7)


@pytest.mark.parametrize("scale", [1e-30, 1e-3, 1.0, 1e30])
def test_a_moved_turned_and_scaled_copy_is_perfect(scale):
    turn = np.linalg.qr(fresh().standard_normal((8, 8)))[0]
    quality = hyperscope.quality(DATA, (DATA.astype(float) @ turn * scale + 3 * scale).astype(np.float32))
    for name in BEST:
        assert quality[name] == pytest.approx(1, abs=1e-4)
        assert np.nanmin(quality.per_point[name]) > 0.99


def test_noise_keeps_what_chance_keeps():
    quality = hyperscope.quality(DATA, fresh().standard_normal((300, 2)))
    assert quality["trustworthiness"] == pytest.approx(0.5, abs=0.06)
    assert quality["continuity"] == pytest.approx(0.5, abs=0.06)
    assert quality["neighbors_kept"] == pytest.approx(15 / 299, abs=0.03)
    assert abs(quality["distance_correlation"]) < 0.1


SETS = {
    "normal": DATA,
    "one pair of columns": DATA[:40, :2],
    "far from the origin": DATA.astype(np.float64) + 1_000,
    "tiny": DATA[:200] * 1e-20,
    "wine": load_wine().data,
    "swiss roll": make_swiss_roll(600, random_state=0)[0],
    "clusters": make_blobs(500, 30, centers=5, random_state=1)[0],
}


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("k", [1, 7, 15])
def test_trustworthiness_and_continuity_are_scikit_learns(name, k):
    data = np.asarray(SETS[name], np.float64)
    for flat in (hyperscope.project(data, "pca", 2).positions, fresh().random((len(data), 2), np.float32)):
        quality = hyperscope.quality(data, flat, k=k)
        wanted = trustworthiness(data, flat, n_neighbors=k), trustworthiness(flat, data, n_neighbors=k)
        assert quality["trustworthiness"] == pytest.approx(wanted[0], abs=1e-6)
        assert quality["continuity"] == pytest.approx(wanted[1], abs=1e-6)


@pytest.mark.parametrize(
    "data", [load_iris().data[:, :3], load_digits().data[:400, 20:23], np.repeat(DATA[:20, :3], 9, axis=0)]
)
def test_a_copy_of_data_on_a_lattice_is_not_blamed_for_the_neighbour_it_shows_of_several_equally_near(data):
    quality = hyperscope.quality(data, data @ [[0, 3.7, 0], [-3.7, 0, 0], [0, 0, 3.7]] + 0.5)
    assert (quality["trustworthiness"], quality["neighbors_kept"]) == (1, 1)


def test_a_layout_on_one_heap_keeps_what_chance_keeps():
    quality = hyperscope.quality(DATA, np.zeros((300, 2)))
    assert quality["neighbors_kept"] == pytest.approx(15 / 299, abs=0.03)
    assert quality["trustworthiness"] == pytest.approx(0.5, abs=0.06)
    assert quality["continuity"] == pytest.approx(0.5, abs=0.06)


@pytest.mark.parametrize("nothing", [None, float("nan"), ""])
def test_rows_without_a_label_neither_agree_nor_vote(nothing):
    labels = ["left"] * 3 + [nothing] * 294 + ["right"] * 3
    layout = np.concatenate([np.zeros(150), np.ones(150)])[:, None] + fresh().random((300, 2)) / 10
    layout[-1] = 0
    quality = hyperscope.quality(DATA, layout, labels=labels)
    assert np.flatnonzero(np.isfinite(quality.per_point["label_agreement"])).tolist() == [
        0,
        1,
        2,
        297,
        298,
        299,
    ]
    assert hyperscope.quality(DATA, layout, labels=[nothing] * 300).scores.keys() == set(BEST)


def test_distance_correlation_is_spearmans():
    from scipy.spatial.distance import pdist

    quality = hyperscope.quality(DATA, DATA[:, :2])
    wanted = spearmanr(pdist(DATA), pdist(DATA[:, :2])).statistic
    assert quality["distance_correlation"] == pytest.approx(wanted, abs=1e-4)


@pytest.mark.parametrize("kind", ["digits of a lattice", "one-hot"])
def test_distances_that_are_equal_share_a_rank_whatever_rounding_makes_of_them(kind):
    from scipy.spatial.distance import pdist

    whole = (
        fresh().integers(0, 3, (200, 6))
        if kind == "digits of a lattice"
        else np.eye(7)[fresh().integers(0, 7, 200)]
    )
    data, layout = whole / 10 + 0.3, whole[:, :2] * 0.7
    wanted = spearmanr(pdist(whole, "sqeuclidean"), pdist(whole[:, :2], "sqeuclidean")).statistic
    assert hyperscope.quality(data, layout)["distance_correlation"] == pytest.approx(wanted, abs=1e-7)


def test_one_long_label_among_many_costs_its_own_length():
    labels = ["short"] * 4_999 + ["x" * 20_000_000]  # side by side 400 GB
    data = fresh().random((5_000, 3), np.float32)
    assert hyperscope.quality(data, data, labels=labels)["label_agreement"] > 0.99


def test_labels_agree_where_the_layout_separates_them():
    digits = load_digits()
    layout = np.column_stack([digits.target * 10, digits.target]) + fresh().standard_normal(
        (len(digits.target), 2)
    )
    assert hyperscope.quality(digits.data, layout, labels=digits.target)["label_agreement"] > 0.99
    mixed = hyperscope.quality(digits.data, fresh().random((1_797, 2)), labels=digits.target)
    assert mixed["label_agreement"] < 0.2
    data = Dataset("digits", digits.data, columns={"digit": Column.of("digit", digits.target.tolist())})
    assert hyperscope.quality(data, layout, labels="digit")["label_agreement"] > 0.99


def test_rows_left_out_are_not_measured():
    data, layout = DATA.copy(), DATA[:, :2].copy()
    data[3, 0], layout[7] = np.nan, np.nan
    quality = hyperscope.quality(data, layout)
    assert quality.sampled == 298
    assert np.flatnonzero(np.isnan(quality.per_point["trustworthiness"])).tolist() == [3, 7]


def test_many_rows_are_a_stated_sample(monkeypatch):
    monkeypatch.setattr("hyperscope.scores.quality.ROWS_AT_MOST", 100)
    few, all_ = hyperscope.quality(DATA, DATA[:, :2]), trustworthiness(DATA, DATA[:, :2], n_neighbors=15)
    assert few.sampled == 100
    assert np.isfinite(few.per_point["continuity"]).sum() == 100
    assert few["trustworthiness"] == pytest.approx(all_, abs=0.05)


@pytest.mark.parametrize("n", [3, 4, 10])
def test_few_rows_cut_k(n):
    quality = hyperscope.quality(DATA[:n], DATA[:n, :2], labels=["a"] * n)
    assert quality.k <= (n - 1) // 2
    assert all(-1 <= score <= 1 for score in quality.scores.values())
    assert quality["label_agreement"] == 1


def test_equal_rows_have_finite_scores():
    quality = hyperscope.quality(np.ones((30, 3)), np.zeros((30, 2)))
    assert all(np.isfinite(score) for score in quality.scores.values())


@pytest.mark.parametrize(("arguments", "error", "words"), [
    ({"layout": DATA[:10, :2]}, ShapeError, "one position a row"), ({"k": 0}, ParameterError, "a whole number from 1"),
    ({"labels": ["a"]}, ShapeError, "300 labels"), ({"labels": "digit"}, ParameterError, "'digit'"),
    ({"layout": np.full((300, 2), np.nan)}, ShapeError, "three placed rows"),
])  # fmt: skip
def test_refusals(arguments, error, words):
    with pytest.raises(error, match=words):
        hyperscope.quality(DATA, **{"layout": DATA[:, :2], **arguments})


def test_printed_it_shows_its_scores_and_not_its_thousands_of_points():
    printed = repr(hyperscope.quality(DATA, DATA[:, :2]))
    assert printed.startswith("<Quality: trustworthiness 0.")
    assert "array(" not in printed
