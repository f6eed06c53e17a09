"""Damaged and hostile checkpoints: refused in words, at once, and without allocating what they claim."""

import re
import time
import tracemalloc

import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers.checkpoint import entries
from hyperscope.readers.checkpoint.opened import open_checkpoint
from hyperscope.readers.source import Source
from tests.readers.places import FIXTURES, items, sha256

ITEMS = items(__file__)

SECONDS_AT_MOST = 2
BYTES_AT_MOST = 32 << 20

REFUSALS = {
    "tf-v2-gap": r"tensor 'gap': .* cover all 40 numbers .* got 28",
    "tfbad-trunc_half": r"m\.index: .* ends in a magic number",
    "tfbad-trunc_footer": r"m\.index: .* ends in a magic number",
    "tfbad-trunc_tiny": r"m\.index: .* at least 48 bytes, got 30",
    "tfbad-empty_index": r"m\.index: .* at least 48 bytes, got 0",
    "tfbad-index_bitflip": r"m\.index: .*block at byte 0 with checksum e5894f26, got checksum 134adfc6",
    "tfbad-data_bitflip": "tensor 'emb': .*checksum 3d2eb95b, got checksum bc3a844f",
    "tfbad-data_truncated": r"tensor 'emb': .*0 to 5,120 of m\.data-00000-of-00001, got a file of 200",
    "tfbad-data_missing": r"'m\.data-00000-of-00001', got no such file",
    "tfbad-text_index": r"m\.index: .* ends in a magic number",
    "tfbad-size_mismatch": r"tensor 'emb': .*5,200 bytes for shape \(20, 65\).* got 5,120",
    "tfbad-huge_shape": r"tensor 'emb': .*a file can hold, got shape \(1099511627776, 4194304\)",
    "tfbad-overflow_shape": "tensor 'emb': .*a file can hold, got shape",
    "tfbad-negative_dim": r"tensor 'emb': .*none negative, got shape \(-5, 64\)",
    "tfbad-negative_offset": "tensor 'emb': expected bytes -8 to",
    "tfbad-shard_range": "tensor 'emb': .*shard below 1, got shard 7",
    "tfbad-shards_huge": r"'m\.data-00000-of-2147483647', got no such file",
    "tfbad-newer_version": "readers of version 1, got one for version 5",
    "tfbad-no_header": "a header as the first entry, got b'emb'",
    "tfbad-unknown_dtype": "tensor 'emb': .*unknown type 77",
    "tfbad-wire_garbage": "tensor 'emb': .*12 bytes that cannot be parsed",
    "tfbad-string_huge": "tensor 'emb': expected strings inside 15 bytes, got one of 1,125,899,906,842,624",
    "tfbad-string_count": "tensor 'emb': .*more strings than bytes",
    "tfbad-restarts": "restart points .* got 4,294,967,295",
    "tfbad-shared_prefix": "5 shared, .* after a key of 0",
    "tfbad-snappy_bomb": "at most 3,768 bytes, got one that claims 4,294,967,295",
    "tfbad-slice_giant": "tensor 'emb': .*8,796,093,022,208 numbers",
    "tfs-state-parent": r"inside .*state_traversal', got '\.\./restart1/m'",
}


def read_all(path):
    checkpoint = open_checkpoint(path)
    for tensor in checkpoint.tensors.values():
        (checkpoint.strings if tensor.dtype == "string" else checkpoint.read)(tensor.name)


@pytest.mark.parametrize("name", REFUSALS)
def test_a_bad_checkpoint_is_refused_at_once_and_in_little_memory(name):
    tracemalloc.start()
    started = time.monotonic()
    try:
        with pytest.raises(HyperscopeError, match=REFUSALS[name]):
            read_all(FIXTURES / ITEMS[name]["path"])
        assert tracemalloc.get_traced_memory()[1] < BYTES_AT_MOST
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < SECONDS_AT_MOST


def load_all(path):
    return [entry.load() for entry in entries.inspect(Source(str(path), path, OpenOptions()))]


@pytest.mark.parametrize("name", [name for name in REFUSALS if not name.startswith("tfbad-string")])
def test_no_entry_of_a_bad_checkpoint_loads_without_a_word(name):
    with pytest.raises(HyperscopeError, match=REFUSALS[name]):
        load_all(FIXTURES / ITEMS[name]["path"])


def test_every_hostile_fixture_has_its_refusal():
    assert set(ITEMS) == set(REFUSALS)


@pytest.mark.parametrize(
    ("name", "other"),
    [("tf-v2-gap", "ok"), ("tfbad-data_bitflip", "layers/077/scale")],
)
def test_one_bad_tensor_leaves_the_others_readable(name, other):
    checkpoint = open_checkpoint(FIXTURES / ITEMS[name]["path"])
    expected = {tensor["name"]: tensor["sha256_f32"] for tensor in ITEMS[name]["tensors"]}
    numbers = checkpoint.read(other)
    assert numbers.size
    assert expected.get(other, sha256(numbers)) == sha256(numbers)


def test_a_damaged_tensor_is_listed_with_its_problem():
    tensor = open_checkpoint(FIXTURES / "tf_synth" / "bad_unknown_dtype" / "m").tensors["emb"]
    assert tensor.shape == (20, 64)
    assert re.search("unknown type 77", str(tensor.problem))
