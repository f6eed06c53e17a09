"""The wire format: numbers and fields."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyperscope.readers.checkpoint import wire
from hyperscope.readers.checkpoint.damage import Malformed
from tests.readers.checkpoint.writing import field, varint

UINT64 = st.integers(0, 2**64 - 1)


@given(UINT64)
def test_a_number_is_read_back(number):
    data = memoryview(varint(number) + b"rest")
    assert wire.varint(data, 0, len(data)) == (number, len(data) - 4)


@given(st.lists(UINT64))
def test_packed_numbers_are_read_back(numbers):
    found = wire.numbers(b"".join(map(varint, numbers)))
    assert found.tolist() == numbers


def test_packed_numbers_may_fill_several_blocks():
    numbers = np.arange(400_000, dtype=np.uint64)
    packed = b"".join(map(varint, numbers.tolist()))
    assert len(packed) > wire.BLOCK
    np.testing.assert_array_equal(wire.numbers(packed), numbers)


@pytest.mark.parametrize("packed", [b"\x80", b"\1\xff\xff", b"\x80" * 10 + b"\1"])
def test_a_number_that_does_not_end_is_refused(packed):
    with pytest.raises(Malformed, match="number"):
        wire.numbers(packed)


def test_negative_numbers_take_ten_bytes():
    found = wire.numbers(varint(-1) + varint(-(2**31)))
    assert found.astype(np.int64).tolist() == [-1, -(2**31)]


def test_fields_of_every_type_are_passed_over():
    data = memoryview(b"\x08\x96\x01" + b"\x11" + b"8" * 8 + field(3, b"abc") + b"\x25" + b"4444")
    found = [
        (number, kind, bytes(data[start:end])) for number, kind, start, end in wire.fields(data, 0, len(data))
    ]
    assert found == [(1, 0, b"\x96\x01"), (2, 1, b"8" * 8), (3, 2, b"abc"), (4, 5, b"4444")]


@pytest.mark.parametrize(
    "data", [b"\x0b", b"\x0c", b"\x00\x01", b"\x1a\x05abc", b"\x11123", b"\x80"], ids=["group", "end", "0", "long", "cut", "tag"]
)  # fmt: skip
def test_broken_fields_are_refused(data):
    with pytest.raises(Malformed, match=r"field|number"):
        list(wire.fields(memoryview(data), 0, len(data)))
