"""Every fixture: bit for bit what it holds, with its metadata and pictures, or the refusal it deserves."""

import re
import time

import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES, items, sha256

ITEMS = items(__file__)
SECONDS_AT_MOST = 2

REFUSALS = {
    "tbbad-bad_pbtxt": r"projector_config\.pbtxt: .* in line 1, column 27",
    "tbbad-bad_binary": "binary data at byte 10",
    "tbbad-bad_missing": r"nothing at 'nothere\.tsv'",
    "tbbad-bad_deep": "braces at most 16 deep",
    "tbbad-empty": "at least one embedding",
    "npy-1d": r"shape \(90,\)",
    "npybad-huge": r"4,611,686,018,427,387,991 bytes .* got 151 bytes",
    "npybad-hugeheader": "2,147,483,647 bytes in a file of 87",
    "npybad-deepheader": "60,000 bytes in a file of 60,010",
    "npybad-short": "2,071 bytes .* got 771 bytes",
    "npybad-empty": "an empty file",
    "npy-zerorows": r"no rows, shape \(0, 7\)",
    "npybad-complex": "complex64",
    "npybad-strings": "<U7",
    "tsvbad-ragged": "3 values in line 2.* got 2",
    "tsvbad-ragged2": "2 values in line 3.* got 3",
    "tsvbad-text": "line 2, column 2, got 'five'",
    "tsvbad-empty": "an empty file",
    "tsvbad-blank": "blank lines only",
    "tsvbad-onecol": "one column only",
    "tsvbad-binary": "a text file",
    "tsvbad-nul": "NUL byte in line 2",
    "tsvbad-longline": "20,001 values in line 2.* got 2",
    "tsvbad-html": "a web page",
    "standalone-oddbytes": "3,600 bytes .* got 3,597 bytes",
    "standalone-remote": "Nothing is fetched",
}

NOTES = {
    "tb-abs-meta": r"'metadata\.tsv' beside the config",
    "tb-traverse": r"metadata was left out: .*passwd.* outside",
    "tb-missing-sprite": r"sprite was left out: .*s\.png",
    "tbbad-bad_field": "tensor_nmae",
    "npy-3d": r"\(90, 2, 5\)",
    "npy-naninf": r"4 rows .*3, 7, 11, 12",
    "npy-onerow": "one row only",
    "tsv-latin1-meta": r"latin1_meta\.tsv is not UTF-8",
    "tsv-numbers": "2 rows hold NaN",
    "tsvbad-meta-fewer": "83 rows for 90 vectors",
    "tsvbad-meta-header1": "'word', was taken as a header",
    "tsvbad-meta-noheader2": "no header line",
    "standalone-traverse": r"metadata was left out: .*passwd.* outside.*sprite was left out: .*hostname.* outside",
    "standalone-badshape": "claims 95 rows .* holds 90",
    "standalone-spritebomb": "sprite sheet was left out: .*20,000 × 20,000",
    "standalone-svg": "sprite sheet was left out: .*SVG",
    "standalone-symlink": r"metadata was left out: .*link\.tsv",
}


def entries(item):
    metadata = item.get("metadata")
    named = isinstance(metadata, dict) and item["format"] != "tb-logdir" and "file" in metadata
    options = OpenOptions(metadata=FIXTURES / metadata["file"]) if named else None
    return inspect(FIXTURES / item["path"], options)


@pytest.mark.parametrize("name", [name for name in ITEMS if name not in REFUSALS])
def test_a_good_file_holds_what_the_manifest_says(name):
    item = ITEMS[name]
    found = {entry.name: entry for entry in entries(item)}
    for number, tensor in enumerate(item["tensors"]):
        entry = found[tensor["name"]]
        dataset = entry.load()
        assert sha256(dataset.vectors) == tensor["sha256_f32"]
        assert entry.shape == dataset.vectors.shape
        assert entry.dtype == tensor["dtype"]
        metadata = item.get("metadata") or {}
        if isinstance(metadata, list):
            assert bool(dataset.columns) == bool(metadata[number])
        check_metadata(dataset, (metadata[number] or {}) if isinstance(metadata, list) else metadata)


def load_all(item):
    return [entry.load() for entry in entries(item)]


def check_metadata(dataset, expected):
    if "rows" in expected:
        assert list(dataset.columns) == expected["columns"]
        assert [column.text[0] for column in dataset.columns.values()] == list(
            map(str, expected["first_row"])
        )
        assert {len(column) for column in dataset.columns.values()} == {expected["rows"]}
    for column, start in expected.get("column_check", {}).items():
        assert dataset.columns[column].text[: len(start)] == start
    if "sprite" in expected:
        assert dataset.images.cell == tuple(expected["sprite"]["single"])
        sheet = expected["sprite"]
        assert dataset.images.columns == sheet.get("grid_cols", sheet.get("grid"))


@pytest.mark.parametrize("name", NOTES)
def test_what_was_repaired_or_left_out_is_told(name):
    readable = [entry for entry in entries(ITEMS[name]) if entry.readable]
    notes = " ".join(note for entry in readable for note in entry.load().notes)
    assert re.search(NOTES[name], notes)


@pytest.mark.parametrize("name", [name for name in ITEMS if name not in NOTES and name not in REFUSALS])
def test_nothing_is_said_where_nothing_was_repaired(name):
    assert [
        entry.load().notes for entry in entries(ITEMS[name]) if entry.readable and entry.load().notes
    ] == []


@pytest.mark.parametrize("name", REFUSALS)
def test_a_bad_file_is_refused_in_words_and_at_once(name):
    started = time.monotonic()
    with pytest.raises(HyperscopeError, match=REFUSALS[name]):
        load_all(ITEMS[name])
    assert time.monotonic() - started < SECONDS_AT_MOST


def test_every_hostile_fixture_has_its_refusal():
    read_all_the_same = {name for name, item in ITEMS.items() if item.get("either")} - REFUSALS.keys()
    hostile = {name for name, item in ITEMS.items() if "error" in item}
    assert hostile - read_all_the_same == REFUSALS.keys()


@pytest.mark.parametrize("name", ["tb-traverse", "standalone-missing"])
def test_a_broken_tensor_is_listed_beside_the_good_ones(name):
    broken = [entry for entry in entries(ITEMS[name]) if not entry.readable]
    assert len(broken) == 1
    with pytest.raises(HyperscopeError, match=re.escape(str(broken[0].problem))):
        broken[0].load()
