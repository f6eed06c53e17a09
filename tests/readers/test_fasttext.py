import struct

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers.words import subwords
from hyperscope.readers.words.fasttext import HEAD, _parse
from hyperscope.readers.words.subwords import Subwords
from tests.readers.places import FIXTURES, load

MODEL = (FIXTURES / "fasttext/model.bin").read_bytes()


def grams_one_by_one(word, minn, maxn):
    """As the reference program does it: characters one by one, FNV-1a over sign-extended bytes."""
    marked = f"<{word}>"
    for start in range(len(marked)):
        for length in range(1, maxn + 1):
            end = start + length
            if end > len(marked) or length < minn or (length == 1 and (start == 0 or end == len(marked))):
                continue
            value = 2166136261
            for byte in marked[start:end].encode():
                value = (value ^ (byte if byte < 128 else byte | 0xFFFFFF00)) * 16777619 % (1 << 32)
            yield value


@pytest.mark.parametrize(("minn", "maxn"), [(1, 2), (3, 6)])
def test_ngrams_are_those_of_the_reference(minn, maxn):
    words = ["a", "naïve", "日本語", "</s>", "", "😀x"]
    parts = Subwords([word.encode() for word in words], minn, maxn, 97)
    got = {place: [] for place in range(len(words))}
    for word, row in subwords.grams(parts.words, parts):
        for place, value in zip(word, row, strict=True):
            got[int(place)].append(int(value))
    for place, word in enumerate(words):
        expected = [] if word == "</s>" else grams_one_by_one(word, minn, maxn)
        assert sorted(got[place]) == sorted(len(words) + value % 97 for value in expected)


@pytest.mark.parametrize("size", [4, 60, 100, 3000, 15_000])
def test_a_file_cut_anywhere_is_refused(tmp_path, size):
    (tmp_path / "m.bin").write_bytes(MODEL[:size])
    with pytest.raises(FormatError, match=r"m\.bin: expected"):
        load(tmp_path / "m.bin")


def test_other_versions_and_quantised_models_are_refused_by_name(tmp_path):
    (tmp_path / "m.bin").write_bytes(MODEL[:4] + struct.pack("<i", 13) + MODEL[8:])
    with pytest.raises(FormatError, match="version 13"):
        load(tmp_path / "m.bin")
    offset = _parse(MODEL, "model").offset - 17
    (tmp_path / "m.ftz").write_bytes(MODEL[:offset] + b"\1" + MODEL[offset + 1 :])
    with pytest.raises(FormatError, match="a quantised one"):
        load(tmp_path / "m.ftz")


def test_a_dictionary_larger_than_its_file_is_refused(tmp_path):
    fields = list(HEAD.unpack_from(MODEL))
    fields[15], fields[16] = 2**31 - 1, 2**31 - 1
    (tmp_path / "m.bin").write_bytes(HEAD.pack(*fields) + MODEL[HEAD.size :])
    with pytest.raises(FormatError, match="2,147,483,647 entries"):
        load(tmp_path / "m.bin")


def test_vectors_of_words_without_ngrams_are_mapped():
    assert isinstance(load(FIXTURES / "fasttext/sup.bin").vectors, np.memmap)
