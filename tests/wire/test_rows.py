import numpy as np
import pytest

from hyperscope.errors import QueryError
from hyperscope.wire.rows import pack, unpack


@pytest.mark.parametrize("n", [1, 7, 8, 9, 1_000])
def test_rows_come_back_as_they_went(n):
    rows = np.flatnonzero(np.random.default_rng(n).random(n) < 0.5)
    rows = rows if len(rows) else np.array([0])
    assert len(pack(rows, n)) == (n + 7) // 8
    np.testing.assert_array_equal(unpack(pack(rows, n), n), rows)


def test_bits_are_lowest_first():
    assert unpack(b"\x01\x02", 10).tolist() == [0, 9]


@pytest.mark.parametrize(
    ("bits", "said"), [(b"", "0 bits"), (b"\x01", "8 bits"), (b"\x01\x04", "16 bits"), (b"\x00\x00", "none")]
)
def test_bits_that_are_no_rows_are_refused(bits, said):
    with pytest.raises(QueryError, match=said):
        unpack(bits, 10)
