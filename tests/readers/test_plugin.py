"""Readers of other packages, by entry point."""

import logging
from pathlib import Path

import numpy as np
import pytest

import hyperscope
from hyperscope.errors import FormatError
from hyperscope.readers import registry
from tests.readers.places import write

PLUGIN = Path(__file__).parents[1] / "plugin"


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(PLUGIN))


def test_an_entry_point_is_a_format_like_any_other(tmp_path):
    data = hyperscope.read(write(tmp_path / "a.knot", "%KNOT 1\n[[1, 2], [3, 4], [5, 6]]"))
    np.testing.assert_array_equal(data.vectors, [[1, 2], [3, 4], [5, 6]])
    assert hyperscope.read(write(tmp_path / "no ending", "%KNOT 1\n[[1, 2], [3, 4]]")).n == 2


def test_its_refusals_are_told_as_ours_are(tmp_path):
    with pytest.raises(FormatError, match="at least one knot"):
        hyperscope.inspect(write(tmp_path / "a.knot", "%KNOT 1\n[]"))


def test_it_is_listed_with_its_package_and_broken_ones_are_left_out(caplog):
    with caplog.at_level(logging.WARNING):
        strangers = [row for row in registry.formats() if row.origin]
    assert [(row.name, row.origin) for row in strangers] == [("knot file", "stranger")]
    assert "stranger_that_is_not_there" in caplog.text
    assert "expected a Format" in caplog.text


def test_our_own_first_bytes_stay_ours(tmp_path):
    path = tmp_path / "array.knot"
    with path.open("wb") as file:
        np.save(file, np.eye(3, dtype="f4"))
    assert hyperscope.read(path).n == 3
