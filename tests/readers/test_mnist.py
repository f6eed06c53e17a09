import gzip
import struct

import numpy as np
import pytest

from hyperscope.errors import FormatError, PathError
from hyperscope.readers import inspect
from tests.readers.places import load

TRAIN, TEST = 6, 3


def idx(array: np.ndarray) -> bytes:
    return bytes((0, 0, 8, array.ndim)) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


@pytest.fixture
def parts():
    random = np.random.default_rng(0)
    return {
        "train-images-idx3-ubyte": random.integers(0, 255, (TRAIN, 5, 4), dtype=np.uint8),
        "train-labels-idx1-ubyte": np.arange(TRAIN, dtype=np.uint8),
        "t10k-images-idx3-ubyte": random.integers(0, 255, (TEST, 5, 4), dtype=np.uint8),
        "t10k-labels-idx1-ubyte": np.arange(TEST, dtype=np.uint8),
    }


def write_parts(folder, parts, packed=False, dotted=False):
    for name, array in parts.items():
        name = name.replace("-idx", ".idx") if dotted else name
        data = idx(array)
        (folder / (name + ".gz" * packed)).write_bytes(gzip.compress(data) if packed else data)
    return f"demo:mnist:{folder}"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("dotted", [False, True])
def test_training_and_test_pictures_in_one(tmp_path, parts, packed, dotted):
    dataset = load(write_parts(tmp_path, parts, packed, dotted))
    pictures = np.concatenate([parts["train-images-idx3-ubyte"], parts["t10k-images-idx3-ubyte"]])
    assert dataset.vectors.dtype == np.uint8
    np.testing.assert_array_equal(dataset.vectors, pictures.reshape(9, 20))
    assert dataset.columns["label"].text == list("012345012")
    assert dataset.columns["split"].text == ["train"] * TRAIN + ["test"] * TEST
    assert dataset.images.cell == (4, 5)
    np.testing.assert_array_equal(dataset.images[7][..., 0], 255 - pictures[7])


def test_a_missing_file_is_named(tmp_path, parts):
    del parts["t10k-labels-idx1-ubyte"]
    source = write_parts(tmp_path, parts)
    with pytest.raises(PathError, match="t10k-labels-idx1-ubyte"):
        inspect(source)


@pytest.mark.parametrize(
    ("data", "match"),
    [
        (b"", "an idx file"),
        (b"\0\0\x0d\x03" + bytes(12), "an idx file"),
        (b"\0\0\x08\x03" + struct.pack(">3I", 6, 5, 4) + bytes(119), "136 bytes .* got 135"),
        (b"\0\0\x08\x03" + struct.pack(">3I", 1 << 31, 1 << 31, 4) + bytes(4), r"shape \(2147483648"),
    ],
)
def test_a_broken_file_is_refused(tmp_path, parts, data, match):
    source = write_parts(tmp_path, parts)
    (tmp_path / "train-images-idx3-ubyte").write_bytes(data)
    with pytest.raises(FormatError, match=match):
        load(source)


def test_a_cut_gzip_is_refused(tmp_path, parts):
    source = write_parts(tmp_path, parts, packed=True)
    path = tmp_path / "train-images-idx3-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FormatError, match="a whole gzip file"):
        load(source)


def test_labels_of_other_pictures_are_refused(tmp_path, parts):
    parts["train-labels-idx1-ubyte"] = np.arange(TRAIN + 1, dtype=np.uint8)
    with pytest.raises(FormatError, match="7 labels for pictures"):
        load(write_parts(tmp_path, parts))
