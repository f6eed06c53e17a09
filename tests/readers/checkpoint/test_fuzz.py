"""Bits flipped and files cut at random: whatever comes of it is numbers or an error in words, soon."""

import contextlib
import shutil

import pytest

from hyperscope.errors import HyperscopeError
from hyperscope.readers.checkpoint import checksum
from hyperscope.readers.checkpoint.opened import open_checkpoint
from tests.readers.checkpoint.places import SYNTH, TF
from tests.readers.fuzzing import attack

VICTIMS = {
    "v2": (TF / "v2", "model.ckpt-42", (".index", ".data-00000-of-00001")),
    "sharded": (TF / "v2_sharded", "part.ckpt-5", (".index",)),
    "object": (TF / "tf2_object", "ckpt-4", (".index", ".data-00000-of-00001")),
    "snappy": (SYNTH / "snappy", "m", (".index",)),
    "v1": (TF / "v1", "model.ckpt-7", ("",)),
    "v1 snappy": (SYNTH / "v1_snappy", "m", ("",)),
}


def read_what_can_be(prefix):
    try:
        checkpoint = open_checkpoint(prefix)
        tensors = list(checkpoint.tensors.values())
    except HyperscopeError:
        tensors = []
    for tensor in tensors[:40]:
        read = checkpoint.strings if tensor.dtype == "string" else checkpoint.read
        with contextlib.suppress(HyperscopeError):
            read(tensor.name)


@pytest.mark.parametrize("checked", [True, False], ids=["checksums", "no checksums"])
@pytest.mark.parametrize("victim", VICTIMS)
def test_no_mutation_gets_past_an_error_in_words(victim, checked, tmp_path_factory, monkeypatch):
    """Without checksums most mutations reach the parsers behind them."""
    folder, name, endings = VICTIMS[victim]
    copy = tmp_path_factory.mktemp("fuzz")
    for path in folder.iterdir():
        shutil.copy(path, copy / path.name)
    if not checked:
        monkeypatch.setattr(checksum, "check", lambda *_: None)

    targets = [copy / f"{name}{ending}" for ending in endings]
    attack(f"{victim}, checked {checked}", targets, lambda: read_what_can_be(copy / name), 40)
