"""`SOURCE::name` and a name said beside a source choose one of several."""

import numpy as np
import pytest

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.errors import SourceError
from hyperscope.readers import inspect
from hyperscope.writers import converter
from tests.readers.checkpoint.writing import write_bundle


@pytest.fixture
def several(tmp_path):
    path = tmp_path / "several.npz"
    np.savez(path, first=np.ones((9, 2), "f4"), second=np.zeros((5, 3), "f4"), labels=np.arange(5))
    return path


def test_a_name_after_two_colons_is_the_only_one_that_is_meant(several):
    (entry,) = inspect(f"{several}::second")
    assert (entry.name, entry.shape) == ("second", (5, 3))
    assert hyperscope.read(f"{several}::second").vectors.shape == (5, 3)


def test_the_same_beside_the_source(several):
    assert [entry.name for entry in inspect(several, OpenOptions(tensor="second"))] == ["second"]
    assert hyperscope.read(several, "second").n == 5


def test_without_a_name_the_likeliest_comes_first(several):
    assert [entry.name for entry in inspect(str(several))] == ["first", "second"]


def test_a_hidden_one_can_be_named(tmp_path):
    converter(tmp_path / "m.safetensors")(Dataset("m", np.ones((4, 3), "f4")))
    whole = (tmp_path / "m.safetensors").read_bytes().replace(b'"vectors"', b'"exp_avg"')
    (tmp_path / "m.safetensors").write_bytes(whole)
    assert hyperscope.read(f"{tmp_path}/m.safetensors::exp_avg").n == 4


def test_an_unknown_name_is_told_which_there_are(several):
    with pytest.raises(SourceError, match=r"one of first \(9 × 2\), second \(5 × 3\), got 'third'"):
        inspect(f"{several}::third")


def test_a_file_whose_name_has_colons_is_a_file(tmp_path):
    path = tmp_path / "a::b.npy"
    np.save(path, np.eye(3, dtype="f4"))
    assert hyperscope.read(str(path)).n == 3


@pytest.mark.parametrize("name", ["onnx::MatMul_7", "::", "a"])
def test_a_name_may_hold_the_two_colons_itself(tmp_path, name):
    np.savez(tmp_path / "m.npz", **{name: np.eye(3, dtype="f4"), "other": np.eye(4, dtype="f4")})
    write_bundle(tmp_path / "m.ckpt", {name: np.eye(5, dtype="f4"), "other": np.eye(4, dtype="f4")})
    assert hyperscope.read(f"{tmp_path}/m.npz::{name}").n == 3
    assert hyperscope.read(f"{tmp_path}/m.ckpt::{name}").n == 5
