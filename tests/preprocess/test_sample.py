"""A seeded sample: fair to every group where a column is named."""

import numpy as np
import pytest

import hyperscope
from hyperscope import preprocess
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError

LABELS = ["a"] * 700 + ["b"] * 290 + ["c"] * 10
ORDER = np.random.default_rng(2).permutation(1_000)
LABELS = [LABELS[place] for place in ORDER]
DATA = Dataset(
    "test", np.arange(3_000, dtype=np.float32).reshape(1_000, 3), columns={"kind": Column.of("kind", LABELS)}
)


def counts(data):
    return {name: data.columns["kind"].text.count(name) for name in "abc"}


def test_groups_keep_their_shares():
    part = preprocess.sample(DATA, 100, by="kind")
    assert counts(part) == {"a": 70, "b": 29, "c": 1}
    assert part.history == ("a sample of 100 of 1,000 rows, stratified by 'kind', seed 0",)


def test_a_rare_group_is_not_lost():
    assert counts(preprocess.sample(DATA, 10, by="kind"))["c"] == 1
    assert sum(counts(preprocess.sample(DATA, 2, by="kind")).values()) == 2


@pytest.mark.parametrize("by", [None, "kind"])
def test_rows_are_distinct_in_order_and_go_with_their_labels(by):
    part = preprocess.sample(DATA, 333, by=by, seed=4)
    rows = (part.vectors[:, 0] / 3).astype(int)
    assert len(set(rows)) == part.n == 333
    assert (np.diff(rows) > 0).all()
    assert part.columns["kind"].text == [LABELS[row] for row in rows]
    np.testing.assert_array_equal(part.vectors, preprocess.sample(DATA, 333, by=by, seed=4).vectors)
    assert (part.vectors != preprocess.sample(DATA, 333, by=by, seed=5).vectors).any()


def test_no_row_that_cannot_be_placed_and_nothing_to_do():
    vectors = DATA.vectors.copy()
    vectors[::2] = np.nan
    part = preprocess.sample(Dataset("test", vectors, columns=DATA.columns), 400, by="kind")
    assert np.isfinite(part.vectors).all()
    assert preprocess.sample(DATA, 1_000) is DATA


def test_from_python_with_everything_else():
    part = hyperscope.prepare(DATA, normalize="zscore", truncate=2, sample=50, by="kind")
    assert part.vectors.shape == (50, 2)
    assert part.history == (
        "first 2 of 3 dimensions", "z-scores", "a sample of 50 of 1,000 rows, stratified by 'kind', seed 0",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"), [((0,), "at least one row"), ((5, "kin"), "Did you mean 'kind'")]
)
def test_refusals(arguments, words):
    with pytest.raises(ParameterError, match=words):
        preprocess.sample(DATA, *arguments)
