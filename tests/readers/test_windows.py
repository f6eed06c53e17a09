"""Arrays that cannot be mapped: every way of asking for rows gives what NumPy gives."""

import numpy as np
import pytest

from hyperscope.errors import PathError
from hyperscope.readers.arrays.windows import Windows

ARRAY = np.arange(60, dtype=">f4").reshape(12, 5)


@pytest.fixture
def windows(tmp_path):
    (tmp_path / "rows").write_bytes(b"12345678" + ARRAY.tobytes())
    return Windows(tmp_path / "rows", ARRAY.dtype, 8, (12, 5))


@pytest.mark.parametrize("key", [
    3, -1, slice(2, 7), slice(None), slice(9, 3), slice(1, 11, 3), slice(None, None, -2), [4, 5, 6, 1, 1, -2], [],
    np.arange(12) % 3 == 0, (slice(None), slice(1, 4)), (slice(2, 5), 0), ([3, 1], slice(None, 2)),
])  # fmt: skip
def test_rows_are_numpys(windows, key):
    key = np.array(key, int) if isinstance(key, list) else key
    np.testing.assert_array_equal(np.asarray(windows[key]), ARRAY[key])


def test_it_tells_what_it_is(windows):
    assert (windows.shape, windows.ndim, len(windows), windows.nbytes) == (ARRAY.shape, 2, 12, ARRAY.nbytes)
    assert windows[:, :2].shape == (12, 2)
    np.testing.assert_array_equal(windows[:, 1:3][[7, 2]], ARRAY[[7, 2], 1:3])


def test_rows_that_are_not_there(windows, tmp_path):
    with pytest.raises(IndexError, match="rows from 0 to 11"):
        windows[[3, 12]]
    (tmp_path / "rows").write_bytes(b"short")
    with pytest.raises(PathError, match="cut off meanwhile"):
        windows[:]
