"""Addresses are fetched when a person says so, and never otherwise."""

import sys

import numpy as np
import pytest

import hyperscope
from hyperscope.errors import MissingExtra, PathError, SourceError

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def stored(tmp_path):
    """A file and a folder in memory, and the array they hold."""
    np.save(tmp_path / "a.npy", np.arange(6, dtype="f4").reshape(3, 2))
    memory = fsspec.filesystem("memory")
    memory.pipe("/box/a.npy", (tmp_path / "a.npy").read_bytes())
    memory.pipe("/run/plugins/x.txt", b"aside")
    memory.pipe("/run/projector_config.pbtxt", b'embeddings { tensor_name: "t" tensor_path: "t.tsv" }')
    memory.pipe("/run/t.tsv", b"1\t2\n3\t4\n")
    yield "memory://"
    memory.store.clear()


def test_a_file_and_a_folder_are_fetched(stored, tmp_path):
    assert hyperscope.read(f"{stored}box/a.npy", fetch=True).n == 3
    assert hyperscope.read(f"{stored}run", fetch=True).vectors.tolist() == [[1, 2], [3, 4]]
    assert hyperscope.read((tmp_path / "a.npy").as_uri(), fetch=True).n == 3


def test_nothing_is_fetched_unasked(stored):
    with pytest.raises(PathError, match="unless you say --fetch"):
        hyperscope.read(f"{stored}box/a.npy")


@pytest.mark.parametrize(("address", "error", "words"), [
    ("memory://nowhere.npy", PathError, "nothing at"), ("nosuch://x/y", SourceError, "can be fetched"),
    ("simplecache::memory://box/a.npy", PathError, "one address"),
])  # fmt: skip
def test_refusals(stored, address, error, words):
    with pytest.raises(error, match=words):
        hyperscope.read(address, fetch=True)


def test_without_fsspec_the_extra_is_named(stored, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingExtra, match=r"^memory:.*hyperscope\[fsspec\]"):
        hyperscope.read(f"{stored}box/a.npy", fetch=True)
