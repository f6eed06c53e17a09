import numpy as np
import pytest

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import ShapeError
from hyperscope.readers import inspect
from tests.readers.places import load, write

VECTORS = np.arange(12, dtype=np.float32).reshape(4, 3)


class Tensor:
    def __array__(self, dtype=None, copy=None):
        return VECTORS if dtype is None else VECTORS.astype(dtype)


class Frame:
    """As much of a data frame as is looked at."""

    columns = ("name", 7)

    def __getitem__(self, name):
        return np.array({"name": ["a", "b", "c", None], 7: [1, 2, 3, 4]}[name], dtype=object)


@pytest.mark.parametrize("data", [VECTORS, VECTORS.tolist(), tuple(map(tuple, VECTORS)), Tensor()])
def test_whatever_numpy_can_make_an_array_of(data):
    dataset = load(data)
    assert dataset.name == "array"
    np.testing.assert_array_equal(dataset.vectors, VECTORS)


def test_an_array_is_not_copied():
    assert load(VECTORS).vectors is VECTORS


def test_trailing_axes_are_taken_together():
    dataset = load(VECTORS.reshape(2, 2, 3))
    assert dataset.vectors.shape == (2, 6)
    assert "(2, 2, 3)" in dataset.notes[0]


def test_a_dataset_passes_through():
    dataset = Dataset("mine", VECTORS, {"x": Column.of("x", "abcd")})
    assert load(dataset) is dataset
    labelled = load(dataset, metadata=list("efgh"))
    assert {name: column.text for name, column in labelled.columns.items()} == {
        "label": list("efgh"),
        "x": list("abcd"),
    }


@pytest.mark.parametrize(
    ("metadata", "columns"),
    [
        (["a", "b", "c", "d"], {"label": ["a", "b", "c", "d"]}),
        ((1, 2, 3, 4), {"label": ["1", "2", "3", "4"]}),
        (np.array([1.5, np.nan, 3, 4]), {"label": ["1.5", "", "3.0", "4.0"]}),
        ({"x": range(4), 2: "abcd"}, {"x": ["0", "1", "2", "3"], "2": ["a", "b", "c", "d"]}),
        (Frame(), {"name": ["a", "b", "c", ""], "7": ["1", "2", "3", "4"]}),
        (np.array([["a", "b"]] * 4), {"column 1": ["a"] * 4, "column 2": ["b"] * 4}),
        (Column.of("anything", "abcd"), {"label": ["a", "b", "c", "d"]}),
        ([b"a", b"\xff", "c", "d"], {"label": ["a", "\ufffd", "c", "d"]}),
    ],
)
def test_metadata_in_memory(metadata, columns):
    dataset = load(VECTORS, metadata=metadata)
    assert {name: column.text for name, column in dataset.columns.items()} == columns
    assert all(column.name == name for name, column in dataset.columns.items())


def test_metadata_and_pictures_may_be_files(tmp_path):
    path = write(tmp_path / "m.tsv", "a\nb\nc\nd\n")
    assert load(VECTORS, metadata=str(path)).columns["label"].text == ["a", "b", "c", "d"]
    with pytest.raises(ShapeError, match="one picture a row"):
        load(VECTORS, metadata=path, images=np.zeros((3, 2, 2)))


@pytest.mark.parametrize(
    ("images", "pixel"),
    [
        (np.full((4, 5, 6), 7, np.uint8), [7, 7, 7, 255]),
        (np.full((4, 5, 6, 1), 7, np.uint8), [7, 7, 7, 255]),
        (np.full((4, 5, 6, 3), (7, 8, 9), np.uint8), [7, 8, 9, 255]),
        (np.full((4, 5, 6, 4), (7, 8, 9, 10), np.uint8), [7, 8, 9, 10]),
        (np.full((4, 5, 6), 0.2), [51, 51, 51, 255]),
        (np.full((4, 5, 6), 300), [255, 255, 255, 255]),
    ],
)
def test_pictures_in_memory(images, pixel):
    dataset = load(VECTORS, images=images)
    assert dataset.images.cell == (6, 5)
    assert dataset.images[3].shape == (5, 6, 4)
    assert dataset.images[3][0, 0].tolist() == pixel


@pytest.mark.parametrize(
    ("data", "options", "match"),
    [
        ([[1, 2], [3]], {}, "rows of equal length"),
        ([["a", "b"]], {}, "real numbers"),
        ([1, 2, 3], {}, r"shape \(3,\)"),
        (np.zeros((0, 3)), {}, r"shape \(0, 3\)"),
        (None, {}, "real numbers"),
        (VECTORS, {"metadata": ["a"]}, "4 cells, one for each row, got 1"),
        (VECTORS, {"metadata": {"x": 5}}, "a sequence of cells, got int"),
        (VECTORS, {"images": np.zeros((4, 5))}, r"of shape \(4, 5\)"),
        (VECTORS, {"images": np.zeros((4, 5, 5, 2))}, r"\(4, 5, 5, 2\)"),
    ],
)
def test_what_does_not_fit_is_refused(data, options, match):
    with pytest.raises(ShapeError, match=match):
        load(data, **options)


def test_rows_that_cannot_be_placed_are_told():
    data = VECTORS.copy()
    data[2, 1] = np.nan
    (entry,) = inspect(data)
    assert entry.load().notes == ("1 row holds NaN or infinity and cannot be placed (counted from 0: 2).",)
