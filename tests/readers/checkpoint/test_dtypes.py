"""Small floats and odd integers, each against the values its paper gives."""

import numpy as np
import pytest

from hyperscope.readers.checkpoint import dtypes
from hyperscope.readers.checkpoint.damage import Malformed

NAMED = {found.name: found for found in dtypes.DTYPES.values()}


def decoded(name, codes):
    found = NAMED[name]
    return found.array(np.array(codes, found.width())).tolist()


@pytest.mark.parametrize(
    ("name", "codes", "values"),
    [
        ("bfloat16", [0x3F80, 0xC000, 0x7F80, 0x3FC0], [1, -2, np.inf, 1.5]),
        ("float8_e5m2", [0x3C, 0xC0, 0x7C, 0x7B, 0x01], [1, -2, np.inf, 57344, 2**-16]),
        ("float8_e4m3fn", [0x38, 0xC0, 0x7E, 0x01, 0x08], [1, -2, 448, 2**-9, 2**-6]),
        ("float8_e4m3fnuz", [0x40, 0xC8, 0x7F, 0x01], [1, -2, 240, 2**-10]),
        ("float8_e4m3b11fnuz", [0x58, 0x7F, 0x01], [1, 30, 2**-13]),
        ("float8_e5m2fnuz", [0x40, 0x7F, 0x01], [1, 57344, 2**-17]),
        ("float4_e2m1fn", range(16), [0, 0.5, 1, 1.5, 2, 3, 4, 6, 0, -0.5, -1, -1.5, -2, -3, -4, -6]),
        ("int4", [0, 7, 8, 15, 0xF7], [0, 7, -8, -1, 7]),
        ("uint4", [0, 15, 0xF7], [0, 15, 7]),
        ("int2", [0, 1, 2, 3], [0, 1, -2, -1]),
        ("uint2", [0, 3, 4], [0, 3, 0]),
        ("bool", [0, 1, 2], [False, True, True]),
    ],
)
def test_patterns_stand_for_their_numbers(name, codes, values):
    assert decoded(name, codes) == values


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("float8_e4m3fn", 0x7F),
        ("float8_e4m3fn", 0xFF),
        ("float8_e4m3fnuz", 0x80),
        ("float8_e4m3b11fnuz", 0x80),
        ("float8_e5m2fnuz", 0x80),
        ("float8_e5m2", 0x7F),
    ],
)
def test_not_a_number_has_its_pattern(name, code):
    assert np.isnan(decoded(name, [code]))


def test_plain_numbers_are_not_copied():
    raw = np.zeros(3, np.float32)
    assert NAMED["float32"].array(raw) is raw


@pytest.mark.parametrize("number", [7, 20, 21, 77, 101])
def test_what_holds_no_numbers_says_so(number):
    with pytest.raises(Malformed, match="a tensor of numbers, got one of"):
        dtypes.of(number).width()
