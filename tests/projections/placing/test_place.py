"""New points among old ones: where their neighbours are, whoever comes with them."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

import hyperscope
from hyperscope.errors import ParameterError, ShapeError

DIGITS, LABELS = load_digits(return_X_y=True)
DIGITS = DIGITS.astype(np.float32)
ORDER = np.random.default_rng(0).permutation(len(DIGITS))
OLD, NEW = ORDER[:900], ORDER[900:1_200]
METHODS = [("tsne", 2), ("tsne", 3), ("umap", 2), ("umap", 3)]


@pytest.fixture(scope="module")
def layouts():
    return {(name, p): hyperscope.project(DIGITS[OLD], name, p) for name, p in METHODS}


def named_by_neighbours(layout, positions):
    far = np.linalg.norm(positions[:, None] - layout.positions[None], axis=2)
    near = LABELS[OLD][np.argsort(far, axis=1)[:, :10]]
    return np.array([np.bincount(row).argmax() for row in near])


@pytest.mark.parametrize("asked", METHODS, ids=str)
def test_new_digits_land_among_their_own(layouts, asked):
    placed = hyperscope.place(layouts[asked], DIGITS[OLD], DIGITS[NEW])
    assert placed.positions.shape == (300, asked[1])
    assert (named_by_neighbours(layouts[asked], placed.positions) == LABELS[NEW]).mean() > 0.95


@pytest.mark.parametrize("asked", METHODS, ids=str)
def test_old_rows_come_back_to_where_they_are(layouts, asked):
    layout = layouts[asked]
    back = hyperscope.place(layout, DIGITS[OLD], DIGITS[OLD[:200]]).positions
    moved = np.linalg.norm(back - layout.positions[:200], axis=1)
    assert np.median(moved) < 0.02 * np.ptp(layout.positions, axis=0).max()


@pytest.mark.parametrize("asked", METHODS, ids=str)
def test_where_a_point_lands_does_not_depend_on_its_company(layouts, asked):
    together = hyperscope.place(layouts[asked], DIGITS[OLD], DIGITS[NEW]).positions
    alone = hyperscope.place(layouts[asked], DIGITS[OLD], DIGITS[NEW[7:8]]).positions
    np.testing.assert_allclose(alone[0], together[7], atol=1e-2)
    again = hyperscope.place(layouts[asked], DIGITS[OLD], DIGITS[NEW]).positions
    np.testing.assert_array_equal(again, together)


@pytest.mark.parametrize("method", ["pca", "custom"])
@pytest.mark.parametrize("normalize", ["none", "sphereize", "zscore"])
def test_linear_methods_are_exact(method, normalize):
    ends = {"x": (0, 1), "y": (2, 3)} if method == "custom" else {}
    whole = hyperscope.project(DIGITS[OLD], method, 2, normalize=normalize, **ends)
    placed = hyperscope.place(whole, DIGITS[OLD], DIGITS[OLD[40:50]])
    np.testing.assert_allclose(placed.positions, whole.positions[40:50], rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    "params", [{"normalize": "zscore"}, {"truncate": 40}, {"reduce": 20}, {"metric": "cosine", "reduce": 20}]
)
def test_new_rows_go_the_way_of_the_old(params):
    layout = hyperscope.project(DIGITS[OLD], "umap", n_epochs=150, **params)
    placed = hyperscope.place(layout, DIGITS[OLD], DIGITS[NEW])
    assert (named_by_neighbours(layout, placed.positions) == LABELS[NEW]).mean() > 0.9


def test_rows_that_are_not_finite_are_left_out_on_either_side(layouts):
    old, new = DIGITS[OLD].copy(), DIGITS[NEW].copy()
    old[5, 3], new[2] = np.nan, np.inf
    layout = hyperscope.project(old, "umap", n_epochs=60)
    placed = hyperscope.place(layout, old, new)
    assert np.flatnonzero(np.isnan(placed.positions).any(axis=1)).tolist() == [2]
    assert placed.notes == (
        "Placed in a layout of 900 rows.",
        "1 of 300 rows holds NaN or infinity and was left out.",
    )


@pytest.mark.parametrize("n", [2, 3, 5])
@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_few_and_equal_rows(n, method):
    layout = hyperscope.project(np.ones((n, 3)), method)
    assert np.isfinite(hyperscope.place(layout, np.ones((n, 3)), np.ones((4, 3))).positions).all()


def test_refusals(layouts):
    layout, data = layouts["tsne", 2], DIGITS[OLD]
    with pytest.raises(ShapeError, match="a layout of the 899 rows"):
        hyperscope.place(layout, data[1:], DIGITS[NEW])
    with pytest.raises(ShapeError, match=r"new rows of 64 dimensions, got .* new rows of 63"):
        hyperscope.place(layout, data, DIGITS[NEW][:, 1:])
    with pytest.raises(ShapeError, match="none of them finite"):
        hyperscope.place(layout, data, np.full((2, 64), np.nan))
    without = hyperscope.project(data, "umap", graph=hyperscope.neighbors(data, 20), n_epochs=5)
    with pytest.raises(ParameterError, match="metric 'precomputed'"):
        hyperscope.place(without, data, DIGITS[NEW])
