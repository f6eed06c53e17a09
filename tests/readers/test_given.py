"""Layouts that a person already has: columns named as axes, and what comes with a dataset in memory."""

import numpy as np
import pytest

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.errors import ParameterError
from hyperscope.layout import Layout
from hyperscope.readers import inspect
from tests.readers.places import write

TABLE = "name,left,up,f1,f2,f3\na,1,5,0.5,0.5,1\nb,2,6,1.5,1,1\nc,,7,1,1,0\n"


def test_columns_become_a_layout_and_stay_columns(tmp_path):
    path = write(tmp_path / "t.csv", TABLE)
    data = hyperscope.read(path, axes=["left", "up"])
    assert data.vectors.shape == (3, 3)
    layout = data.layouts["left, up"]
    np.testing.assert_array_equal(layout.positions, [[1, 5], [2, 6], [np.nan, 7]])
    assert layout.axes == ("left", "up")
    assert list(data.columns) == ["name", "left", "up"]
    (entry,) = inspect(path, OpenOptions(axes=("left", "up")))
    assert entry.layouts == {"left, up": 2}


def test_axes_are_no_dimensions(tmp_path):
    path = write(tmp_path / "t.csv", "x,y,red,green,blue\n1.5,2.5,.1,.2,.3\n3.5,4.5,.4,.5,.6\n")
    assert hyperscope.read(path).d == 5
    data = hyperscope.read(path, axes=["x", "y"])
    assert (data.d, list(data.columns)) == (3, ["x", "y"])


def test_a_table_that_is_nothing_but_a_layout_opens(tmp_path):
    data = hyperscope.read(write(tmp_path / "t.csv", "word,x,y\na,1,2\nb,3,4\n"), axes=["x", "y"])
    np.testing.assert_array_equal(data.layouts["x, y"].positions, data.vectors)


def test_axes_may_stand_in_the_metadata(tmp_path):
    data = hyperscope.read(
        np.eye(3, dtype="f4"), metadata={"u": [1, 2, 3], "v": [0, 0, 1], "w": [1, 1, 1]}, axes="uvw"
    )
    assert data.layouts["u, v, w"].positions.shape == (3, 3)


@pytest.mark.parametrize(("axes", "words"), [
    (["left", "name"], "'name', a column of numbers, got a column of words. Columns of numbers are: left"),
    (["left", "down"], "'down', a column of numbers, got no such column"), (["left"], "two or three columns as axes, got 1"),
])  # fmt: skip
def test_refusals_name_the_columns_there_are(tmp_path, axes, words):
    with pytest.raises(ParameterError, match=words):
        hyperscope.read(write(tmp_path / "t.csv", TABLE), axes=axes)


def test_a_dataset_in_memory_offers_its_own():
    layout = Layout("mine", np.zeros((3, 2), np.float32))
    (entry,) = inspect(Dataset("d", np.eye(3, dtype="f4"), layouts={"mine": layout}))
    assert entry.layouts == {"mine": 2}
