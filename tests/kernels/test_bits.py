"""Comparisons of many numbers at once: of numbers that lie together, and of no others."""

import numpy as np
import pytest
from numba.core.errors import TypingError

from hyperscope.kernels.bits import marks


def test_numbers_that_lie_apart_are_refused_instead_of_read_as_if_they_lay_together():
    values = np.arange(256, dtype=np.int32)
    assert marks(values, 0, np.int32(62)) == 1 << 63
    with pytest.raises(TypingError, match="No implementation"):
        marks(values[::2], 0, np.int32(62))
