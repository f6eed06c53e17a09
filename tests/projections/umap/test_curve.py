"""The curve of the picture's nearness: what scipy's own fit says, at every scale."""

import numpy as np
import pytest
from scipy.optimize import curve_fit

from hyperscope.projections.umap.curve import fitted


@pytest.mark.parametrize("spread", [0.5, 1.0, 3.0])
@pytest.mark.parametrize("min_dist", [0.0, 0.1, 0.4])
def test_equals_scipys_fit(min_dist, spread):
    d = np.linspace(0, 3 * spread, 300)
    target = np.where(d < min_dist, 1, np.exp(-(d - min_dist) / spread))
    wanted, _ = curve_fit(lambda d, a, b: 1 / (1 + a * d ** (2 * b)), d, target)
    np.testing.assert_allclose(fitted(min_dist, spread), wanted, rtol=1e-4)


def test_the_published_pair():
    assert fitted(0.1, 1.0) == pytest.approx((1.577, 0.895), abs=5e-4)


@pytest.mark.parametrize("spread", [0.1, 1, 10])
@pytest.mark.parametrize("share", [0, 0.5, 0.99, 1, 50])
def test_finite_over_the_whole_table(share, spread):
    a, b = fitted(share * spread, spread)
    assert 0 < a < 1e6
    assert 0.2 < b < 20
