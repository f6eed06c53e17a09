"""What is done by NumPy alone where points are few: no more memory for wide rows, no zero below zero."""

import tracemalloc

import numpy as np

from hyperscope.knn import few

ROWS, KEPT, WIDE = 64, 60, 20_000


def test_wide_rows_are_measured_a_few_at_a_time():
    vectors = np.ones((ROWS, WIDE), np.float32)
    columns = np.tile(np.arange(KEPT, dtype=np.int32), (ROWS, 1))
    distances = np.empty((ROWS, KEPT), np.float32)
    tracemalloc.start()
    few.measure(vectors, np.arange(ROWS), False, columns, distances)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert not distances.any()
    assert peak < 4 * vectors.nbytes


def test_vectors_at_right_angles_have_no_product_below_zero():
    distances = np.empty((3, 2), np.float32)
    few.measure(
        np.eye(3, dtype=np.float32), np.arange(3), True, np.array([[1, 2], [0, 2], [0, 1]]), distances
    )
    assert not distances.any()
    assert not np.signbit(distances).any()
