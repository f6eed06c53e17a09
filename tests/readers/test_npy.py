import pickle
import struct
import subprocess
import sys

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from hyperscope.readers.arrays.npy import read
from tests.readers.places import load


def header(text: str, version: int = 1) -> bytes:
    body = text.encode("latin-1" if version < 3 else "utf-8")
    return b"\x93NUMPY" + bytes((version, 0)) + struct.pack("<H" if version == 1 else "<I", len(body)) + body


@pytest.mark.parametrize("dtype", ["<f4", ">f4", "<f2", "<f8", ">i2", "u1", "?", "<i8"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_numbers_are_mapped_as_stored(tmp_path, dtype, order):
    values = np.asarray(np.arange(12).reshape(4, 3), dtype=dtype, order=order)
    np.save(tmp_path / "a.npy", values)
    got = read(tmp_path / "a.npy").vectors
    assert isinstance(got, np.memmap)
    assert got.dtype == np.dtype(dtype)
    np.testing.assert_array_equal(got, values)


def test_trailing_axes_are_taken_together(tmp_path):
    values = np.arange(24.0).reshape(4, 2, 3)
    np.save(tmp_path / "a.npy", np.asfortranarray(values))
    numbers = read(tmp_path / "a.npy")
    np.testing.assert_array_equal(numbers.vectors, values.reshape(4, 6))
    assert "(4, 2, 3)" in numbers.notes[0]


def test_version_3_is_read(tmp_path):
    text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}"
    (tmp_path / "a.npy").write_bytes(header(text, 3) + np.arange(4, dtype="<f4").tobytes())
    assert read(tmp_path / "a.npy").vectors.tolist() == [[0, 1], [2, 3]]


def test_a_pickle_is_never_opened(tmp_path):
    mark = tmp_path / "executed"

    class Evil:
        def __reduce__(self):
            return open, (str(mark), "w")

    text = "{'descr': '|O', 'fortran_order': False, 'shape': (2, 2)}"
    (tmp_path / "a.npy").write_bytes(header(text) + pickle.dumps(Evil()))
    with pytest.raises(FormatError, match="Python objects"):
        inspect(tmp_path / "a.npy")
    assert not mark.exists()


def test_a_header_is_never_evaluated(tmp_path):
    mark = tmp_path / "executed"
    (tmp_path / "a.npy").write_bytes(header(f"open({str(mark)!r}, 'w')"))
    with pytest.raises(FormatError, match="descr, fortran_order and shape"):
        inspect(tmp_path / "a.npy")
    assert not mark.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{'descr': '<f4'}",
        "{'descr': 'rubbish', 'fortran_order': False, 'shape': (2, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2.5, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (True, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': 4}",
        "(" * 4_000,
    ],
)
def test_a_broken_header_is_refused(tmp_path, text):
    (tmp_path / "a.npy").write_bytes(header(text) + bytes(4_000))
    with pytest.raises(FormatError, match="descr, fortran_order and shape"):
        inspect(tmp_path / "a.npy")


@pytest.mark.parametrize("size", [0, 4, 8, 9, 40])
def test_a_file_cut_anywhere_is_refused(tmp_path, size):
    np.save(tmp_path / "whole.npy", np.zeros((3, 3)))
    (tmp_path / "a.npy").write_bytes((tmp_path / "whole.npy").read_bytes()[:size])
    with pytest.raises(FormatError, match=r"a\.npy: expected"):
        inspect(tmp_path / "a.npy")


def test_one_column_is_refused_one_row_is_told(tmp_path):
    np.save(tmp_path / "column.npy", np.zeros((5, 1)))
    np.save(tmp_path / "row.npy", np.zeros((1, 5)))
    with pytest.raises(FormatError, match=r"one column only, shape \(5, 1\)"):
        inspect(tmp_path / "column.npy")
    assert "one row only" in load(tmp_path / "row.npy").notes[0]


def test_the_format_is_told_by_the_content_not_the_name(tmp_path):
    np.save(tmp_path / "a.npy", np.ones((2, 2)))
    (tmp_path / "a.npy").rename(tmp_path / "a.tsv")
    assert load(tmp_path / "a.tsv").vectors.tolist() == [[1, 1], [1, 1]]


def test_a_file_larger_than_memory_opens_in_little_of_it(tmp_path):
    """Of 20 GB as of these 700 MB: every row is looked at once, and its pages are let go."""
    path = tmp_path / "large.npy"
    with path.open("wb") as file:
        described = {"descr": "<f4", "fortran_order": False, "shape": (700 << 10, 256)}
        np.lib.format.write_array_header_1_0(file, described)
        file.truncate(file.tell() + (700 << 20))
    code = (  # not getrusage: its maximum counts the process that this one was forked from
        "import sys, hyperscope; found = hyperscope.read(sys.argv[1]); assert found.n == 700 << 10; "
        "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )
    told = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True)
    assert int(told.stdout) < 300 << 10


def records(tmp_path, *fields, shape=4):
    array = np.zeros(shape, list(fields))
    for name in array.dtype.names:
        values = np.arange(array[name].size).reshape(array[name].shape)
        array[name] = values.astype(str) if array.dtype[name].kind in "SU" else values
    np.save(tmp_path / "r.npy", array)
    return array


def test_a_field_of_vectors_has_the_other_fields_beside_it(tmp_path):
    array = records(tmp_path, ("word", "U3"), ("v", ">f8", (3,)), ("n", "i4"), ("kind", "S2"))
    (entry,) = inspect(tmp_path / "r.npy")
    assert (entry.name, entry.shape, entry.dtype) == ("v", (4, 3), "float64")
    dataset = entry.load()
    np.testing.assert_array_equal(dataset.vectors, array["v"])
    assert {name: column.text for name, column in dataset.columns.items()} == {
        "word": ["0", "1", "2", "3"],
        "n": ["0", "1", "2", "3"],
        "kind": ["0", "1", "2", "3"],
    }


def test_fields_of_numbers_are_dimensions_where_there_is_no_vector(tmp_path):
    array = records(tmp_path, ("x", "f4"), ("y", "f8"), ("label", "U2"), ("deep", [("a", "f4")]))
    dataset = load(tmp_path / "r.npy")
    np.testing.assert_array_equal(dataset.vectors, np.column_stack([array["x"], array["y"]]))
    assert (list(dataset.columns), dataset.notes) == (["label"], ("These fields were left out: 'deep'.",))


@pytest.mark.parametrize(
    ("fields", "shape", "match"),
    [
        ([("a", "f4"), ("b", "f4")], (2, 2), r"one axis, got shape \(2, 2\)"),
        ([("a", "f4"), ("b", "U2")], 3, "the columns 'a', 'b'"),
        ([("a", "f4", (2,)), ("b", "O")], 3, "pickled Python objects"),
    ],
)
def test_records_without_vectors_are_refused(tmp_path, fields, shape, match):
    np.save(tmp_path / "r.npy", np.zeros(shape, fields), allow_pickle=True)
    with pytest.raises(FormatError, match=match):
        load(tmp_path / "r.npy")
