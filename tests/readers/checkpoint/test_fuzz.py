"""Bits flipped and files cut at random: whatever comes of it is numbers or an error in words, soon."""

import contextlib
import random
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hyperscope.errors import HyperscopeError
from hyperscope.readers.checkpoint import checksum
from hyperscope.readers.checkpoint.opened import open_checkpoint
from tests.readers.checkpoint.places import SYNTH, TF

SECONDS_AT_MOST = 2
VICTIMS = {
    "v2": (TF / "v2", "model.ckpt-42", (".index", ".data-00000-of-00001")),
    "sharded": (TF / "v2_sharded", "part.ckpt-5", (".index",)),
    "object": (TF / "tf2_object", "ckpt-4", (".index", ".data-00000-of-00001")),
    "snappy": (SYNTH / "snappy", "m", (".index",)),
    "v1": (TF / "v1", "model.ckpt-7", ("",)),
    "v1 snappy": (SYNTH / "v1_snappy", "m", ("",)),
}


def read_what_can_be(prefix):
    started = time.monotonic()
    try:
        checkpoint = open_checkpoint(prefix)
        tensors = list(checkpoint.tensors.values())
    except HyperscopeError:
        tensors = []
    for tensor in tensors[:40]:
        read = checkpoint.strings if tensor.dtype == "string" else checkpoint.read
        with contextlib.suppress(HyperscopeError):
            read(tensor.name)
    assert time.monotonic() - started < SECONDS_AT_MOST


def mutate(data: bytes, seed: int) -> bytes:
    chosen = random.Random(seed)
    changed = bytearray(data)
    if chosen.random() < 0.2:
        del changed[chosen.randrange(len(changed)) :]
    for _ in range(chosen.randint(1, 6)):
        if not changed:
            break
        at = chosen.randrange(len(changed))
        kind = chosen.random()
        if kind < 0.5:
            changed[at] = chosen.randrange(256)
        elif kind < 0.75:
            changed[at:at] = chosen.randbytes(chosen.randint(1, 9))
        else:
            del changed[at : at + chosen.randint(1, 9)]
    return bytes(changed)


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

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(seed=st.integers(0, 2**32), ending=st.sampled_from(endings))
    def attack(seed: int, ending: str) -> None:
        target = Path(copy / f"{name}{ending}")
        original = target.read_bytes()
        try:
            target.write_bytes(mutate(original, seed))
            read_what_can_be(copy / name)
        finally:
            target.write_bytes(original)

    attack()
