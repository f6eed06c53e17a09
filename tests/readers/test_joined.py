"""Several sources in one space."""

import numpy as np
import pytest

import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import FormatError, ShapeError
from hyperscope.readers import together
from hyperscope.session.session import Session
from tests.readers.places import write, write_tsv


@pytest.fixture
def two(tmp_path):
    np.save(tmp_path / "a.npy", np.arange(6, dtype="f4").reshape(3, 2))
    write(tmp_path / "b.csv", "word,x,y\nlow,1.5,2.5\nhigh,3.5,4.5\n")
    return [tmp_path / "a.npy", str(tmp_path / "b.csv")]


def test_rows_follow_each_other_and_say_where_they_are_from(two):
    data = hyperscope.read(two, together=True)
    np.testing.assert_array_equal(data.vectors, [[0, 1], [2, 3], [4, 5], [1.5, 2.5], [3.5, 4.5]])
    assert data.columns["source"].text == ["a.npy"] * 3 + ["b.csv"] * 2
    assert data.columns["word"].text == ["", "", "", "low", "high"]


def test_it_is_one_entry_with_its_size_and_a_note(two):
    entry = together(two)
    assert (entry.name, entry.shape, entry.dtype) == ("a.npy + b.csv", (5, 2), "float32")
    assert "2 sources" in entry.notes[0]


def test_metadata_said_beside_are_of_all_rows(two):
    data = hyperscope.read(two, together=True, metadata=list("vwxyz"))
    assert data.columns["label"].text == list("vwxyz")
    assert list(data.columns)[:2] == ["label", "source"]


def test_like_names_are_told_apart_and_pictures_kept(tmp_path):
    write_tsv(tmp_path / "one" / "t.tsv") if (tmp_path / "one").mkdir() is None else None
    pictures = np.full((2, 4, 4), 7, np.uint8)
    memory = hyperscope.read(np.ones((2, 3), "f4"), images=pictures)
    data = hyperscope.read([memory, tmp_path / "one" / "t.tsv", memory], together=True)
    assert (
        data.columns["source"].text
        == ["array"] * 2 + [str(tmp_path / "one" / "t.tsv")] * 4 + ["array (2)"] * 2
    )
    assert (len(data.images), data.images.cell) == (8, (4, 4))
    assert data.images[2] is None
    assert data.images[7][0, 0, 0] == 7


def test_a_column_called_source_stays_itself():
    data = Dataset("d", np.eye(2, dtype="f4"), {"source": Column.of("source", ["x", "y"])})
    joined = hyperscope.read([data, data], together=True)
    assert list(joined.columns) == ["source (2)", "source"]
    assert joined.columns["source"].text == ["x", "y", "x", "y"]


def test_unequal_widths_are_refused_in_words(tmp_path, two):
    np.save(tmp_path / "wide.npy", np.ones((3, 7), "f4"))
    with pytest.raises(ShapeError, match=r"2 numbers a row, as in 'a.npy', got 7 in 'wide.npy'"):
        together([*two, tmp_path / "wide.npy"])


def test_nothing_and_what_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(ShapeError, match="at least one source"):
        together([])
    with pytest.raises(FormatError, match="Save the vectors"):
        together([write(tmp_path / "x.xyz", "?")])


def test_a_session_shows_them_as_one(two):
    (entry,) = Session.of(two, together=True).entries
    assert entry.message.shape == [5, 2]
