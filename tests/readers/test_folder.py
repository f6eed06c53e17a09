from pathlib import Path

import numpy as np
import pytest

from hyperscope.errors import FormatError, PathError, SourceError
from hyperscope.readers import inspect
from hyperscope.readers.logdirs import folder
from hyperscope.readers.logdirs.folder import ASSETS, PBTXT
from tests.readers.places import embedding, load, write, write_tsv


def test_runs_are_found_with_or_without_event_files(tmp_path):
    for run in (".", "a", "b/c"):
        write_tsv(tmp_path / run / "t.tsv")
        write(tmp_path / run / PBTXT, embedding(tensor_name="t", tensor_path="t.tsv"))
    entries = inspect(tmp_path)
    assert [(entry.run, entry.name) for entry in entries] == [(".", "t"), ("a", "a:t"), ("b/c", "b/c:t")]
    assert all(entry.load().d == 3 for entry in entries)


def test_plugin_assets_replace_the_config_of_their_run(tmp_path):
    write_tsv(tmp_path / "run/old.tsv")
    write(tmp_path / "run" / PBTXT, embedding(tensor_path="old.tsv"))
    write_tsv(tmp_path / "run" / ASSETS / "new.tsv")
    write(tmp_path / "run" / ASSETS / PBTXT, embedding(tensor_path="new.tsv"))
    (entry,) = inspect(tmp_path)
    assert (entry.run, entry.name) == ("run", "new.tsv")


def test_plugin_assets_may_point_back_into_their_run(tmp_path):
    values = write_tsv(tmp_path / "run/t.tsv")
    write(tmp_path / "run" / ASSETS / PBTXT, embedding(tensor_path="t.tsv"))
    np.testing.assert_array_equal(load(tmp_path).vectors, values)


@pytest.mark.parametrize("opened", ["run", "run/plugins", f"run/{ASSETS.as_posix()}"])
def test_plugin_assets_open_from_any_folder_above_them(tmp_path, opened):
    values = write_tsv(tmp_path / "run" / ASSETS / "t.tsv")
    write(tmp_path / "run" / ASSETS / PBTXT, embedding(tensor_path="t.tsv"))
    np.testing.assert_array_equal(load(tmp_path / opened).vectors, values)


def test_a_broken_config_does_not_hide_the_others(tmp_path):
    write(tmp_path / "bad" / PBTXT, "embeddings {")
    write_tsv(tmp_path / "good/t.tsv")
    write(tmp_path / "good" / PBTXT, embedding(tensor_path="t.tsv"))
    bad, good = inspect(tmp_path)
    assert good.readable
    assert bad.run == "bad"
    with pytest.raises(FormatError, match="in line 1"):
        bad.load()


def test_a_config_named_itself_opens_as_its_folder_does(tmp_path):
    values = write_tsv(tmp_path / "t.tsv")
    config = write(tmp_path / PBTXT, embedding(tensor_path="t.tsv"))
    np.testing.assert_array_equal(load(config).vectors, values)


def test_the_root_may_be_wider_than_the_folder(tmp_path):
    write_tsv(tmp_path / "t.tsv")
    write(tmp_path / "run" / PBTXT, embedding(tensor_path="../t.tsv"))
    (entry,) = inspect(tmp_path / "run")
    with pytest.raises(PathError, match="leads outside it"):
        entry.load()
    assert load(tmp_path / "run", root=tmp_path).n == 4
    assert load(tmp_path / "run", allow_outside=(tmp_path,)).n == 4


def test_equal_names_are_told_apart_and_equal_entries_listed_once(tmp_path):
    write_tsv(tmp_path / "t.tsv")
    write_tsv(tmp_path / "u.tsv")
    one, two = (embedding(tensor_name="t", tensor_path=file) for file in ("t.tsv", "u.tsv"))
    write(tmp_path / PBTXT, one + two + one)
    assert [entry.name for entry in inspect(tmp_path)] == ["t", "t (2)"]


def test_a_tensor_without_a_file_is_listed_with_its_reason(tmp_path):
    write_tsv(tmp_path / "t.tsv")
    write(tmp_path / PBTXT, embedding(tensor_name="no_file:0") + embedding(tensor_path="t.tsv"))
    missing, good = inspect(tmp_path)
    assert missing.name == "no_file"
    assert missing.problem is not None
    assert good.readable


def test_raw_numbers_may_have_any_name(tmp_path):
    values = np.random.default_rng(0).normal(size=(5, 3)).astype("<f4")
    (tmp_path / "t.raw").write_bytes(values.tobytes())
    write(tmp_path / PBTXT, 'embeddings { tensor_path: "t.raw" tensor_shape: 5 tensor_shape: 3 }')
    np.testing.assert_array_equal(load(tmp_path).vectors, values)


def test_raw_numbers_need_a_shape(tmp_path):
    (tmp_path / "t.bytes").write_bytes(bytes(24))
    write(tmp_path / PBTXT, embedding(tensor_path="t.bytes"))
    with pytest.raises(FormatError, match="none for a file of 24 bytes"):
        load(tmp_path)


def test_a_claimed_shape_that_the_file_contradicts_is_told(tmp_path):
    write_tsv(tmp_path / "t.tsv", 4, 3)
    write(tmp_path / PBTXT, 'embeddings { tensor_path: "t.tsv" tensor_shape: 5 tensor_shape: 3 }')
    (entry,) = inspect(tmp_path)
    assert entry.shape == (4, 3)
    assert "(5, 3)" in entry.notes[0]


def test_a_folder_without_a_config_says_what_could_be_opened(tmp_path):
    with pytest.raises(FormatError, match="an empty folder"):
        inspect(tmp_path)
    write_tsv(tmp_path / "t.tsv")
    with pytest.raises(FormatError, match=r"Open one of its files: t\.tsv"):
        inspect(tmp_path)
    with pytest.raises(PathError, match="nothing at"):
        inspect(tmp_path / "nowhere")


def test_a_folder_too_large_to_search_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "FOLDERS_AT_MOST", 3)
    for name in "abcd":
        (tmp_path / name).mkdir()
    with pytest.raises(FormatError, match="more than 3"):
        inspect(tmp_path)


@pytest.mark.parametrize("forbidden", [PBTXT, "t.tsv"])
def test_a_file_that_may_not_be_read_does_not_hide_the_others(tmp_path, monkeypatch, forbidden):
    for run in "ab":
        write_tsv(tmp_path / run / "t.tsv")
        write(tmp_path / run / PBTXT, embedding(tensor_path="t.tsv"))
    whole = Path.read_bytes

    def read_bytes(path):
        if path == tmp_path / "a" / forbidden:
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    bad, good = inspect(tmp_path)
    assert good.readable
    with pytest.raises(SourceError, match="Permission denied"):
        bad.load()


@pytest.mark.parametrize(("tag", "folder"), [("default", "default"), ("words/en", "words%2fen")])
def test_steps_of_add_embedding_are_steps_of_one_tensor(tmp_path, tag, folder):
    config = ""
    for step in ("00000", "00120"):
        write_tsv(tmp_path / step / folder / "tensors.tsv")
        config += embedding(tensor_name=f"{tag}:{step}", tensor_path=f"{step}/{folder}/tensors.tsv")
    write(tmp_path / PBTXT, config)
    found = [(entry.name, entry.tensor, entry.step) for entry in inspect(tmp_path)]
    assert found == [(f"{tag}:00000", tag, 0), (f"{tag}:00120", tag, 120)]


def test_digits_behind_a_name_alone_are_no_step(tmp_path):
    write_tsv(tmp_path / "t.tsv")
    write(tmp_path / PBTXT, embedding(tensor_name="user:00042", tensor_path="t.tsv"))
    (entry,) = inspect(tmp_path)
    assert (entry.tensor, entry.step) == ("user:00042", None)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize("name", [PBTXT, "projector_config.json"])
def test_a_config_may_be_written_in_wide_characters(tmp_path, encoding, name):
    """PowerShell's `>` writes UTF-16."""
    values = write_tsv(tmp_path / "größe.tsv")
    config = {
        PBTXT: embedding(tensor_path="größe.tsv"),
        "projector_config.json": '{"embeddings": [{"tensorName": "a", "tensorShape": [4, 3], "tensorPath": "größe.tsv"}]}',
    }
    (tmp_path / name).write_bytes(config[name].encode(encoding))
    np.testing.assert_array_equal(load(tmp_path).vectors, values)


def test_wide_characters_that_break_off_are_told(tmp_path):
    (tmp_path / PBTXT).write_bytes("embeddings {".encode("utf-16") + b"\0")
    with pytest.raises(FormatError, match=r"UTF-16 text.*got something else at byte"):
        inspect(tmp_path)
