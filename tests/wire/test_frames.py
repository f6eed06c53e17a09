import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyperscope.errors import FormatError
from hyperscope.run import RunState
from hyperscope.wire.frames import Frame, box, decode, encode


def frame(positions, **more):
    settings = {"seq": 1, "state": RunState.RUNNING, "iteration": 3, "loss": 1.5} | more
    return Frame(np.asarray(positions, np.float32), **settings)


@given(st.integers(0, 40), st.sampled_from([2, 3]), st.integers(0, 2**31), st.booleans())
def test_what_is_encoded_is_decoded(n, dims, seed, compact):
    positions = np.random.default_rng(seed).normal(scale=100, size=(n, dims)).astype(np.float32)
    positions[::5] = np.nan
    got = decode(encode(frame(positions), compact=compact))
    _, side = box(positions)
    np.testing.assert_allclose(got.positions, positions, rtol=1e-6, atol=side / 65_534 if compact else 0)


def test_an_infinite_position_does_not_spoil_the_box():
    centre, side = box(np.array([[0, 0], [np.inf, 1], [2, 4]], np.float32))
    assert centre.tolist() == [1, 2]
    assert side == 4
    got = decode(encode(frame([[0, 0], [np.inf, 1], [2, 4]]), compact=True))
    assert np.isnan(got.positions[1, 0])


def test_every_axis_has_the_same_scale():
    got = decode(encode(frame([[0, 0], [1, 100]]), compact=True))
    np.testing.assert_allclose(got.positions, [[0, 0], [1, 100]], atol=100 / 65_534)


def test_positions_need_not_be_contiguous():
    wide = np.arange(12, dtype=np.float32).reshape(4, 3)
    np.testing.assert_array_equal(decode(encode(frame(wide[:, :2]))).positions, wide[:, :2])


@pytest.mark.parametrize("cut", [0, 3, 63, 70])
def test_a_cut_frame_is_refused(cut):
    with pytest.raises(FormatError, match="frame: expected"):
        decode(encode(frame([[0, 1], [2, 3]]))[:cut])


def test_a_frame_of_another_version_is_refused():
    data = bytearray(encode(frame([[0, 1]])))
    data[4] = 9
    with pytest.raises(FormatError, match="version 9"):
        decode(bytes(data))
