"""Partitioned tensors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyperscope.readers.checkpoint import protos, slices
from hyperscope.readers.checkpoint.damage import Malformed

INT64 = st.integers(-(2**63), 2**63 - 1)


def test_a_key_is_the_one_that_tensorflow_writes():
    key = slices.key_of(b"part_rows", ((31, 31), (0, 16)))
    assert key == bytes.fromhex("00 706172745f726f7773 0001 0102 9f9f 8090")


def test_a_name_is_escaped():
    assert slices.key_of(b"a\x00b\xff", ()) == b"\0a\x00\xffb\xff\x00\x00\x01\x00"


def test_a_whole_axis_is_start_0_length_minus_1():
    assert slices.key_of(b"n", ((0, slices.ALL),)).endswith(b"\x01\x01\x80\x7f")


@pytest.mark.parametrize(
    ("number", "code"), [(0, "80"), (-1, "7f"), (63, "bf"), (-64, "40"), (64, "c040"), (-65, "3fbf"), (500_000, "e7a120")]
)  # fmt: skip
def test_signed_numbers_have_their_known_codes(number, code):
    assert slices.key_of(b"", ((number, 0),)).hex() == f"000001{'0101'}{code}80"


@given(INT64, INT64)
def test_keys_sort_as_their_numbers_do(one, other):
    keys = [slices.key_of(b"n", ((number, 0),)) for number in sorted((one, other))]
    assert sorted(keys) == keys


def test_the_whole_is_put_together_from_a_grid_in_any_order():
    whole = np.arange(12).reshape(3, 4)
    parts = [((1, 2), (2, 2)), ((0, 1), (0, slices.ALL)), ((1, 2), (0, 2))]
    found = slices.pieces(b"n", (3, 4), parts)
    np.testing.assert_array_equal(slices.assemble((3, 4), whole.dtype, found, lambda p: whole[p.box]), whole)


def test_pieces_that_overlap_leave_something_open():
    found = slices.pieces(b"n", (4,), [((0, 3),), ((2, 1),)])
    with pytest.raises(Malformed, match="1 numbers in none"):
        slices.assemble((4,), np.dtype("f4"), found, lambda piece: np.zeros(piece.shape, "f4"))


@pytest.mark.parametrize(
    ("extents", "words"),
    [
        ([((0, 4), (0, 2), (0, 1))], "slices of 2 axes, got one of 3"),
        ([((2, 3), (0, 2))], "3 from 2 on an axis of 4"),
        ([((-1, 3), (0, 2))], "3 from -1"),
        ([((0, 3), (0, 2))], "all 8 numbers .* got 6 numbers in 1"),
    ],
)
def test_pieces_that_do_not_fit_are_refused(extents, words):
    with pytest.raises(Malformed, match=words):
        slices.pieces(b"n", (4, 2), extents)


def test_rows_are_recognised_only_when_they_follow_each_other():
    def in_rows(*starts, width=2):
        parts = [((start, 2), (0, width)) for start in starts]
        return slices.in_rows([slices.Piece(b"", slices._box((4, 2), part)) for part in parts], (4, 2))

    assert in_rows(0, 2)
    assert not in_rows(0)
    assert not in_rows(2, 0)
    assert not in_rows(0, 2, width=1)


@pytest.mark.parametrize("sizes", [[-1], [1] * 40, [2**62, 4]])
def test_shapes_that_no_file_can_hold_are_refused(sizes):
    shape = protos.message_class("Shape")()
    for size in sizes:
        shape.dim.add(size=size)
    with pytest.raises(Malformed, match="a shape"):
        slices.shape_of(shape)
