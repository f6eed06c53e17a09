import subprocess
import sys

import numpy as np
import pytest

from hyperscope.columns import Kind
from hyperscope.errors import HyperscopeError, MissingExtra
from hyperscope.readers import inspect
from hyperscope.readers.demos.demo import DEMOS
from tests.readers.places import load


@pytest.mark.parametrize("name", DEMOS)
def test_a_demo_is_what_its_entry_says(name):
    (entry,) = inspect(f"demo:{name}")
    dataset = entry.load()
    assert (entry.name, dataset.name) == (name, name)
    assert entry.shape == dataset.vectors.shape
    assert entry.dtype == str(dataset.vectors.dtype)
    assert len(dataset.left_out) == 0
    assert dataset.columns
    assert all(len(column) == dataset.n for column in dataset.columns.values())
    assert load(f"demo:{name}").fingerprint == dataset.fingerprint


def test_digits_are_scikit_learns_and_their_thumbnails_show_them():
    from sklearn.datasets import load_digits

    truth, dataset = load_digits(), load("demo:digits")
    np.testing.assert_array_equal(dataset.vectors, truth.data)
    assert dataset.columns["digit"].text == [str(digit) for digit in truth.target]
    shown = dataset.images[5][4:-4:4, 4:-4:4, 0].astype(int)
    np.testing.assert_allclose(255 - shown, truth.images[5] * 255 / 16, atol=1)


def test_iris_is_scikit_learns():
    from sklearn.datasets import load_iris

    truth, dataset = load_iris(), load("demo:iris")
    np.testing.assert_array_equal(dataset.vectors, truth.data.astype(np.float32))
    assert dataset.columns["species"].text == [str(truth.target_names[kind]) for kind in truth.target]
    assert dataset.columns["species"].kind is Kind.CATEGORICAL


def test_the_swiss_roll_is_coloured_by_the_way_along_it():
    dataset = load("demo:swiss-roll")
    along = dataset.columns["position"].numbers
    radius = np.hypot(dataset.vectors[:, 0], dataset.vectors[:, 2])
    np.testing.assert_allclose(radius, along, atol=0.5)


def test_the_default_demo_does_not_import_scikit_learn():
    load = "from hyperscope.readers import inspect; inspect('demo:digits')[0].load()"
    code = f"{load}; import sys; sys.exit('sklearn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", DEMOS)
def test_without_scikit_learn_it_is_named(monkeypatch, name):
    monkeypatch.setattr("hyperscope.readers.demos.demo.find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(
        MissingExtra, match=r"^demo: expected scikit-learn, .* Run: pip install scikit-learn$"
    ):
        load(f"demo:{name}")


def test_an_unknown_demo_is_told_the_nearest():
    with pytest.raises(HyperscopeError, match="Did you mean 'digits'"):
        inspect("demo:digit")
