"""Layouts as files: positions, metadata, and everything that led to them."""

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import hyperscope
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import PathError
from hyperscope.writers import registry, writer

VECTORS = np.random.default_rng(3).standard_normal((40, 5)).astype(np.float32)
VECTORS[6, 2] = np.nan
COLUMNS = {
    "name": Column.of("name", [f"row {row}" for row in range(40)]),
    "weight": Column.of("weight", [None, *range(39)]),
    "custom_x": Column.of("custom_x", ["taken"] * 40),
}
DATA = Dataset("test", VECTORS, columns=COLUMNS, history=("made up",))
LAYOUT = hyperscope.project(DATA, "custom", x=("row 1", "/row 2$/"), random_state=np.int64(4))


def test_npy_holds_the_positions_and_after_them_the_record(tmp_path: Path):
    path = tmp_path / "out.npy"
    writer(path)(LAYOUT, DATA)
    np.testing.assert_array_equal(np.load(path), LAYOUT.positions)
    np.testing.assert_array_equal(np.load(path, mmap_mode="r"), LAYOUT.positions)
    with path.open("rb") as file:
        np.load(file)
        told = json.loads(np.load(file).tobytes())
    assert (told["method"], told["params"]["x_from"], told["params"]["random_state"]) == (
        "custom",
        "row 1",
        4,
    )
    assert told["axes"] == ["row 1 → /row 2$/", "no axis"]
    assert told["data"] == {
        "name": "test", "shape": [40, 5], "history": ["made up"], "fingerprint": DATA.fingerprint,
    }  # fmt: skip


def test_parquet_holds_coordinates_metadata_and_the_record(tmp_path: Path):
    path = tmp_path / "out.parquet"
    writer(path)(LAYOUT, DATA)
    table = pq.read_table(path)
    assert table.column_names == ["custom_x_", "custom_y", "name", "weight", "custom_x"]
    x = table["custom_x_"].to_pylist()
    assert x[6] is None
    np.testing.assert_array_equal(np.delete(np.array(x, float), 6), np.delete(LAYOUT.positions[:, 0], 6))
    assert table["name"].to_pylist() == COLUMNS["name"].text
    assert table["weight"].to_pylist() == [None, *range(39)]
    told = json.loads(table.schema.metadata[b"hyperscope"])
    assert told["notes"] == list(LAYOUT.notes)


def test_many_components_are_numbered(tmp_path: Path):
    path = tmp_path / "out.parquet"
    data = Dataset("test", VECTORS)
    writer(path)(hyperscope.project(data, "pca", 5), data)
    assert pq.read_table(path).column_names == [f"pca_{place}" for place in range(1, 6)]


def test_an_older_file_is_replaced_as_a_whole_or_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "out.npy"
    path.write_text("older")

    def full(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(registry, "_function", lambda *_: full)
        with pytest.raises(PathError, match="no space left"):
            writer(path)(LAYOUT, DATA)
    assert [file.name for file in tmp_path.iterdir()] == ["out.npy"]
    assert path.read_text() == "older"
    writer(path)(LAYOUT, DATA)
    assert np.load(path).shape == (40, 2)


@pytest.mark.parametrize(("name", "words"), [
    ("out.csv", r"ends in \.npy or \.parquet, got 'out.csv'"), ("nowhere/out.npy", "nothing at"), ("folder.npy", "a folder"),
])  # fmt: skip
def test_refused_before_anything_is_computed(tmp_path: Path, name: str, words: str):
    (tmp_path / "folder.npy").mkdir()
    with pytest.raises(PathError, match=words):
        writer(tmp_path / name)
