"""Bookmark files: our own, the original's, and whatever else calls itself one."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import msgspec
import numpy as np
import pytest

from hyperscope import readers
from hyperscope.bookmark import Bookmark, Of, SavedCamera, SavedLayout, SavedView
from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.errors import FormatError, PathError
from hyperscope.readers.beside import bookmarks

SAMPLE = Path(__file__).parents[1] / "fixtures" / "bookmarks" / "word2vec_full_bookmarks.txt"
POSITIONS = np.arange(8, dtype="<f4").reshape(4, 2)
OWN = Bookmark(
    "mine",
    Of("digits", 4, 3, "f00"),
    SavedLayout("tsne", {"perplexity": 2}, 7, 100, 2, POSITIONS.tobytes()),
    SavedView(2, SavedCamera(2, (0, 0, 1), (0, 0, 0), (0, 1, 0), 2.5), "digit", None, "night"),
    [3, 1],
    [[0, 1, 3]],
)


def own(*found, **change):
    file = {"format": "hyperscope bookmarks", "version": 1, "bookmarks": [asdict(one) for one in found]}
    return msgspec.json.encode(file | change)


def state(**change):
    """What the original writes of two points in its 3-D PCA."""
    points = [{"pca-0": 1.5, "pca-1": 2, "pca-2": 3}, {"pca-0": None, "pca-1": 0, "pca-2": 0}]
    return {"label": "State 0", "selectedProjection": "pca", "dataSetDimensions": [2, 5], "projections": points,
            "pcaComponentDimensions": [0, 1, 2], "selectedPoints": [1]} | change  # fmt: skip


def test_a_real_bookmark_of_isolated_points_is_read_whole():
    (found,) = bookmarks.read(SAMPLE)
    assert found.label == 'Politics: "Bad" to "Good"'
    assert found.data.d == 200
    assert found.layout.method == "custom"
    assert found.layout.params == {"x_from": "/^bad$/", "x_to": "/^good$/", "column": "word"}
    assert len(found.layout.rows) == 101
    assert found.isolated == [found.layout.rows]
    assert found.selected == [found.layout.rows[35]]
    raw = json.loads(SAMPLE.read_text())[0]
    positions = np.frombuffer(found.layout.positions, "<f4").reshape(101, 2)
    expected = [[point["linear-x"], point["linear-y"]] for point in raw["projections"]]
    np.testing.assert_allclose(positions, expected, rtol=1e-6)
    assert found.state == raw
    assert (found.view.label, found.view.color) == ("word", None)


def test_opened_alone_it_is_positions_and_says_so():
    (entry,) = readers.inspect(str(SAMPLE))
    dataset = entry.load()
    assert entry.shape == dataset.vectors.shape == (101, 2)
    assert "Positions only" in dataset.notes[0]
    assert "200 dimensions" in dataset.notes[0]
    np.testing.assert_array_equal(dataset.layouts[entry.name].positions, dataset.vectors)


def test_our_own_file_comes_back_as_it_went():
    assert bookmarks.parse(own(OWN), "here") == (OWN,)


def test_one_of_ours_opens_alone_too(tmp_path):
    (tmp_path / "saved.json").write_bytes(own(OWN, OWN))
    entries = readers.inspect(str(tmp_path / "saved.json"))
    assert [entry.name for entry in entries] == ["mine (1)", "mine (2)"]
    np.testing.assert_array_equal(entries[0].load().vectors, POSITIONS)


def test_a_point_without_a_place_has_none():
    (found,) = bookmarks.parse(json.dumps([state()]).encode(), "here")
    positions = np.frombuffer(found.layout.positions, "<f4").reshape(2, 3)
    np.testing.assert_array_equal(positions[0], [1.5, 2, 3])
    assert np.isnan(positions[1, 0])
    assert found.layout.params == {"x": 1, "y": 2, "z": 3}


JUNK = [{}, {"label": 7}, {"projections": "x"}, {"selectedProjection": ["tsne"]}, {"filteredPoints": [-1, "a"]},
        {"cameraDef": {"position": [1, 2], "target": None}}, {"dataSetDimensions": [True, 1e99]},
        {"tSNEPerplexity": "NaN", "selectedProjection": "tsne"}, {"selectedPoints": [10**12]}]  # fmt: skip


@pytest.mark.parametrize("change", JUNK)
def test_what_says_nothing_usable_is_left_out(change):
    (found,) = bookmarks.parse(json.dumps([change]).encode(), "here")
    assert found.layout.positions is None
    assert msgspec.json.encode(found)


def test_points_that_contradict_each_other_are_refused():
    with pytest.raises(FormatError, match="2 positions for 3 points"):
        bookmarks.parse(json.dumps([state(dataSetDimensions=[3, 5])]).encode(), "here")


SHORT = Bookmark("short", Of("", 4, 3), SavedLayout(n_components=2, positions=b"1234"))
BEYOND = Bookmark("beyond", Of("", 4, 3), selected=[4])
BROKEN = [
    (b"", "something else"),
    (b"[1, 2]", "JSON of another form"),
    (b"[" * 100_000, "something else"),
    (b'{"a": 1}', "something else"),
    (own(format="other"), "'other'"),
    (own(version=2), "version 2"),
    (own(SHORT), "4 bytes of positions for 4 points"),
    (own(BEYOND), "rows beyond its 4"),
    (own(bookmarks=[{"label": 3}]), "something else"),
]


@pytest.mark.parametrize(("data", "said"), BROKEN)
def test_a_file_that_is_none_is_refused_in_words(data, said):
    with pytest.raises(FormatError, match=said):
        bookmarks.parse(data, "here")


def test_named_on_the_command_line_they_go_with_the_data(tmp_path):
    np.save(tmp_path / "some.npy", np.eye(4))
    for name in "ab":
        (tmp_path / f"{name}.json").write_bytes(own(OWN))
    shutil.copy(SAMPLE, tmp_path / "c.txt")
    files = tuple(tmp_path / name for name in ("a.json", "b.json", "c.txt"))
    (entry,) = readers.inspect(str(tmp_path / "some.npy"), OpenOptions(bookmarks=files))
    assert [one.label for one in entry.load().bookmarks] == ["mine", "mine", 'Politics: "Bad" to "Good"']


def test_a_file_that_was_named_must_be_there(tmp_path):
    np.save(tmp_path / "some.npy", np.eye(4))
    with pytest.raises(PathError, match="bookmarks"):
        readers.inspect(str(tmp_path / "some.npy"), OpenOptions(bookmarks=(tmp_path / "none.json",)))


@pytest.mark.parametrize("source", ["demo:iris", Dataset("mine", np.zeros((3, 2), np.float32))], ids=str)
def test_saved_views_go_with_what_has_no_files_beside_it(source):
    (entry,) = readers.inspect(source, OpenOptions(bookmarks=(SAMPLE, SAMPLE)))
    dataset = entry.load()
    assert len(dataset.bookmarks) == 2
    assert dataset.n in (3, 150)


def test_a_broken_bookmark_file_beside_a_demo_costs_a_note(tmp_path):
    (tmp_path / "broken.json").write_text("[1]")
    (entry,) = readers.inspect("demo:iris", OpenOptions(bookmarks=(tmp_path / "broken.json",)))
    assert "The bookmarks were left out" in entry.load().notes[-1]


def test_records_with_a_label_are_no_bookmarks(tmp_path):
    """pandas.DataFrame.to_json(orient="records")"""
    path = tmp_path / "a.json"
    path.write_text('[{"label": "x", "embedding": [1, 2]}, {"label": "y", "embedding": [3, 4]}]')
    assert readers.likeliest(path).load().columns["label"].text == ["x", "y"]
