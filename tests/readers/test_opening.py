import subprocess
import sys

import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import FormatError, PathError, SourceError
from hyperscope.readers import inspect
from hyperscope.readers.registry import DEMO, FOLDER, FORMATS
from tests.readers.places import load, write, write_tsv


def test_formats_are_sorted_and_their_readers_exist():
    assert [row.name for row in FORMATS] == sorted((row.name for row in FORMATS), key=str.lower)
    assert all(callable(row.load()) for row in (*FORMATS, FOLDER, DEMO))


def test_the_table_of_formats_loads_no_reader():
    code = "import sys, hyperscope.readers.registry; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("x.xyz", r"Save the vectors as \.npy"),
        ("x.bytes", "Raw numbers have no header"),
        ("noending", r"Save the vectors as \.npy"),
    ],
)
def test_an_unknown_format_is_refused(tmp_path, name, match):
    with pytest.raises(FormatError, match=match):
        inspect(write(tmp_path / name, "?"))


@pytest.mark.parametrize("source", ["https://example.org/a.npy", "gs://bucket/run"])
def test_nothing_is_fetched(source):
    with pytest.raises(PathError, match="Nothing is fetched"):
        inspect(source)


@pytest.mark.parametrize("role", ["metadata", "images"])
def test_a_companion_that_the_person_names_must_be_there(tmp_path, role):
    write_tsv(tmp_path / "t.tsv")
    with pytest.raises(PathError, match=f"{role}: expected a file"):
        load(tmp_path / "t.tsv", **{role: tmp_path / "gone"})


def test_a_folder_is_no_metadata(tmp_path):
    write_tsv(tmp_path / "t.tsv")
    with pytest.raises(PathError, match="metadata: expected a file, got something else at"):
        load(tmp_path / "t.tsv", metadata=tmp_path)


@pytest.mark.parametrize("role", ["root", "allow_outside"])
def test_a_folder_that_the_person_names_must_be_there(tmp_path, role):
    write_tsv(tmp_path / "t.tsv")
    said = {"root": tmp_path / "gone", "allow_outside": (tmp_path / "gone",)}
    with pytest.raises(PathError, match="expected a folder, got nothing at"):
        inspect(tmp_path / "t.tsv", OpenOptions(**{role: said[role]}))


@pytest.mark.parametrize(
    "source", ["", "~nobody of that name/x.npy", "x" * 5_000, "a\0b"], ids=["empty", "~", "long", "NUL"]
)
def test_a_name_that_no_file_has_is_an_error_for_people(source):
    with pytest.raises(SourceError, match=r"expected a file"):
        inspect(source)


def test_a_file_that_vanishes_is_an_error_for_people(tmp_path):
    write_tsv(tmp_path / "t.tsv")
    (entry,) = inspect(tmp_path / "t.tsv")
    (tmp_path / "t.tsv").unlink()
    with pytest.raises(SourceError, match="Check that it is still there"):
        entry.load()
