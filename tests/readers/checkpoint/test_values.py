"""The values of V1 slices, in every packing that a writer may choose."""

import struct

import numpy as np
import pytest

from hyperscope.readers.checkpoint import values
from hyperscope.readers.checkpoint.damage import Malformed
from hyperscope.readers.checkpoint.dtypes import DTYPES
from tests.readers.checkpoint.writing import field, varint

FLOAT, INT32, INT64, HALF, STRING, BOOL = (DTYPES[number] for number in (1, 3, 9, 19, 7, 10))
NUMBERS = [1.5, -2.0, 3.25]


def record(tensor: bytes) -> memoryview:
    return memoryview(field(1, b"meta is passed over") + field(2, field(1, b"name") + field(3, tensor)))


def fixed32(number: int, value: float) -> bytes:
    return varint(number << 3 | 5) + struct.pack("<f", value)


@pytest.mark.parametrize(
    "tensor",
    [
        field(5, struct.pack("<3f", *NUMBERS)),
        b"".join(fixed32(5, number) for number in NUMBERS),
        field(5, struct.pack("<2f", *NUMBERS[:2])) + fixed32(5, NUMBERS[2]),
        field(4, b"other") + field(5, struct.pack("<3f", *NUMBERS)) + varint(99 << 3) + varint(7),
    ],
    ids=["packed", "one by one", "mixed", "among others"],
)
def test_floats_may_be_packed_in_any_way(tensor):
    assert values.numbers(record(tensor), FLOAT, 3).tolist() == NUMBERS


def test_floats_in_one_run_are_not_copied():
    assert not values.numbers(record(field(5, bytes(12))), FLOAT, 3).flags.owndata


def test_integers_may_be_negative_and_in_several_runs():
    tensor = field(7, varint(-1) + varint(300)) + varint(7 << 3) + varint(-(2**31))
    assert values.numbers(record(tensor), INT32, 3).tolist() == [-1, 300, -(2**31)]


def test_halves_come_as_their_patterns():
    patterns = np.array([1.5, -0.25], np.float16).view(np.uint16).tolist()
    assert values.numbers(record(field(13, b"".join(map(varint, patterns)))), HALF, 2).tolist() == [
        1.5,
        -0.25,
    ]


def test_an_empty_tensor_has_no_field():
    assert values.numbers(record(b""), BOOL, 0).shape == (0,)


def test_strings_come_one_by_one():
    assert values.strings(record(field(8, b"a") + field(8, b"")), 2) == [b"a", b""]


@pytest.mark.parametrize(
    ("tensor", "dtype", "words"),
    [
        (field(5, bytes(8)), FLOAT, "3 numbers, got 2"),
        (field(5, bytes(7)), FLOAT, "numbers of 4 bytes, got 7 bytes"),
        (field(7, b"\x80"), INT32, "number"),
        (varint(5 << 3) + b"\0", FLOAT, "wire type 2 or 5, got wire type 0"),
        (field(5, bytes(12)), DTYPES[14], "version 1 can hold, got bfloat16"),
        (b"", INT64, "3 numbers, got 0"),
    ],
)
def test_what_does_not_fit_is_refused(tensor, dtype, words):
    with pytest.raises(Malformed, match=words):
        values.numbers(record(tensor), dtype, 3)


def test_a_record_without_values_is_refused():
    with pytest.raises(Malformed, match="a slice with its values"):
        values.numbers(memoryview(field(2, field(1, b"name"))), FLOAT, 1)
