import zipfile

import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inflation, inspect
from tests.readers.places import load

VALUES = np.arange(12, dtype=np.float64).reshape(4, 3)


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
@pytest.mark.parametrize("order", ["C", "F"])
def test_arrays_of_one_axis_label_the_matrix(tmp_path, save, order):
    save(
        tmp_path / "a.npz",
        x=np.asarray(VALUES, order=order),
        words=list("abcd"),
        when=np.arange("1970-01-01", "1970-01-05", dtype="M8[D]"),
    )
    dataset = load(tmp_path / "a.npz")
    assert dataset.vectors.tolist() == VALUES.tolist()
    assert dataset.columns["words"].text == list("abcd")
    assert dataset.columns["when"].text[1] == "1970-01-02"
    assert isinstance(dataset.vectors, np.memmap) == (save is np.savez)


def test_likely_names_come_first(tmp_path):
    np.savez(tmp_path / "a.npz", a=VALUES, embeddings=VALUES[:2])
    assert [entry.name for entry in inspect(tmp_path / "a.npz")] == ["embeddings", "a"]


def test_the_format_is_told_by_the_members(tmp_path):
    np.savez(tmp_path / "a.npz", x=VALUES)
    (tmp_path / "a.npz").rename(tmp_path / "a.dat")
    assert load(tmp_path / "a.dat").n == 4


def test_a_bomb_is_refused_before_it_is_inflated(tmp_path, monkeypatch):
    monkeypatch.setattr(inflation, "FREE_BYTES", 1 << 20)
    np.savez_compressed(tmp_path / "a.npz", x=np.zeros((1 << 10, 1 << 9)), y=VALUES)
    entries = {entry.name: entry for entry in inspect(tmp_path / "a.npz")}
    assert entries["y"].load().n == 4
    with pytest.raises(FormatError, match=r"at most 1,048,576 bytes from .* got 4,194,432"):
        entries["x"].load()


def test_a_damaged_member_hides_nothing(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as file:
        file.writestr("bad.npy", b"rubbish")
        with file.open("good.npy", "w") as member:
            np.save(member, VALUES)
    good, bad = inspect(tmp_path / "a.npz")
    assert good.load().n == 4
    with pytest.raises(FormatError, match=r"member 'bad\.npy': expected a NumPy \.npy file"):
        bad.load()


@pytest.mark.parametrize("size", [4, 100, 300])
def test_a_file_cut_anywhere_is_refused(tmp_path, size):
    np.savez(tmp_path / "whole.npz", x=VALUES)
    (tmp_path / "a.npz").write_bytes((tmp_path / "whole.npz").read_bytes()[:size])
    with pytest.raises(FormatError, match="a whole ZIP archive"):
        inspect(tmp_path / "a.npz")


def test_an_archive_without_a_matrix_is_refused(tmp_path):
    np.savez(tmp_path / "a.npz", words=list("abcd"))
    with pytest.raises(FormatError, match="two axes"):
        inspect(tmp_path / "a.npz")


def test_a_member_that_claims_to_reach_beyond_the_file_is_refused(tmp_path):
    np.savez(tmp_path / "a.npz", x=VALUES)
    data = bytearray((tmp_path / "a.npz").read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    place = 42  # of the local header's offset in the directory's entry
    header = bytes(data[:30])
    data[entry + place : entry + place + 4] = (entry - 60).to_bytes(4, "little")
    data[entry - 60 : entry - 30] = header
    (tmp_path / "a.npz").write_bytes(data)
    with pytest.raises(FormatError, match=r"a whole ZIP archive, got a broken header before 'x\.npy'"):
        inspect(tmp_path / "a.npz")


def test_the_directory_is_read_once_for_all_members(tmp_path, monkeypatch):
    np.savez_compressed(tmp_path / "a.npz", **{f"m{number}": VALUES for number in range(40)})
    opened = []
    once = zipfile.ZipFile.__init__
    monkeypatch.setattr(zipfile.ZipFile, "__init__", lambda *a, **k: opened.append(a) or once(*a, **k))
    assert len(inspect(tmp_path / "a.npz")) == 40
    assert len(opened) < 6
