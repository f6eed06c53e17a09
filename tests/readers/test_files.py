"""Every file of everyday formats among the fixtures: bit for bit what it holds, with its labels, or the refusal it deserves."""

import re
import time

import numpy as np
import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES, items, sha256

ITEMS = items(__file__)
SECONDS_AT_MOST = 2
EXTRAS = {
    "keras": "h5py",
    "hdf5": "h5py",
    "h5": "h5py",
    "zarr": "zarr",
    "duckdb": "duckdb",
    "lancedb": "lancedb",
}

REFUSALS = {
    "ptbad-whole-model": r"wants to run '__main__\.Net'.* state_dict\(\) alone",
    "ptbad-evil": r"wants to run 'posix\.system'. Nothing was run",
    "ptbad-evil-legacy": r"wants to run 'posix\.system'",
    "ptbad-truncated": "a whole ZIP archive",
    "ptbad-oob_view": "an element 3,999 inside the storage, got 16 elements",
    "ptbad-neg_stride": r"not negative, got shape \(4, 4\), strides \(-4, 1\)",
    "ptbad-huge_numel": "a storage of 281,474,976,710,656 bytes, got 64",
    "ptbad-expand_bomb": "got 4,398,046,511,104 bytes",
    "ptbad-missing_storage": r"a member 'archive/data/\.\./0'",
    "safetensors-bad_hdrlen": "one of 1,152,921,504,606,846,976 bytes in 89",
    "safetensors-bad_overlap": "without overlap or hole.* got 'b' at byte",
    "safetensors-bad_hole": "without overlap or hole.* got 'a' at byte",
    "safetensors-bad_size": "bytes for tensor",
    "safetensors-bad_short": "as its header says, got 83",
    "safetensors-bad_json": "a header of JSON",
    "safetensors-bad_dup": "'a' twice",
    "safetensors-bad_overflow": "bytes for tensor|dtype, shape and data_offsets",
    "safetensors-index-traverse": "leads outside",
    "ftbad-trunc": "a matrix of at least .* in a file of 5,000 bytes",
    "w2vbad-huge": "99,999,999,999 words of .* claimed by a file of 2,006 bytes",
    "w2vbad-longword": "word 1 of .* got no end of it",
    "w2vbad-neg": "-5 words",
    "w2vbad-trunc": "claimed by a file of 10,832 bytes",
    "h5bad-trunc": "a whole HDF5 file, got .*truncated file",
    "npzbad-bomb": r"one column only, shape \(13107200, 1\)",
    "kvbad-evil": r"wants to run 'posix\.system'. Nothing was run",
    "npybad-evil": "Python objects",
    "npybad-evalheader": "a header with descr",
    "onnxbad-trunc": "past the end at byte 2",
    "parquetbad-ragged": r"column 'vector': expected 10 numbers in row 5, .* got 3",
    "parquetbad-trunc": "a whole Parquet file, got Parquet magic bytes not found in footer",
}
BESIDE = {
    "h5bad-external": ("ext", "numbers that lie in this file, got a link to another file"),
    "h5bad-virtual": ("x", "got 9,007,199,254,740,992 bytes"),
    "h5bad-plugin": ("x", r"got Blosc \(filter 32001\)"),
    "pt-odd": ("sparse", "a dense tensor of numbers, got a sparse tensor"),
    "npzbad-evil": ("x", "Python objects"),
    "npz-object-labels": ("labels", "Python objects"),
    "onnxbad-traverse": ("emb.weight", "leads outside"),
}
NOTES = {
    "w2vbad-count": "claims 5 words, the file holds 2",
    "parquet-nulls": "2 rows hold NaN .*: 4, 9",
    "npz-object-labels": "'labels' was left out: it holds pickled Python objects",
}


def named(**kept):
    """Those that are read, or those whose name is in `among`."""
    among = kept.get("among", [name for name in ITEMS if name not in REFUSALS])
    return [pytest.param(name, id=name) for name in among]


def listed(name, hidden=False):
    item = ITEMS[name]
    for start, needed in EXTRAS.items():
        if item["format"].startswith(start):
            pytest.importorskip(needed)
    return inspect(FIXTURES / item["path"], OpenOptions(hidden=hidden))


def is_matrix(tensor):
    shape = tensor["shape"]
    return len(shape) > 1 and shape[0] > 0


def matching(entries, tensor):
    """The entry of that name, or of that content where a file does not say the name."""
    for entry in entries:
        if tensor["name"] in (entry.name, *entry.aliases):
            return entry
    return next(
        entry for entry in entries if entry.readable and sha256(entry.load().vectors) == tensor["sha256_f32"]
    )


@pytest.mark.parametrize("name", named())
def test_a_good_file_holds_what_the_manifest_says(name):
    entries = listed(name)
    for number, tensor in enumerate(filter(is_matrix, ITEMS[name].get("tensors", ()))):
        entry = matching(entries, tensor)
        dataset = entry.load()
        assert dataset.vectors.shape == tuple(tensor["shape"])
        assert entry.shape in (None, dataset.vectors.shape)
        assert entry.dtype == tensor["dtype"]
        check_numbers(dataset, tensor)
        if number == 0:
            check_metadata(dataset, ITEMS[name].get("metadata") or {})


def test_the_labels_of_a_saved_list_are_its_tensor_s():
    (entry,) = listed("pt-list")
    assert entry.load().columns["label"].text[:3] == ITEMS["pt-list"]["labels"]


def check_numbers(dataset, tensor):
    if "tol" in tensor:
        expected = np.load(FIXTURES / tensor["expected_npy"])
        np.testing.assert_allclose(dataset.vectors, expected, rtol=0, atol=tensor["tol"])
    else:
        assert sha256(dataset.vectors) == tensor["sha256_f32"]


def check_metadata(dataset, expected):
    if "columns" in expected:
        assert list(dataset.columns) == expected["columns"]
        first = [str(cell) for cell in expected["first_row"]]
        assert [column.text[0] for column in dataset.columns.values()][: len(first)] == first
        assert {len(column) for column in dataset.columns.values()} == {expected["rows"]}
    if "words" in expected:
        (words,) = dataset.columns.values()
        remaining = iter(words.text)
        assert all(word in remaining for word in expected["words"]), "a sample of them, in order"


@pytest.mark.parametrize("name", named())
def test_vectors_scalars_and_empty_tensors_are_listed_when_asked_for(name):
    rest = [tensor for tensor in ITEMS[name].get("tensors", ()) if not is_matrix(tensor)]
    for tensor in rest:
        (entry,) = [one for one in listed(name, hidden=True) if one.name == tensor["name"]]
        assert (entry.shape, entry.dtype) == (tuple(tensor["shape"]), tensor["dtype"])
        with pytest.raises(HyperscopeError, match="expected"):
            entry.load()


@pytest.mark.parametrize("name", named(among=REFUSALS))
def test_a_bad_file_is_refused_in_words_and_at_once(name):
    started = time.monotonic()
    with pytest.raises(HyperscopeError, match=REFUSALS[name]) as met:
        [entry.load() for entry in listed(name)]
    assert all((met.value.expected, met.value.got, met.value.fix))
    assert time.monotonic() - started < SECONDS_AT_MOST


@pytest.mark.parametrize("name", named(among=BESIDE))
def test_a_broken_tensor_is_listed_after_the_good_ones(name):
    tensor, match = BESIDE[name]
    entries = listed(name)
    assert entries[0].readable
    (broken,) = [entry for entry in entries if entry.name == tensor]
    with pytest.raises(HyperscopeError, match=match):
        broken.load()


@pytest.mark.parametrize("name", named())
def test_only_what_was_repaired_or_left_out_is_told(name):
    readable = [entry for entry in listed(name) if entry.readable]
    notes = " ".join(note for entry in readable for note in entry.load().notes)
    assert re.search(NOTES.get(name, "^$"), notes)


def test_every_hostile_file_has_its_refusal():
    refused = {name for name, item in ITEMS.items() if "error" in item and item.get("kind") != "either"}
    assert refused - ITEMS.keys() == set()
    assert refused <= REFUSALS.keys() | BESIDE.keys() | {name for name in ITEMS if "tensors" in ITEMS[name]}
