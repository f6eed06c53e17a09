"""FAISS indexes that hold whole vectors, written here as faiss/impl/index_write.cpp does."""

import struct

import numpy as np
import pytest

import hyperscope
from hyperscope.errors import FormatError

VECTORS = np.random.default_rng(1).standard_normal((20, 6)).astype("<f4")
METRICS = {"inner product": (b"IxFI", 0), "euclidean": (b"IxF2", 1), "another": (b"IxFl", 4)}


def header(n, d, metric):
    return struct.pack("<iqqqBi", d, n, 1 << 20, 1 << 20, 1, metric) + (
        struct.pack("<f", 0) if metric > 1 else b""
    )


def flat(word=b"IxF2", metric=1, vectors=VECTORS):
    return word + header(*vectors.shape, metric) + struct.pack("<Q", vectors.size) + vectors.tobytes()


@pytest.mark.parametrize("kind", METRICS)
def test_a_flat_index_is_its_vectors(tmp_path, kind):
    (tmp_path / "a.faiss").write_bytes(flat(*METRICS[kind]))
    data = hyperscope.read(tmp_path / "a.faiss")
    np.testing.assert_array_equal(data.vectors, VECTORS)
    assert isinstance(data.vectors, np.memmap)


def test_ids_of_its_own_are_a_column(tmp_path):
    ids = np.arange(100, 120, dtype="<i8")
    (tmp_path / "any name").write_bytes(
        b"IxMp" + header(20, 6, 1) + flat() + struct.pack("<Q", 20) + ids.tobytes()
    )
    data = hyperscope.read(tmp_path / "any name")
    np.testing.assert_array_equal(data.vectors, VECTORS)
    assert data.columns["id"].text[:2] == ["100", "101"]


@pytest.mark.parametrize(("content", "words"), [
    (b"IxPq" + bytes(60), "keeps whole vectors .* 'IxPq'"), (flat()[:-1], "120 numbers inside the file"),
    (flat()[:20], "a header of 33 bytes"), (b"IxF2" + header(1 << 60, 6, 1) + bytes(8), "numbers inside the file"),
    (b"IxF2" + header(-1, 6, 1) + bytes(8), "not negative"),
])  # fmt: skip
def test_refusals(tmp_path, content, words):
    (tmp_path / "a.faiss").write_bytes(content)
    with pytest.raises(FormatError, match=words):
        hyperscope.inspect(tmp_path / "a.faiss")


def test_an_index_called_index_is_no_checkpoint(tmp_path):
    """faiss.write_index(index, "ids.index")"""
    path = tmp_path / "ids.index"
    path.write_bytes(flat())
    np.testing.assert_array_equal(hyperscope.read(path).vectors, VECTORS)
