"""Zarr stores that lie: about their sizes, their chunks, and what it takes to unpack these."""

import json
import shutil
import struct

import numpy as np
import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.readers import inspect
from hyperscope.readers.arrays import bloscframe
from tests.readers.apart import Apart
from tests.readers.places import FIXTURES

pytest.importorskip("zarr")
from tests.readers import zarrstores


@pytest.mark.parametrize("key", ["shape", "chunks"])
def test_a_size_that_nothing_stored_can_fill_is_refused_before_it_is_unpacked(tmp_path, key):
    store = shutil.copytree(FIXTURES / "zarr" / "v2.zarr", tmp_path / "s.zarr")
    about = store / "emb" / ".zarray"
    about.write_text(json.dumps(json.loads(about.read_text("utf-8")) | {key: [1 << 40, 10]}), "utf-8")
    (entry,) = [entry for entry in inspect(store, OpenOptions()) if entry.name == "emb"]
    with pytest.raises(HyperscopeError, match="bytes"):
        entry.load()


@pytest.fixture
def stores(tmp_path):
    return zarrstores.second(tmp_path / "second.zarr"), zarrstores.third(tmp_path / "third.zarr")


def test_every_usual_codec_is_read_with_the_words_beside(stores):
    for store, names in zip(stores, (zarrstores.SECOND, zarrstores.THIRD), strict=True):
        entries = inspect(store, OpenOptions())
        assert {entry.name for entry in entries} == set(names)
        for entry in entries:
            data = entry.load()
            np.testing.assert_array_equal(data.vectors, zarrstores.VECTORS)
            assert data.columns["word"].text[119] == "w119"


def lie(chunk):
    """Say of the frame, or of the first in a shard, that it lies in the file as it is, and is a gigabyte long."""
    frame = bytearray(chunk.read_bytes())
    frame[2] |= bloscframe.COPIED
    struct.pack_into("<i", frame, 4, (1 << 30) - bloscframe.HEADER.size)
    struct.pack_into("<i", frame, 12, 1 << 30)
    chunk.write_bytes(frame)


@pytest.mark.parametrize(("version", "chunk"), [(0, "blosc/0.0"), (1, "blosc/c/0/0"), (1, "shards/c/0/0")])
def test_a_frame_that_made_blosc_read_past_its_end_is_refused(stores, version, chunk):
    """It ended the process: so another one has to survive it first."""
    lie(stores[version] / chunk)
    reader = Apart()
    answer = reader.read(stores[version])
    reader.close()
    assert answer == ""
    name = chunk.partition("/")[0]
    (entry,) = [entry for entry in inspect(stores[version], OpenOptions()) if entry.name == name]
    with pytest.raises(
        FormatError, match=rf"array '{name}': expected a whole Blosc frame, .* claims 1,073,741,824"
    ):
        entry.load()


def test_a_codec_that_would_run_what_a_chunk_says_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("numcodecs.pickles.Pickle.decode", lambda *_: pytest.fail("it ran"))
    store = zarrstores.second(tmp_path / "s.zarr")
    about = store / "word" / ".zarray"
    about.write_text(
        json.dumps(json.loads(about.read_text("utf-8")) | {"compressor": {"id": "pickle"}}), "utf-8"
    )
    notes = inspect(store, OpenOptions())[0].load().notes
    assert "expected codecs of numbers and words, got 'pickle'. Nothing was run." in notes[0]


def test_so_is_one_within_a_shard(tmp_path):
    store = zarrstores.third(tmp_path / "t.zarr")
    about = store / "shards" / "zarr.json"
    described = json.loads(about.read_text("utf-8"))
    described["codecs"][0]["configuration"]["codecs"][1] = {"name": "numcodecs.blosc", "configuration": {}}
    about.write_text(json.dumps(described), "utf-8")
    entry = next(entry for entry in inspect(store, OpenOptions()) if entry.name == "shards")
    with pytest.raises(FormatError, match=r"got 'numcodecs\.blosc'"):
        entry.load()


def test_what_others_do_with_zarr_stays_as_it_was(stores):
    import numcodecs
    import zarr

    inspect(stores[1], OpenOptions())[0].load()
    assert type(numcodecs.get_codec({"id": "blosc"})) is numcodecs.Blosc
    assert type(zarr.open(stores[1], mode="r")["blosc"].compressors[0]) is zarr.codecs.BloscCodec
