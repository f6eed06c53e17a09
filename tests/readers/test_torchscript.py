"""TorchScript's archives, as torch 2.13 wrote them (`torch.jit.save`): numbers are read, code never is."""

import zipfile

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from tests.readers.places import FIXTURES

FOLDER = FIXTURES / "torch"
EXPECTED = np.load(FOLDER / "script.npz")  # of emb.weight, as torch has it


def changed(path, name, **members):
    """A copy of the archive with other members."""
    with zipfile.ZipFile(FOLDER / name) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            for part, replacement in members.items():
                data = (
                    replacement
                    if info.filename.endswith(f"/{part}.pkl") or f"/{part}/" in info.filename
                    else data
                )
            new.writestr(info, data)
    return path


def test_parameters_and_buffers_are_called_as_in_the_module():
    entries = inspect(FOLDER / "script.pt")
    assert [(entry.name, entry.shape) for entry in entries] == [
        ("emb.weight", (12, 5)),
        ("scale", (3, 3)),
        ("lin.weight", (3, 5)),
    ]
    np.testing.assert_array_equal(entries[0].load().vectors, EXPECTED["script"])


def test_what_was_frozen_lies_among_the_constants():
    entries = inspect(FOLDER / "frozen_script.pt")
    assert [entry.name for entry in entries] == ["constants.0", "constants.1", "constants.3"]
    np.testing.assert_array_equal(entries[0].load().vectors, EXPECTED["frozen"])


def test_code_is_never_looked_at(tmp_path):
    (first, *_) = inspect(changed(tmp_path / "a.pt", "script.pt", code=b"\0 no code at all"))
    np.testing.assert_array_equal(first.load().vectors, EXPECTED["script"])


@pytest.mark.parametrize("part", ["data", "constants"])
def test_a_pickle_that_would_run_something_is_refused(tmp_path, part):
    evil = b"\x80\x02cposix\nsystem\nX\x04\x00\x00\x00true\x85R."
    with pytest.raises(FormatError, match=r"wants to run 'posix\.system'\. Nothing was run"):
        inspect(changed(tmp_path / "a.pt", "script.pt", **{part: evil}))


def test_classes_of_scripts_mean_nothing_elsewhere(tmp_path):
    path = changed(tmp_path / "a.pt", "script.pt")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.pt", "w") as new:
        for info in old.infolist():
            if not info.filename.endswith("constants.pkl"):
                new.writestr(info, old.read(info))
    with pytest.raises(FormatError, match=r"wants to run '__torch__\.M'"):
        inspect(tmp_path / "b.pt")
