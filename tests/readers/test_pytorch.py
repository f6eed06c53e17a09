import argparse
import collections
import json
import pickle
import shutil
import zipfile
from io import BytesIO

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from hyperscope.readers.models.pickled import Machine, Made
from hyperscope.readers.models.pytorch import _walk
from tests.readers.places import FIXTURES, load, write

STATE = FIXTURES / "torch/state_dict.pt"
LEGACY = FIXTURES / "torch/state_dict_legacy.pth"


def read(value, protocol=2, meanings=None):
    return Machine(meanings or {}, ("argparse.",), "file").read(BytesIO(pickle.dumps(value, protocol)))


@pytest.mark.parametrize("protocol", [0, 1, 2, 3, 4, 5])
def test_every_protocol_is_read_without_running_it(protocol):
    found = read({"a": [1, 2.5, None, True], "b": ("x",)}, protocol)
    pairs = dict(found.pairs)
    assert pairs["a"].values[:3] == [1, 2.5, None]
    assert pairs["b"].values == ["x"]


def test_harmless_objects_are_inert_and_all_others_refused(tmp_path):
    assert isinstance(read(argparse.Namespace(lr=1)), Made)
    mark = tmp_path / "executed"

    class Evil:
        def __reduce__(self):
            return open, (str(mark), "w")

    for protocol in range(6):
        with pytest.raises(FormatError, match=r"wants to run '\w+\.open'.*Nothing was run"):
            read([Evil()], protocol)
    assert not mark.exists()


def test_a_name_alone_runs_nothing():
    assert read([collections.OrderedDict]).values[0].name == "collections.OrderedDict"


def test_a_pickle_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("hyperscope.readers.models.pickled.OPERATIONS_AT_MOST", 50)
    with pytest.raises(FormatError, match="more than 50 instructions"):
        read(list(range(100)))


def test_shared_lists_are_met_once():
    bomb = ["x"]
    for _ in range(60):
        bomb = [bomb] * 10
    data = BytesIO(pickle.dumps({"bomb": bomb}))
    assert len(_walk(Machine({}, (), "file").read(data))) < 1_000


def test_storages_are_mapped():
    for path in (STATE, LEGACY):
        vectors = inspect(path)[0].load().vectors
        assert isinstance(vectors, np.memmap)
        assert not vectors.flags.writeable


@pytest.mark.parametrize("size", [3, 100, 400, 2000, 5000])
def test_a_legacy_file_cut_anywhere_is_refused(tmp_path, size):
    (tmp_path / "a.pt").write_bytes(LEGACY.read_bytes()[:size])
    with pytest.raises(FormatError, match=r"a\.pt: expected"):
        inspect(tmp_path / "a.pt")


def test_deflated_and_big_endian_storages_are_read(tmp_path):
    with zipfile.ZipFile(STATE) as old, zipfile.ZipFile(tmp_path / "a.pt", "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if "/data/" in name and len(data) == 4800:
                data = np.frombuffer(data, "<f4").astype(">f4").tobytes()
            new.writestr(name, b"big" if name.endswith("byteorder") else data)
    got, expected = inspect(tmp_path / "a.pt")[0].load(), inspect(STATE)[0].load()
    np.testing.assert_array_equal(got.vectors, expected.vectors)


def test_the_format_is_told_by_the_content(tmp_path):
    for place, path in enumerate((STATE, LEGACY)):
        shutil.copy(path, tmp_path / f"{place}.dat")
        assert inspect(tmp_path / f"{place}.dat")[0].name == "tok.weight"


def test_shards_are_one_model(tmp_path):
    shutil.copy(STATE, tmp_path / "pytorch_model-1.bin")
    index = {"weight_map": {"tok.weight": "pytorch_model-1.bin", "pos": "pytorch_model-1.bin"}}
    write(tmp_path / "pytorch_model.bin.index.json", json.dumps(index))
    assert [entry.name for entry in inspect(tmp_path)] == ["tok.weight", "pos"]


def test_an_empty_dictionary_holds_no_tensor(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.pt", "w") as file:
        file.writestr("a/data.pkl", pickle.dumps({}, 2))
    with pytest.raises(FormatError, match="a tensor of two axes"):
        load(tmp_path / "a.pt")


def torch_save(path, value):
    torch = pytest.importorskip("torch")
    torch.save(value(torch), path)
    return path


def test_arrays_of_numpy_and_whole_numbers_stand_beside_the_tensors(tmp_path):
    path = torch_save(
        tmp_path / "f.pt",
        lambda torch: {
            "features": torch.arange(6.0).reshape(3, 2),
            "other": np.ones((3, 2)),
            "target": torch.tensor([5, 6, 7]),
            "year": np.array([1, 2, 3]),
            "bias": torch.zeros(3),
            "names": ["a", "b", "c"],
            "seen": {1, 2},
        },
    )
    found = {entry.name: entry for entry in inspect(path)}
    assert list(found) == ["features", "other"]
    assert found["other"].load().vectors.tolist() == [[1, 1]] * 3
    columns = found["features"].load().columns
    assert {name: column.text for name, column in columns.items()} == {
        "names": ["a", "b", "c"],
        "target": ["5", "6", "7"],
        "year": ["1", "2", "3"],
    }


def test_a_module_of_torch_shows_its_weights_as_its_state_dict_would(tmp_path):
    path = torch_save(
        tmp_path / "m.pt",
        lambda torch: torch.nn.Sequential(torch.nn.Embedding(5, 3), torch.nn.Linear(3, 2)),
    )
    assert {entry.name: entry.shape for entry in inspect(path)} == {"0.weight": (5, 3), "1.weight": (2, 3)}


def test_builtins_that_begin_like_a_set_are_refused(tmp_path):
    (tmp_path / "a.pkl").write_bytes(b"cbuiltins\nsetattr\n(tR.")
    with pytest.raises(FormatError, match=r"wants to run 'builtins\.setattr'.*as \.npy"):
        inspect(tmp_path / "a.pkl")


def test_a_vector_for_each_word_is_one_matrix(tmp_path):
    vectors = {word: np.arange(3, dtype="f4") + at for at, word in enumerate("abc")}
    (tmp_path / "a.pkl").write_bytes(pickle.dumps(vectors))
    dataset = load(tmp_path / "a.pkl")
    assert dataset.vectors.tolist() == [[0, 1, 2], [1, 2, 3], [2, 3, 4]]
    assert dataset.columns["word"].text == ["a", "b", "c"]
    (tmp_path / "b.pkl").write_bytes(pickle.dumps([[0.5, 1.0], [2.0, 3.0]]))
    assert load(tmp_path / "b.pkl").vectors.tolist() == [[0.5, 1], [2, 3]]


def test_lists_in_lists_in_lists_are_gone_through_once(tmp_path):
    """Ten times each list in the next one, forty deep: nobody would see the end of all ways through them."""
    inner: list[object] = [np.ones((3, 2), np.float32)]
    for _ in range(40):
        inner = [inner] * 10
    (tmp_path / "a.pkl").write_bytes(pickle.dumps({"near": np.eye(3, dtype="f4"), "far": inner}))
    assert [entry.name for entry in inspect(tmp_path / "a.pkl")] == ["near"]
