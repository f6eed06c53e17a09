"""Axes of a person's own: where points lie between two ends, looked up in the whole dataset."""

import re

import numpy as np
import pytest

import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, QueryError

RNG = np.random.default_rng(21)
MEANINGS = np.linalg.qr(RNG.standard_normal((12, 12)))[0][:3]  # good, royal, female: at right angles
WORDS = {
    "best": (3, 0, 0), "worst": (-3, 0, 0), "violence": (-2, 0, 0), "conflict": (-1.5, 0, 0), "idea": (1.5, 0, 0),
    "science": (2, 0, 0), "weather": (0, 0, 0), "king": (0, 2, -1), "queen": (0, 2, 1), "man": (0, 0, -1),
    "woman": (0, 0, 1), "Bestiary": (0, -1, 0), "t-shirt": (0, -2, 0),
}  # fmt: skip
NOISE = RNG.standard_normal((len(WORDS), 12)) * 0.01
VECTORS = (np.array(list(WORDS.values())) @ MEANINGS + NOISE + 4).astype(np.float32)
DATA = Dataset("words", VECTORS, columns={"word": Column.of("word", list(WORDS))})
ROW = {word: row for row, word in enumerate(WORDS)}


def custom(data=DATA, **params):
    return hyperscope.project(data, "custom", **params)


def order(layout, column=0):
    placed = [word for word in WORDS if np.isfinite(layout.positions[ROW[word], 0])]
    return sorted(placed, key=lambda word: layout.positions[ROW[word], column])


def test_an_axis_orders_by_meaning_with_its_ends_looked_up_beyond_the_rows_shown():
    some = [ROW[word] for word in ("violence", "conflict", "idea", "science", "weather")]
    layout = custom(rows=some, x=("worst", "best"))
    assert order(layout) == ["violence", "conflict", "weather", "idea", "science"]
    assert np.isnan(layout.positions[ROW["best"]]).all()


def test_the_direction_has_unit_length_and_0_is_midway():
    layout = custom(x=("worst", "best"))
    low, high = VECTORS[ROW["worst"]].astype(float), VECTORS[ROW["best"]].astype(float)
    wanted = (VECTORS - (low + high) / 2) @ (high - low) / np.linalg.norm(high - low)
    np.testing.assert_allclose(layout.positions[:, 0], wanted, atol=1e-4)
    assert layout.positions[ROW["best"], 0] == pytest.approx(-layout.positions[ROW["worst"], 0], abs=1e-4)


def test_one_axis_spreads_the_other_by_its_seed_and_says_so():
    one, same, other = (custom(x=("worst", "best"), random_state=seed) for seed in (1, 1, 2))
    assert one.axes == ("worst → best", "no axis")
    np.testing.assert_array_equal(one.positions, same.positions)
    assert (one.positions[:, 1] != other.positions[:, 1]).any()
    assert 0 < one.positions[:, 1].std() < one.positions[:, 0].std()


def test_a_picture_in_depth_without_a_third_axis_is_flat():
    layout = custom(x=("worst", "best"), n_components=3)
    assert layout.axes == ("worst → best", "no axis", "no axis")
    assert (layout.positions[:, 2] == 0).all()
    assert layout.positions[:, 1].any()


def test_a_third_axis_makes_three_dimensions():
    layout = custom(x=("worst", "best"), y=("man", "king"), z=("man", "woman"))
    assert layout.axes == ("worst → best", "man → king", "man → woman")
    assert layout.positions.shape == (len(WORDS), 3)
    assert order(layout, 2)[-1] in ("woman", "queen")
    assert custom(x=("worst", "best"), z=("man", "woman")).axes[1] == "no axis"


def test_an_axis_that_is_not_drawn_is_told():
    layout = custom(x=("worst", "best"), z=("man", "woman"), n_components=2)
    assert layout.positions.shape[1] == 2
    assert "Z has ends but is not drawn in 2-D." in layout.notes


def test_arithmetic_finds_the_queen():
    layout = custom(x=("king", "king - man + woman"))
    assert order(layout)[-1] in ("woman", "queen")
    np.testing.assert_allclose(layout.positions[ROW["queen"]][0], -layout.positions[ROW["king"]][0], atol=0.1)


@pytest.mark.parametrize(("end", "words"), [
    ("best", ["best"]), ("BEST", ["best"]), ("est", ["best", "Bestiary"]), ("/^best/", ["best", "Bestiary"]),
    ("/(?-i)^best/", ["best"]), (re.compile("^Best"), ["Bestiary"]), (re.compile("^BEST$", re.IGNORECASE), ["best"]),
    ("#2", ["violence"]), (2, ["violence"]), ([2, 3], ["violence", "conflict"]),
    ("#2-3, #5", ["violence", "conflict", "science"]),
    (np.array([3, 2]), ["violence", "conflict"]), ("t-shirt", ["t-shirt"]), ("  idea ", ["idea"]),
])  # fmt: skip
def test_what_an_end_may_be(end, words):
    layout = custom(x=("weather", end))
    place = VECTORS[[ROW[word] for word in words]].mean(axis=0, dtype=float)
    direction = place - VECTORS[ROW["weather"]]
    wanted = VECTORS @ direction / np.linalg.norm(direction)
    np.testing.assert_allclose(np.ptp(layout.positions[:, 0]), np.ptp(wanted), rtol=1e-4)
    assert f"({len(words)} match" in layout.notes[0].rpartition("to “")[2]


def test_a_label_with_a_sign_in_it_is_a_label():
    data = Dataset("d", VECTORS, columns={"word": Column.of("word", ["black - white", *list(WORDS)[1:]])})
    assert "“black - white” (1 match)" in custom(data, x=("king", "black - white")).notes[0]


def test_matches_are_counted_for_each_term():
    assert custom(x=("est", "king - man + woman")).notes == (
        "X runs from “est” (2 matches) to “king - man + woman” (1 and 1 and 1 matches).",
    )


def test_another_column():
    columns = {**DATA.columns, "kind": Column.of("kind", ["a"] * 6 + ["b"] * 7)}
    layout = custom(Dataset("d", VECTORS, columns=columns), column="kind", x=("a", "b"))
    assert "(6 matches) to “b” (7 matches)" in layout.notes[0]


def test_right_angles_take_away_what_the_first_axis_says():
    ends = {"x": ("worst", "best"), "y": ("worst", "king")}
    linear = custom(**ends, right_angles=True).transform
    assert linear is not None
    np.testing.assert_allclose(linear.directions @ linear.directions.T, np.eye(2), atol=1e-12)
    slanted = custom(**ends).transform
    assert slanted is not None
    assert slanted.directions[0] @ slanted.directions[1] > 0.3


def test_ends_at_the_same_place_say_nothing_and_say_so():
    layout = custom(x=("best", "best"))
    assert (layout.positions[:, 0] == 0).all()
    assert any("X says nothing" in note for note in layout.notes)


def test_a_place_beyond_float32_is_as_far_as_float32_goes():
    layout = custom(np.array([[-3e38] * 8, [3e38] * 8, [1.0] * 8], np.float32), x=(0, 1))
    np.testing.assert_allclose(layout.positions[:, 0], [-3.4028e38, 3.4028e38, 0], rtol=1e-4, atol=10)


def test_rows_that_are_not_finite_are_no_ends():
    vectors = VECTORS.copy()
    vectors[ROW["Bestiary"]] = np.nan
    data = Dataset("d", vectors, columns=DATA.columns)
    assert "“est” (1 match)" in custom(data, x=("worst", "est")).notes[-1]
    with pytest.raises(QueryError, match="a row of finite numbers for 'bestiary'"):
        custom(data, x=("worst", "bestiary"))


def test_normalised_vectors_are_projected_and_looked_up_alike():
    layout = custom(x=("worst", "best"), normalize="unit")
    units = VECTORS / np.linalg.norm(VECTORS, axis=1, keepdims=True)
    direction = (units[ROW["best"]] - units[ROW["worst"]]).astype(float)
    wanted = units @ direction / np.linalg.norm(direction)
    np.testing.assert_allclose(np.ptp(layout.positions[:, 0]), np.ptp(wanted), rtol=1e-4)


@pytest.mark.parametrize(("params", "error", "words"), [
    ({"x": ("wurst", "best")}, QueryError, "x_from: expected a cell of 'word' that matches 'wurst', got none among 13"),
    ({"x": ("worst", "best - wurst")}, QueryError, "x_to: .*'wurst'"), ({"x": ("worst", "#99")}, QueryError, "#0 to #12"),
    ({}, ParameterError, "two ends of the x axis"), ({"x_from": "worst"}, ParameterError, "only x_from = 'worst'"),
    ({"x": ("worst", "best"), "y": ("", "best")}, ParameterError, "y_from: expected two ends of the y axis"),
    ({"x": "worst"}, ParameterError, "x: expected two ends"), ({"x": ("worst", 3.5)}, ParameterError, "x_to: .*3.5"),
    ({"x": ("worst", None)}, ParameterError, "x_to: expected a text"),
    ({"x": ("worst", "/[/")}, QueryError, "regular expression"),
    ({"x": ("worst", "best"), "column": "nothing"}, QueryError, "one of the columns"),
    ({"x": ("worst", "best"), "n_components": 4}, ParameterError, "1, 2 or 3 components"),
    ({"x": ("worst", "best"), "rows": [13]}, hyperscope.HyperscopeError, "row numbers from 0 to 12"),
])  # fmt: skip
def test_refusals(params, error, words):
    with pytest.raises(error, match=words):
        custom(**params)


def test_data_without_columns_have_rows_for_ends():
    assert custom(VECTORS, x=(ROW["worst"], ROW["best"])).axes[0] == "#1 → #0"
    with pytest.raises(QueryError, match="a column to search in"):
        custom(VECTORS, x=("worst", "best"))
