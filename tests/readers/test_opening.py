import subprocess
import sys

import pytest

from hyperscope.errors import FormatError, PathError, SourceError
from hyperscope.readers import inspect, read
from hyperscope.readers.choosing import choose
from hyperscope.readers.folder import PBTXT
from hyperscope.readers.registry import DEMO, FOLDER, FORMATS
from tests.readers.places import embedding, load, write, write_tsv


def test_formats_are_sorted_and_their_readers_exist():
    assert [row.name for row in FORMATS] == sorted((row.name for row in FORMATS), key=str.lower)
    assert all(callable(row.load()) for row in (*FORMATS, FOLDER, DEMO))


def test_the_table_of_formats_loads_no_reader():
    code = "import sys, hyperscope.readers.registry; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("x.xyz", "more formats come"),
        ("x.bytes", "Raw numbers have no header"),
        ("noending", "more formats come"),
    ],
)
def test_an_unknown_format_is_refused(tmp_path, name, match):
    with pytest.raises(FormatError, match=match):
        inspect(write(tmp_path / name, "?"))


@pytest.mark.parametrize("source", ["https://example.org/a.npy", "gs://bucket/run"])
def test_nothing_is_fetched(source):
    with pytest.raises(PathError, match="Nothing is fetched"):
        inspect(source)


@pytest.mark.parametrize("role", ["metadata", "sprite"])
def test_a_companion_that_the_person_names_must_be_there(tmp_path, role):
    write_tsv(tmp_path / "t.tsv")
    with pytest.raises(PathError, match=f"{role}: expected a file"):
        load(tmp_path / "t.tsv", **{role: tmp_path / "gone"})


def test_a_file_that_vanishes_is_an_error_for_people(tmp_path):
    write_tsv(tmp_path / "t.tsv")
    (entry,) = inspect(tmp_path / "t.tsv")
    (tmp_path / "t.tsv").unlink()
    with pytest.raises(SourceError, match="Check that it is still there"):
        entry.load()


@pytest.fixture
def source(tmp_path):
    for name, rows in (("small", 3), ("large", 5), ("known", 4)):
        write_tsv(tmp_path / f"{name}.tsv", rows)
    write(tmp_path / "m.tsv", "a\nb\nc\nd\n")
    known = embedding(tensor_name="known", tensor_path="known.tsv", metadata_path="m.tsv")
    write(tmp_path / "a" / PBTXT, embedding(tensor_name="gone", tensor_path="gone.tsv"))
    write(tmp_path / PBTXT, embedding(tensor_path="small.tsv") + embedding(tensor_path="large.tsv") + known)
    return tmp_path


def test_without_a_name_the_likeliest_readable_entry_is_read(source):
    assert read(source).name == "known"
    entries = [entry for entry in inspect(source) if entry.name != "known"]
    assert choose(entries, None).name == "large.tsv"


def test_a_name_is_taken_with_or_without_its_run(source):
    assert read(source, "small.tsv").n == 3
    assert choose(inspect(source), "gone").name == "a:gone"
    with pytest.raises(SourceError, match=r"Did you mean 'large\.tsv'"):
        read(source, "larg.tsv")


def test_where_nothing_can_be_read_the_reason_is_told(source):
    with pytest.raises(PathError, match=r"nothing at 'gone\.tsv'"):
        read(source / "a")
