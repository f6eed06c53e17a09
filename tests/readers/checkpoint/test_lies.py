"""Well-formed files that lie: every number in an index may be anything."""

import contextlib
import time
import tracemalloc

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hyperscope.errors import HyperscopeError
from hyperscope.readers.checkpoint import protos, slices
from hyperscope.readers.checkpoint.dtypes import DTYPES
from hyperscope.readers.checkpoint.opened import open_checkpoint
from tests.readers.checkpoint.writing import field, header, table, write_index

SECONDS_AT_MOST = 2
BYTES_AT_MOST = 64 << 20
DATA = bytes(range(256)) * 16

EDGES = [0, 1, -1, 2, 3, 4, 255, len(DATA), 2**31 - 1, 2**32, 2**62, 2**63 - 1, -(2**63)]
NUMBERS = st.one_of(st.sampled_from(EDGES), st.integers(-(2**63), 2**63 - 1), st.integers(0, 64))
SHAPES = st.one_of(st.lists(st.integers(0, 40), max_size=4), st.lists(NUMBERS, max_size=40))
TYPES = st.one_of(st.sampled_from(sorted(DTYPES)), st.integers(-(2**31), 2**31 - 1))
EXTENTS = st.lists(st.tuples(NUMBERS, st.one_of(st.none(), NUMBERS)), max_size=4)
LIES = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def shaped(message, sizes):
    for size in sizes:
        message.dim.add(size=size)


def cut(message, extents):
    for start, length in extents:
        message.extent.add(start=start, **({} if length is None else {"length": length}))


@st.composite
def lying_entries(draw):
    entry = protos.message_class("Entry")(
        dtype=draw(TYPES),
        shard=draw(st.sampled_from([0, 0, 0, 1, -1, 2**31 - 1])),
        offset=draw(NUMBERS),
        size=draw(NUMBERS),
        crc32c=draw(st.integers(0, 2**32 - 1)),
    )
    shaped(entry.shape, draw(SHAPES))
    for extents in draw(st.lists(EXTENTS, max_size=3)):
        cut(entry.slices.add(), extents)
    return entry


def read_all(path):
    tracemalloc.start()
    started = time.monotonic()
    try:
        with contextlib.suppress(HyperscopeError):
            checkpoint = open_checkpoint(path)
            for tensor in checkpoint.tensors.values():
                for read in (checkpoint.read, checkpoint.strings):
                    with contextlib.suppress(HyperscopeError):
                        read(tensor.name, **({"verify": False} if read == checkpoint.read else {}))
        assert tracemalloc.get_traced_memory()[1] < BYTES_AT_MOST
    finally:
        tracemalloc.stop()
    assert time.monotonic() - started < SECONDS_AT_MOST


@LIES
@given(entry=lying_entries(), parts=st.lists(lying_entries(), max_size=3))
def test_a_bundle_may_claim_anything(entry, parts, tmp_path):
    entries = {b"": header(), b"e": entry.SerializeToString()}
    for slice_, part in zip(entry.slices, parts, strict=False):
        with contextlib.suppress(OverflowError):
            entries[slices.key_of(b"e", slices.extents(slice_))] = part.SerializeToString()
    write_index(tmp_path / "m", entries)
    (tmp_path / "m.data-00000-of-00001").write_bytes(DATA)
    read_all(tmp_path / "m")


@LIES
@given(
    kind=TYPES,
    sizes=SHAPES,
    cuts=st.lists(EXTENTS, max_size=3),
    place=st.integers(1, 18),
    values=st.binary(max_size=300),
)
def test_a_v1_file_may_claim_anything(kind, sizes, cuts, place, values, tmp_path):
    meta = protos.message_class("SavedMeta")()
    saved = meta.tensor.add(name=b"e", type=kind)
    shaped(saved.shape, sizes)
    rows = {b"": field(1, meta.SerializeToString())}
    for extents in cuts:
        cut(saved.slice.add(), extents)
        key = slices.key_of(b"e", slices.extents(saved.slice[-1]))
        rows[key] = field(2, field(1, b"e") + field(3, field(place, values)))
    rows[b""] = field(1, meta.SerializeToString())
    path = tmp_path / "m.ckpt-1"
    path.write_bytes(table([sorted(rows.items())]))
    read_all(path)
