"""Sparse matrices as SciPy 1.17 wrote them (`scipy.sparse.save_npz`): a third of float32 numbers, 40 × 6."""

import zipfile

import numpy as np
import pytest
from scipy import sparse

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from hyperscope.readers.sniff import sniff
from tests.readers.places import FIXTURES, load

FOLDER = FIXTURES / "scipy"
EXPECTED = np.load(FOLDER / "expected.npy")


@pytest.mark.parametrize("file", ["csr", "csr_stored", "csc", "coo", "bsr", "dia"])
def test_every_kind_is_spread_out(file):
    (entry,) = inspect(FOLDER / f"{file}.npz")
    assert (entry.name, entry.shape, entry.dtype) == (file, (40, 6), "float32")
    np.testing.assert_array_equal(entry.load().vectors, EXPECTED)


def test_a_matrix_that_would_fill_the_memory_is_refused_and_says_what_to_do(tmp_path):
    sparse.save_npz(tmp_path / "wide.npz", sparse.csr_matrix(([1.0], ([0], [0])), shape=(1 << 20, 1 << 20)))
    (entry,) = inspect(tmp_path / "wide.npz")
    with pytest.raises(FormatError, match=r"got 8,796,093,022,208 bytes\. Reduce it first \(sklearn"):
        entry.load()


def rewritten(path, **members):
    parts = dict(np.load(FOLDER / "csr.npz"))
    np.savez(path, **(parts | members))
    return path


@pytest.mark.parametrize(("members", "told"), [
    ({"format": b"xyz"}, "expected one of csr, csc, bsr, coo, dia, got 'xyz'"),
    ({"format": np.zeros(3)}, "the name of a sparse format"),
    ({"shape": [40]}, "a shape of two sizes"),
    ({"shape": [-1, 6]}, r"a shape of two sizes, got \[-1, 6\]"),
    ({"indices": np.full(133, 6)}, "a whole sparse matrix"),
    ({"indices": np.full(133, -1)}, "a whole sparse matrix"),
    ({"indptr": np.arange(7)}, "a whole sparse matrix"),
    ({"indices": np.zeros(133)}, "places as whole numbers, got float64"),
    ({"indptr": np.array([None] * 41)}, "places as whole numbers, got object"),
    ({"data": np.zeros(133, complex)}, "real numbers"),
    ({"data": np.array([None] * 133)}, "array of Python objects"),
])  # fmt: skip
def test_what_is_no_matrix_is_refused_in_words(tmp_path, members, told):
    with pytest.raises(FormatError, match=told):
        load(rewritten(tmp_path / "a.npz", **members))


def test_stored_numbers_that_are_called_objects_are_never_taken_for_them(tmp_path):
    file = rewritten(
        tmp_path / "a.npz", indices=dict(np.load(FOLDER / "csr.npz"))["indices"].astype(np.int64)
    )
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(tmp_path / "b.npz", "w") as new:
        for name in old.namelist():
            member = old.read(name)
            new.writestr(name, member.replace(b"'<i8'", b"'|O' ") if name == "indices.npy" else member)
    with pytest.raises(FormatError, match=r"'indices\.npy': expected places as whole numbers, got object"):
        load(tmp_path / "b.npz")


def test_a_part_that_is_missing_is_named(tmp_path):
    parts = dict(np.load(FOLDER / "csr.npz"))
    del parts["indptr"]
    np.savez(tmp_path / "a.npz", **parts)
    with pytest.raises(FormatError, match=r"indptr\.npy"):
        load(tmp_path / "a.npz")


def test_arrays_that_are_only_called_so_stay_arrays(tmp_path):
    np.savez(tmp_path / "a.npz", data=np.eye(3), shape=[3, 3], format="f", labels=[1, 2, 3])
    assert sniff(tmp_path / "a.npz").name == "NumPy arrays"
