import gzip

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from tests.readers.places import load, write

VALUES = np.float32([[1, 2, 3], [4, 5, 6]])


def binary(words=(b"one", b"two"), end=b"", claimed=2):
    rows = (word + b" " + row.tobytes() + end for word, row in zip(words, VALUES, strict=True))
    return f"{claimed} 3\n".encode() + b"".join(rows)


@pytest.mark.parametrize("end", [b"", b"\n"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_binary_word2vec_is_read_packed_or_not(tmp_path, end, pack):
    path = tmp_path / ("v.bin.gz" if pack is gzip.compress else "v.bin")
    path.write_bytes(pack(binary(end=end)))
    (entry,) = inspect(path)
    dataset = entry.load()
    assert (entry.name, entry.shape) == ("v", (2, 3))
    assert dataset.vectors.tolist() == VALUES.tolist()
    assert dataset.columns["word"].text == ["one", "two"]


@pytest.mark.parametrize("header", ["", "2 3\n"])
def test_text_with_spaces_in_words_is_split_from_the_right(tmp_path, header):
    dataset = load(write(tmp_path / "v.txt", header + "new york 1 2 3 \nx\u0085y 4 5 6\n"))
    assert dataset.vectors.tolist() == VALUES.tolist()
    assert dataset.columns["word"].text == ["new york", "x\u0085y"]


def test_a_line_of_other_length_is_named(tmp_path):
    with pytest.raises(FormatError, match=r"a word and 3 numbers in line 3, got 'b 4 5'"):
        load(write(tmp_path / "v.vec", "2 3\na 1 2 3\nb 4 5\n"))


@pytest.mark.parametrize("size", [4, 12, 20, 30])
def test_a_binary_file_cut_anywhere_is_refused(tmp_path, size):
    (tmp_path / "v.bin").write_bytes(binary()[:size])
    with pytest.raises(FormatError, match=r"v\.bin: expected"):
        load(tmp_path / "v.bin")


def test_a_word_that_reaches_into_the_next_vector_is_refused(tmp_path):
    (tmp_path / "v.bin").write_bytes(binary(words=(b"one", b"tw"))[:-1])
    with pytest.raises(FormatError, match="the end of the file after word 1"):
        load(tmp_path / "v.bin")
