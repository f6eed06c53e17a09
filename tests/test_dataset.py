"""Dataset: blocks, left-out rows, selections, fingerprints."""

import numpy as np
import pytest

import hyperscope
from hyperscope import dataset as module
from hyperscope.columns import Column
from hyperscope.dataset import Dataset, spread

VECTORS = np.random.default_rng(0).standard_normal((50, 4))


def test_blocks_are_float32_and_cover_every_row():
    for rows in (7, 50, 100, None):
        blocks = list(Dataset("test", VECTORS).blocks(rows))
        np.testing.assert_array_equal(
            np.concatenate([block for _, block in blocks]), VECTORS.astype(np.float32)
        )
        assert all(block.dtype == np.float32 and block.flags.c_contiguous for _, block in blocks)


def test_float32_vectors_are_not_copied():
    vectors = VECTORS.astype(np.float32)
    assert np.shares_memory(Dataset("test", vectors).as_float32(), vectors)


def test_rows_that_are_left_out():
    vectors = VECTORS.copy()
    vectors[3, 1], vectors[8, 0], vectors[9, 2], vectors[20, 3] = np.nan, np.inf, -np.inf, 1e300
    data = Dataset("test", vectors)
    assert data.left_out.tolist() == [3, 8, 9, 20]
    assert data.finite().n == 46
    assert np.flatnonzero(np.isnan(data.lengths)).tolist() == [3, 8, 9, 20]
    assert len(Dataset("test", np.ones((3, 2), np.int8)).left_out) == 0


def test_lengths_are_over_the_largest_number():
    data = Dataset("test", VECTORS * 1e30)
    np.testing.assert_allclose(
        data.lengths * np.abs(VECTORS).max(), np.linalg.norm(VECTORS, axis=1), rtol=1e-5
    )


def test_a_selection_takes_columns_along_and_says_so():
    data = Dataset("test", VECTORS, columns={"row": Column.of("row", list(range(50)))})
    few = data.select(np.array([4, 2]))
    assert few.columns["row"].text == ["4", "2"]
    assert few.history == ("2 of 50 rows",)


@pytest.mark.parametrize("whole", [True, False])
def test_fingerprints_tell_data_apart(whole, monkeypatch):
    if not whole:
        monkeypatch.setattr(module, "FULL_FINGERPRINT_BYTES", 100)
    data = Dataset("test", VECTORS)
    prints = {
        one.fingerprint
        for one in (
            data,
            Dataset("test", VECTORS.astype(np.float32)),
            Dataset("test", VECTORS + 1),
            data.select(np.arange(50)),
        )
    }
    assert len(prints) == 4
    assert data.fingerprint == Dataset("another name", VECTORS.copy()).fingerprint


def test_spread_puts_nan_where_rows_were_left_out():
    positions = np.ones((2, 3), np.float32)
    full = spread(positions, 4, np.array([0, 2]))
    assert np.isnan(full[[1, 3]]).all()
    assert (full[[0, 2]] == 1).all()
    assert spread(positions, 2, np.array([0, 1])) is positions


def test_each_says_in_a_line_what_it_is():
    vectors = np.random.default_rng(0).random((30, 4)).astype(np.float32)
    columns = {f"c{place}": Column.of(f"c{place}", [str(place)] * 30) for place in range(10)}
    data = Dataset("some", vectors, columns, notes=("a note",))
    named = ", ".join(f"c{place}" for place in range(8))
    assert repr(data) == f"<Dataset some: 30 × 4 float32; columns {named} and 2 more; 1 in notes>"
    assert repr(hyperscope.neighbors(data, 5)) == "<KnnGraph: 5 neighbours of 30 rows, euclidean, exact>"
    layout = hyperscope.project(data, "tsne", n_iter=3)
    assert repr(layout) == f"<Layout tsne: 30 × 2, 3 iterations, loss {layout.loss:.3f}>"
    assert repr(hyperscope.quality(data, layout, k=5)).endswith(
        "; 30 rows, 5 neighbours, 4 dimensions, euclidean>"
    )
    assert data != Dataset("some", vectors)
