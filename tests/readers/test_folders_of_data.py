"""Folders that are one store: Hugging Face datasets, Zarr, LanceDB. Nothing outside them is read."""

import json
import re
import shutil
import sys

import numpy as np
import pytest

import hyperscope
from hyperscope.errors import FormatError, MissingExtra, PathError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES


@pytest.fixture
def dataset(tmp_path):
    return shutil.copytree(FIXTURES / "hf/single", tmp_path / "d")


def state(folder, *names):
    (folder / "state.json").write_text(json.dumps({"_data_files": [{"filename": name} for name in names]}))
    return folder


def test_the_order_of_shards_is_the_state_s(dataset):
    whole = hyperscope.read(dataset).vectors
    first, second = sorted(path.name for path in dataset.glob("*.arrow"))
    turned = hyperscope.read(state(dataset, second, first)).vectors
    half = len(whole) // 2
    np.testing.assert_array_equal(turned, np.concatenate([whole[half:], whole[:half]]))


@pytest.mark.parametrize(("names", "error", "words"), [
    (["../../secret.arrow"], PathError, "leads outside"), ([], FormatError, "names of Arrow files"),
])  # fmt: skip
def test_a_dataset_names_no_file_outside(dataset, names, error, words):
    with pytest.raises(error, match=words):
        inspect(state(dataset, *names))


def test_a_broken_description_is_told(dataset):
    (dataset / "dataset_info.json").write_text("[")
    with pytest.raises(FormatError, match=r"dataset_info\.json: expected JSON"):
        inspect(dataset)


@pytest.mark.parametrize(("fixture", "package", "extra"), [
    ("zarr/v3.zarr", "zarr", "zarr"), ("zarr/z.zarr.zip", "zarr", "zarr"), ("db/lance", "lancedb", "lance"),
])  # fmt: skip
def test_without_the_package_the_extra_is_named(monkeypatch, fixture, package, extra):
    for name in [package, *(name for name in sys.modules if name.startswith(f"{package}."))]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=rf"{re.escape(fixture)}: .*pip install 'hyperscope\[{extra}\]'"):
        inspect(FIXTURES / fixture)


@pytest.mark.parametrize(("fixture", "package"), [("zarr/v2.zarr", "zarr"), ("db/lance", "lancedb")])
def test_a_link_that_leads_out_of_a_store_is_refused(tmp_path, fixture, package):
    pytest.importorskip(package)
    store = shutil.copytree(FIXTURES / fixture, tmp_path / fixture.rpartition("/")[2])
    (tmp_path / "secret").write_text("x")
    (store / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(PathError, match="leads outside"):
        inspect(store)


def test_a_damaged_zarr_store_is_told_in_words(tmp_path):
    pytest.importorskip("zarr")
    store = shutil.copytree(FIXTURES / "zarr/v2.zarr", tmp_path / "v2.zarr")
    (store / "emb/0.0").write_bytes(b"nonsense")
    with pytest.raises(FormatError, match=r"array 'emb': expected a whole Blosc frame, .* got 8\."):
        hyperscope.read(store, "emb")
    (store / "emb/.zarray").write_text("{")
    with pytest.raises(FormatError, match=r"Zarr store|two axes"):
        hyperscope.read(store, "emb")


def test_a_store_that_claims_more_than_it_holds_is_refused(tmp_path):
    pytest.importorskip("zarr")
    store = shutil.copytree(FIXTURES / "zarr/v2.zarr", tmp_path / "v2.zarr")
    described = json.loads((store / "emb/.zarray").read_text())
    (store / "emb/.zarray").write_text(json.dumps(described | {"shape": [1 << 40, 10]}))
    with pytest.raises(FormatError, match="bytes from"):
        hyperscope.read(store, "emb")
