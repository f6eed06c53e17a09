import struct
import sys

import numpy as np
import pytest

from hyperscope.errors import FormatError, MissingExtra
from hyperscope.readers import inflation, inspect
from hyperscope.readers.hdf.hdf5file import as_cells
from tests.readers.places import FIXTURES, load

h5py = pytest.importorskip("h5py")
VALUES = np.arange(12, dtype=np.float32).reshape(4, 3)


def make(path, **datasets):
    with h5py.File(path, "w") as file:
        for name, data in datasets.items():
            file[name.replace("__", "/")] = data
    return path


def test_without_h5py_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "h5py", None)
    for name in ("hdf5/generic.h5", "keras/tiny.keras", "anndata/dense.h5ad"):
        with pytest.raises(MissingExtra, match=r"^/.*: expected .*pip install 'hyperscope\[hdf5\]'"):
            inspect(FIXTURES / name)


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "<f2", "<i8", "?"])
def test_numbers_in_one_piece_are_mapped(tmp_path, dtype):
    dataset = load(make(tmp_path / "a.h5", x=VALUES.astype(dtype)))
    assert isinstance(dataset.vectors, np.memmap)
    np.testing.assert_array_equal(dataset.vectors, VALUES.astype(dtype))


def test_words_and_numbers_of_one_axis_are_columns(tmp_path):
    path = make(
        tmp_path / "a.h5", x=VALUES, words=["a", "b", "é", ""], group__n=np.arange(4), other=np.arange(5)
    )
    dataset = load(path)
    assert {name: column.text for name, column in dataset.columns.items()} == {
        "words": ["a", "b", "é", ""],
        "group/n": ["0", "1", "2", "3"],
    }


def test_words_that_grow_beyond_reason_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(inflation, "FREE_BYTES", 1_000)
    with h5py.File(make(tmp_path / "a.h5", words=["word" * 100] * 10)) as file:
        assert as_cells(file["words"], 40, "here") == ["word" * 100] * 10
        with pytest.raises(FormatError, match="here: expected at most 1,000 bytes"):
            as_cells(file["words"], 4, "here")


def test_a_group_that_holds_itself_is_walked_once(tmp_path):
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["g/x"] = VALUES
        file["g/again"] = file["g"]
    assert [entry.name for entry in inspect(tmp_path / "a.h5")] == ["g/x"]


def test_links_are_not_followed_not_even_on_the_way(tmp_path):
    make(tmp_path / "secret.h5", x=VALUES)
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["ok"] = VALUES
        file["out"] = h5py.ExternalLink("secret.h5", "/")
        file["soft"] = h5py.SoftLink("/out/x")
    good, broken = inspect(tmp_path / "a.h5")
    assert (good.name, broken.name) == ("ok", "out")
    with pytest.raises(FormatError, match="a link to another file"):
        broken.load()


def test_a_file_of_something_else_is_refused(tmp_path):
    make(tmp_path / "a.h5", words=["a", "b"])
    with pytest.raises(FormatError, match="two axes"):
        inspect(tmp_path / "a.h5")
    (tmp_path / "b.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    with pytest.raises(FormatError, match="a whole HDF5 file"):
        inspect(tmp_path / "b.h5")


@pytest.mark.parametrize("kind", ["csr", "csc"])
def test_sparse_expression_is_made_dense(tmp_path, kind):
    from scipy import sparse

    matrix = getattr(sparse, f"{kind}_matrix")(VALUES)
    with h5py.File(tmp_path / "a.h5ad", "w") as file:
        group = file.create_group("X")
        group.attrs["encoding-type"], group.attrs["shape"] = f"{kind}_matrix", VALUES.shape
        group["data"], group["indices"], group["indptr"] = matrix.data, matrix.indices, matrix.indptr
    assert load(tmp_path / "a.h5ad").vectors.tolist() == VALUES.tolist()
    with h5py.File(tmp_path / "a.h5ad", "a") as file:
        file["X/indices"][0] = 1_000_000
    with pytest.raises(FormatError, match="dataset 'X': expected a whole HDF5 file"):
        load(tmp_path / "a.h5ad")


def test_a_sparse_matrix_too_large_to_be_dense_says_what_to_do(tmp_path):
    with h5py.File(tmp_path / "a.h5ad", "w") as file:
        group = file.create_group("X")
        group.attrs["encoding-type"], group.attrs["shape"] = "csr_matrix", (100_000, 100_000)
        group["data"], group["indices"], group["indptr"] = (
            np.zeros(0, "f4"),
            np.zeros(0, "i4"),
            np.zeros(100_001, "i4"),
        )
    with pytest.raises(FormatError, match=r"got 40,000,000,000 bytes.*obsm/X_pca"):
        load(tmp_path / "a.h5ad")


def test_categories_masks_and_old_layouts_of_obs_are_read(tmp_path):
    with h5py.File(tmp_path / "a.h5ad", "w") as file:
        file["X"] = VALUES
        file["obs/kind/codes"], file["obs/kind/categories"] = np.int8([0, 1, -1, 0]), ["x", "y"]
        file["obs/count/values"], file["obs/count/mask"] = np.arange(4), [False, True, False, False]
        file["obs/old"], file["obs/__categories/old"] = np.int8([1, 0, 0, 0]), ["p", "q"]
        file["obs"].attrs["column-order"] = ["old", "kind"]
    assert {name: column.text for name, column in load(tmp_path / "a.h5ad").columns.items()} == {
        "old": ["q", "p", "p", "p"],
        "kind": ["x", "y", "", "x"],
        "count": ["0", "", "2", "3"],
    }


def test_keras_hides_what_the_optimizer_keeps_and_answers_to_both_names():
    entries = inspect(FIXTURES / "keras/tiny.weights.h5")
    assert [entry.name for entry in entries] == ["word_emb/embeddings", "dense/kernel", "head/kernel"]
    assert entries[0].aliases == ("layers/embedding/vars/0",)


def test_a_heap_of_words_without_end_is_refused(tmp_path):
    data = bytearray((FIXTURES / "hdf5/generic.h5").read_bytes())
    free = 16_696  # the heap's last object: the space that is left
    assert data[free : free + 16] == struct.pack("<HHIQ", 0, 0, 0, 1_920)
    data[free + 8 : free + 16] = bytes(8)
    (tmp_path / "a.h5").write_bytes(data)
    with pytest.raises(FormatError, match="a heap of words that ends, got one without end at byte 14,520"):
        inspect(tmp_path / "a.h5")


def test_a_word_that_claims_gigabytes_is_refused(tmp_path):
    path = make(tmp_path / "a.h5", x=VALUES, words=list("abcd"))
    with h5py.File(path) as file:
        place = file["words"].id.get_offset()
    data = bytearray(path.read_bytes())
    data[place : place + 4] = b"\xff\xff\xff\x7f"
    path.write_bytes(data)
    good, broken = inspect(path)
    assert list(good.load().columns) == []
    with pytest.raises(FormatError, match=r"dataset 'words': expected at most .* got 2,147,483,650 bytes"):
        broken.load()


def test_records_and_lists_are_no_column_and_said_so(tmp_path):
    make(tmp_path / "a.h5", v=np.zeros((3, 2), ">f8"), records=np.zeros(3, [("a", "f4"), ("b", "i4")]))
    (entry,) = inspect(tmp_path / "a.h5")
    assert entry.dtype == "float64"
    (note,) = entry.load().notes
    assert "'records' was left out" in note
    assert "words or single numbers" in note
