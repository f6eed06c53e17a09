"""gensim's own files, written by gensim 4.4.0 (`ftsep.model` with sep_limit=10); `expected.npz` is what gensim says of them."""

import shutil

import numpy as np
import pytest

import hyperscope
from hyperscope.entry import OpenOptions
from hyperscope.errors import FormatError, PathError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES

FOLDER = FIXTURES / "gensim"
EXPECTED = np.load(FOLDER / "expected.npz")
FASTTEXT = ["fasttext.kv", "ftsep.model"]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "gensim")


@pytest.mark.parametrize("file", FASTTEXT)
def test_fasttext_has_the_means_of_words_and_their_ngrams(file):
    (entry,) = inspect(FOLDER / file)
    assert (entry.shape, entry.dtype) == ((14, 8), "float32")
    data = entry.load()
    np.testing.assert_allclose(data.vectors, EXPECTED["fasttext"], atol=1e-7)
    assert data.columns["word"].text == EXPECTED["words"].tolist()


def test_a_whole_model_opens_by_its_words(folder):
    data = hyperscope.read(folder / "word2vec.model")
    np.testing.assert_array_equal(data.vectors, EXPECTED["word2vec"])
    assert "königin" in data.columns["word"].text


def test_documents_and_words_of_doc2vec_are_entries():
    documents, words = inspect(FOLDER / "doc2vec.model", OpenOptions())
    assert (documents.name, documents.shape, words.name, words.shape) == ("dv", (30, 8), "wv", (14, 8))
    data = documents.load()
    np.testing.assert_array_equal(data.vectors, EXPECTED["doc2vec"])
    assert data.columns["word"].text[:2] == ["d0", "d1"]


@pytest.mark.parametrize("part", ["vectors_vocab", "vectors_ngrams"])
def test_a_file_that_should_lie_beside_it_is_named(folder, part):
    (folder / f"ftsep.model.wv.{part}.npy").unlink()
    with pytest.raises(FormatError, match=rf"no 'ftsep\.model\.wv\.{part}\.npy' beside it. Copy all files"):
        inspect(folder / "ftsep.model")


def test_one_that_leads_elsewhere_is_not_followed(folder):
    side = folder / "ftsep.model.wv.vectors_ngrams.npy"
    side.rename(folder.parent / "elsewhere.npy")
    side.symlink_to(folder.parent / "elsewhere.npy")
    with pytest.raises(PathError, match="leads outside"):
        inspect(folder / "ftsep.model")


def test_one_of_another_size_is_refused(folder):
    np.save(folder / "ftsep.model.wv.vectors_ngrams.npy", np.zeros((50, 4), "f4"))
    with pytest.raises(FormatError, match=r"rows of 14 words and 50 n-grams, got \(14, 8\) and \(50, 4\)"):
        inspect(folder / "ftsep.model")


def test_without_buckets_the_words_stand_alone(folder):
    """gensim sets bucket to 0 where min_n exceeds max_n."""
    file = folder / "fasttext.kv"
    pickled = file.read_bytes()
    at = pickled.index(b"bucket") + len("bucket\x94")
    assert pickled[at : at + 2] == b"K2", "50 in one byte"
    file.write_bytes(pickled[: at + 1] + b"\0" + pickled[at + 2 :])
    own = np.load(folder / "ftsep.model.wv.vectors_vocab.npy")
    np.testing.assert_array_equal(hyperscope.read(file).vectors, own)
