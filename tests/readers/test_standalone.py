import json

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES, load, write

GOOD = {"tensorName": "good", "tensorShape": [3, 2], "tensorPath": "data/t.bytes"}


@pytest.fixture
def site(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/t.bytes").write_bytes(np.arange(6, dtype="<f4").tobytes())

    def make(*embeddings):
        return write(tmp_path / "data/my_projector_config_1.json", json.dumps({"embeddings": embeddings}))

    return make


def test_paths_are_relative_to_the_page_when_the_site_is_opened(site):
    dataset = load(site(GOOD).parent.parent)
    assert dataset.notes == ()
    assert dataset.vectors.tolist() == [[0, 1], [2, 3], [4, 5]]


def test_the_config_alone_finds_its_files_beside_it(site):
    assert "beside the config" in load(site(GOOD)).notes[0]


@pytest.mark.parametrize(
    "broken",
    [
        {"tensorName": "bad", "tensorPath": 5},
        {"tensorName": "bad", "tensorShape": "3x2", "tensorPath": "data/t.bytes"},
        {"tensorName": "bad", "tensorShape": [3, -2], "tensorPath": "data/t.bytes"},
        {"tensorName": "bad", "tensorShape": [3, 0], "tensorPath": "data/t.bytes"},
        {"tensorName": "bad", "tensorShape": [3, 2, 1], "tensorPath": "data/t.bytes"},
        {"tensorName": "bad", "sprite": [], "tensorPath": "gone.bytes"},
        {"tensorName": "bad", "sprite": "x", "tensorPath": "data/t.bytes"},
        {"tensorName": "bad", "tensorShape": [1 << 61, 2], "tensorPath": "data/t.bytes", "sprite": 1},
    ],
)
def test_one_broken_entry_does_not_hide_the_good_one(site, broken):
    bad, good = inspect(site(broken, GOOD))
    assert (bad.name, bad.readable) == ("bad", False)
    assert good.load().n == 3
    with pytest.raises(FormatError if "gone" not in str(broken) else Exception, match="expected"):
        bad.load()


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("{", "line 1, column 2"),
        ("[]", "without a list of embeddings"),
        ('{"embeddings": {}}', "without a list of embeddings"),
        ('{"embeddings": [5]}', "without a list of embeddings"),
        ('{"embeddings": []}', "at least one embedding"),
        ("[" * 100_000, "something else"),
        ('{"embeddings": [' + "9" * 5_000 + "]}", "something else"),
    ],
)
def test_other_json_is_refused(tmp_path, text, match):
    with pytest.raises(FormatError, match=match):
        inspect(write(tmp_path / "x.json", text))


def test_bookmarks_are_kept_word_for_word():
    entries = inspect(FIXTURES / "standalone/projector_config.json")
    (bookmark,) = entries[0].load().bookmarks
    (state,) = json.loads((FIXTURES / "standalone/bookmarks.txt").read_text())
    assert bookmark.state == state
    assert bookmark.label == state["label"]


@pytest.mark.parametrize("text", ["{}", "[1]", "x", "[" * 100_000])
def test_broken_bookmarks_cost_a_note(site, tmp_path, text):
    write(tmp_path / "data/b.txt", text)
    dataset = load(site(GOOD | {"bookmarksPath": "b.txt"}))
    assert dataset.bookmarks == ()
    assert "bookmarks were left out" in " ".join(dataset.notes)
