"""Data of other libraries in memory: tensors by `__array__` and DLPack, tables by Arrow's PyCapsule protocol."""

import numpy as np
import pyarrow as pa
import pytest

import hyperscope
from hyperscope.errors import FormatError, ShapeError

VECTORS = np.random.default_rng(4).standard_normal((12, 5)).astype(np.float32)


class Tensor:
    """What torch's tensors do: gradients must be cut off and the device left before numpy may look."""

    def __init__(self, array, ready=False, dtype="torch.float32"):
        self.array, self.ready, self.dtype = array, ready, dtype

    def detach(self):
        return Tensor(self.array, self.ready, self.dtype)

    def cpu(self):
        return Tensor(self.array, True, self.dtype)

    def float(self):
        return Tensor(self.array, self.ready, "torch.float32")

    def __array__(self, dtype=None, copy=None):
        if not self.ready or self.dtype == "torch.bfloat16":
            raise TypeError("can't convert")
        return self.array


class Capsule:
    """An object that knows DLPack and nothing else."""

    def __dlpack__(self, **_):
        return VECTORS.__dlpack__()

    def __dlpack_device__(self):
        return VECTORS.__dlpack_device__()


class Stream:
    """A table that knows Arrow's protocol and nothing else."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


LISTS = pa.FixedSizeListArray.from_arrays(pa.array(VECTORS.reshape(-1)), 5)
TABLE = pa.table({"word": [f"w{row}" for row in range(12)], "v": LISTS})


@pytest.mark.parametrize(
    "data",
    [Tensor(VECTORS), Tensor(VECTORS, dtype="torch.bfloat16"), Capsule()],
    ids=["grad", "short", "dlpack"],
)
def test_tensors_are_read_and_projected(data):
    np.testing.assert_array_equal(hyperscope.read(data).vectors, VECTORS)
    assert hyperscope.project(data, "pca", 2).positions.shape == (12, 2)


@pytest.mark.parametrize(
    "data", [TABLE, Stream(TABLE), TABLE.to_batches()[0]], ids=["table", "capsule", "batch"]
)
def test_tables_bring_their_columns(data):
    found = hyperscope.read(data)
    np.testing.assert_array_equal(found.vectors, VECTORS)
    assert found.columns["word"].text[:2] == ["w0", "w1"]
    assert hyperscope.project(data, "pca", 2).positions.shape == (12, 2)
    with hyperscope.show(data) as shown:
        assert shown.url


def test_one_column_per_dimension_and_a_column_alone():
    wide = pa.table({"name": ["a", "b"], "f0": [1.0, 2.0], "f1": [3.0, 4.0]})
    np.testing.assert_array_equal(hyperscope.read(wide).vectors, [[1, 3], [2, 4]])
    np.testing.assert_array_equal(hyperscope.read(LISTS).vectors, VECTORS)


def test_a_table_without_vectors_is_refused_in_words():
    with pytest.raises(FormatError, match=r"a column of vectors.* the columns 'word'"):
        hyperscope.read(TABLE.select(["word"]))


def test_packed_bits_become_dimensions():
    packed = np.array([[0b10000001, 0], [255, 1]], np.uint8)
    found = hyperscope.read(packed, bits=True)
    assert found.vectors.tolist() == [[1, 0, 0, 0, 0, 0, 0, 1] + [0] * 8, [1] * 8 + [0] * 7 + [1]]
    signed = (packed.astype(np.int16) - 128).astype(np.int8)
    np.testing.assert_array_equal(hyperscope.read(signed, bits=True).vectors, found.vectors)
    assert "16 in all" in found.notes[0]
    with pytest.raises(ShapeError, match=r"bytes .* got float32"):
        hyperscope.read(VECTORS, bits=True)


def test_bytes_are_numbers_unless_said_otherwise():
    assert hyperscope.read(np.array([[-3, 5], [7, 9]], np.int8)).vectors.tolist() == [[-3, 5], [7, 9]]
