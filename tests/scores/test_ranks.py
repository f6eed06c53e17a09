"""Average ranks are SciPy's."""

import numpy as np
import pytest
from scipy.stats import rankdata

from hyperscope.scores.ranks import average_ranks

RNG = np.random.default_rng(2)
VALUES = {
    "no two equal": RNG.random((3, 500)),
    "many equal": RNG.integers(0, 9, (7, 300)),
    "all equal": np.ones((2, 40)),
    "zeros among them": np.maximum(RNG.standard_normal((4, 99)), 0),
    "from the smallest to the largest": np.geomspace(1e-45, 3e38, 60)[None, ::-1],
    "one of each": RNG.random((5, 1)),
}


@pytest.mark.parametrize("name", VALUES)
def test_they_are_scipys(name):
    values = np.asarray(VALUES[name], np.float32)
    np.testing.assert_array_equal(average_ranks(values), rankdata(values, axis=1))


def test_rows_need_not_lie_together():
    values = RNG.random((50, 20), np.float32).T
    np.testing.assert_array_equal(average_ranks(values), rankdata(values, axis=1))
