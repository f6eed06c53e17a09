"""Files with bytes flipped and cut at random: whatever comes of it is vectors or an error in words, soon."""

import contextlib
import random
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES

SECONDS_AT_MOST = 2
VICTIMS = (
    "numpy/bundle.npz",
    "numpy/compressed.npz",
    "text/header.csv",
    "text/listcol.csv",
    "text/vectors.tsv.gz",
    "arrow/list.parquet",
    "arrow/fsl_zstd.parquet",
    "arrow/v2_lz4.feather",
    "arrow/file.arrow",
    "arrow/stream.arrows",
    "w2v/vec.bin",
    "w2v/glove_spaces.txt",
    "fasttext/model.bin",
    "safetensors/model.safetensors",
    "torch/nested.ckpt",
    "torch/tuple.pt",
    "torch/state_dict_legacy.pth",
)


def mutate(data: bytes, seed: int) -> bytes:
    chosen = random.Random(seed)
    changed = bytearray(data)
    if chosen.random() < 0.2:
        del changed[chosen.randrange(len(changed)) :]
    ends = chosen.choice([64, 1024, len(changed)])
    for _ in range(chosen.randint(1, 6)):
        if not changed:
            break
        near = chosen.randrange(min(ends, len(changed)))
        at = chosen.choice([near, len(changed) - 1 - near])
        kind = chosen.random()
        if kind < 0.6:
            changed[at] = chosen.randrange(256)
        elif kind < 0.8:
            changed[at:at] = chosen.randbytes(chosen.randint(1, 9))
        else:
            del changed[at : at + chosen.randint(1, 9)]
    return bytes(changed)


@pytest.mark.parametrize("victim", VICTIMS)
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_is_read_or_refused_in_words(victim, tmp_path, seed):
    path = tmp_path / victim.rpartition("/")[2]
    path.write_bytes(mutate((FIXTURES / victim).read_bytes(), seed))
    started = time.monotonic()
    try:
        entries = inspect(path, OpenOptions(hidden=True))
    except HyperscopeError:
        entries = []
    for entry in entries:
        with contextlib.suppress(HyperscopeError):
            entry.load()
    assert time.monotonic() - started < SECONDS_AT_MOST
