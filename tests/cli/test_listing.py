"""`hyperscope inspect` and `hyperscope formats`."""

import json
import sys
from importlib.metadata import metadata

import numpy as np
from click.testing import CliRunner

from hyperscope.cli import main
from hyperscope.cli.listing import BEYOND
from hyperscope.readers import registry
from tests.readers.places import FIXTURES, write


def said(*words):
    return CliRunner().invoke(main, list(map(str, words)))


def test_inspect_lists_what_there_is_the_likeliest_first(tmp_path):
    np.savez(tmp_path / "two.npz", few=np.ones((4, 3), "f4"), many=np.zeros((9, 2)), one=np.arange(4))
    lines = said("inspect", tmp_path / "two.npz").stdout.splitlines()
    assert lines == ["many  9 × 2 float64", "few  4 × 3 float32"]


def test_inspect_as_json_is_all_of_an_entry(tmp_path):
    np.save(tmp_path / "a.npy", np.ones((4, 3, 2), "f4"))
    (entry,) = json.loads(said("inspect", tmp_path / "a.npy", "--json").stdout)
    assert (entry["name"], entry["shape"], entry["dtype"]) == ("a", [4, 6], "float32")
    assert entry["files"] == {"tensor": str(tmp_path / "a.npy")}
    assert entry["problem"] is None


def test_inspect_ends_with_1_where_nothing_can_be_read(tmp_path):
    np.savez(tmp_path / "bad.npz", a=np.array([{}], object), b=np.ones((3, 2), complex))
    result = said("inspect", tmp_path / "bad.npz", "--json")
    assert result.exit_code == 1
    assert all(entry["problem"]["fix"] for entry in json.loads(result.stdout))
    refused = said("inspect", write(tmp_path / "x.xyz", "?"))
    assert (refused.exit_code, "Save the vectors" in refused.stderr) == (1, True)


def test_formats_says_what_to_install(monkeypatch):
    monkeypatch.setitem(registry.EXTRAS, "hdf5", "a_module_that_is_not_there")
    lines = said("formats").stdout.splitlines()
    (hdf5,) = [line for line in lines if line.startswith("HDF5 file")]
    assert hdf5.endswith("pip install 'hyperscope[hdf5]'")
    (npy,) = [line for line in lines if line.startswith("NumPy array ")]
    assert "pip" not in npy
    rows = json.loads(said("formats", "--json").stdout)
    assert {row["format"] for row in rows} >= {row.name for row in registry.FORMATS}
    assert [row["here"] for row in rows if row["format"] == "HDF5 file"] == [False]


def test_formats_names_every_extra(monkeypatch):
    extras = {*metadata("hyperscope").get_all("Provides-Extra", [])} - {"all"}
    assert extras == {*registry.EXTRAS, *BEYOND}
    monkeypatch.setitem(BEYOND, "plots", ("a_module_that_is_not_there", "pictures"))
    lines = said("formats").stdout.splitlines()
    (plots,) = [line for line in lines if line.startswith("pictures")]
    assert plots.endswith("plots  pip install 'hyperscope[plots]'")


def test_running_out_of_memory_is_told_in_words(monkeypatch):
    def greedy(*_said: object) -> None:
        raise MemoryError

    monkeypatch.setattr("hyperscope.readers.inspect", greedy)
    done = said("inspect", "a.npy")
    assert done.exit_code == 1
    assert done.stderr.startswith("hyperscope: expected enough memory, got a request for more")


def test_nobody_waits_at_a_folder_that_an_extra_would_open(monkeypatch):
    def never(*_said: object) -> None:
        raise AssertionError("what is written there later cannot be opened either")

    monkeypatch.setitem(sys.modules, "lancedb", None)
    monkeypatch.setattr("hyperscope.cli.launch.listen", never)
    done = said(FIXTURES / "db/lance", "--no-browser")
    assert done.exit_code == 1
    assert "pip install 'hyperscope[lance]'" in done.stderr
    assert done.stderr.endswith("hyperscope: nothing here can be opened.\n")
