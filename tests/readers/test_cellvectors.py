"""Vectors inside single cells, as text or as the bytes of their numbers, in Arrow's tables, CSV and SQLite."""

import json
import sqlite3
from contextlib import closing

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

import hyperscope
from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from hyperscope.readers.tables import bytecells
from tests.readers.places import FIXTURES, load, write

CELLS = FIXTURES / "arrow" / "cells"  # pandas wrote `text` by str(row), `bytes` by row.astype("f8").tobytes()
VECTORS = np.load(CELLS / "expected.npy")
SPELT = {
    "json": lambda row: json.dumps(row.tolist()),
    "numpy": lambda row: f"[{' '.join(map(repr, row.tolist()))}]",
    "blanks": lambda row: " ".join(map(repr, row.tolist())),
    "commas": lambda row: ", ".join(map(repr, row.tolist())),
}


def table(cells, kind=None):
    return pa.table(
        {
            "id": range(len(cells)),
            "about": [f"t{row}" for row in range(len(cells))],
            "e": pa.array(cells, kind),
        }
    )


def parquet(path, cells, kind=None):
    pyarrow.parquet.write_table(table(cells, kind), path)
    return path


@pytest.mark.parametrize(("file", "dtype", "tolerance"), [("text", "float32", 1e-7), ("bytes", "float64", 0)])
def test_what_pandas_wrote_is_read(file, dtype, tolerance):
    (entry,) = inspect(CELLS / f"{file}.parquet")
    assert (entry.name, entry.shape, entry.dtype) == ("embedding", (30, 5), dtype)
    data = entry.load()
    np.testing.assert_allclose(data.vectors, VECTORS, atol=tolerance)
    assert data.columns["label"].text[29] == "t29"
    assert ("float64, little-endian" in " ".join(data.notes)) == (file == "bytes")


@pytest.mark.parametrize("spelling", SPELT)
def test_every_spelling_is_read_from_every_table(tmp_path, spelling):
    cells = [SPELT[spelling](row) for row in VECTORS]
    pyarrow.feather.write_feather(table(cells), tmp_path / "a.feather")
    quoted = "".join(f'{row},w{row},"{cell}"\n' for row, cell in enumerate(cells))
    for source in (
        parquet(tmp_path / "a.parquet", cells),
        tmp_path / "a.feather",
        table(cells, pa.large_string()),
        table(cells).set_column(2, "e", pa.array(cells).dictionary_encode()),
        write(tmp_path / "a.csv", f"id,about,e\n{quoted}"),
    ):
        data = hyperscope.read(source)
        np.testing.assert_array_equal(data.vectors, VECTORS)
        assert list(data.columns) == ["id", "about"]


@pytest.mark.parametrize("dtype", ["<f2", "<f4", "<f8"])
@pytest.mark.parametrize("kind", ["binary", "large", "fixed"])
def test_bytes_are_read_as_what_their_values_say(dtype, kind):
    numbers = VECTORS.astype(dtype)
    cells = [row.tobytes() for row in numbers]
    types = {"binary": pa.binary(), "large": pa.large_binary(), "fixed": pa.binary(len(cells[0]))}
    data = hyperscope.read(table(cells, types[kind]))
    assert data.vectors.dtype == dtype
    np.testing.assert_array_equal(data.vectors, numbers)
    assert data.notes == (bytecells.note("e", np.dtype(dtype)),)


@pytest.mark.parametrize("width", [2, 3, 8, 384])
@pytest.mark.parametrize("family", ["normal", "unit", "sparse", "half", "bfloat", "whole", "small"])
@pytest.mark.parametrize("dtype", ["<f4", "<f8"])
def test_no_usual_vectors_are_taken_for_other_numbers(width, family, dtype):
    for seed in range(20):
        random = np.random.default_rng(seed)
        normal = random.normal(size=(16, width))
        made = {
            "normal": normal,
            "unit": normal / np.linalg.norm(normal, axis=1, keepdims=True),
            "sparse": np.where(random.random(normal.shape) < 0.7, 0, normal),
            "half": normal.astype("<f2"),
            "bfloat": (normal.astype("<f4").view("<u4") & 0xFFFF0000).view("<f4"),
            "whole": random.integers(0, 20, normal.shape),
            "small": normal * 1e-4,
        }[family].astype(dtype)
        assert bytecells.kind([row.tobytes() for row in made]) in (
            np.dtype(dtype),
            None if family == "sparse" else "",
        )


@pytest.mark.parametrize("what", ["noise", "signed", "letters", "counts", "hashes"])
def test_other_bytes_are_no_vectors(what):
    random = np.random.default_rng(1)
    cells = {
        "noise": [random.bytes(64) for _ in range(16)],
        "signed": [random.normal(0, 40, 64).astype("i1").tobytes() for _ in range(16)],
        "letters": [random.integers(97, 122, 64).astype("u1").tobytes() for _ in range(16)],
        "counts": [random.integers(0, 50_000, 16).astype("<i4").tobytes() for _ in range(16)],
        "hashes": [random.bytes(16) for _ in range(16)],
    }[what]
    with pytest.raises(FormatError, match="a column of vectors"):
        hyperscope.read(table(cells, pa.binary()))


def test_missing_and_empty_cells_are_rows_without_numbers():
    one, two = VECTORS[0].tobytes(), VECTORS[2].tobytes()
    for cells in ([None, one, two], [b"", one, two], [None, "[1, 2]", "[3, 4]"], ["", "[1, 2]", "[3, 4]"]):
        vectors = hyperscope.read(table(cells)).vectors
        assert np.isnan(vectors).all(axis=1).tolist() == [True, False, False]


@pytest.mark.parametrize(("cells", "told"), [
    ([row.tobytes() for row in VECTORS] + [b"12345678"], "5 numbers in row 31, as in the first row, got 2"),
    (["[1, 2]"] * 30 + ["[1, 2, 3]"], "2 numbers in row 31"),
    (["[1, 2]"] * 30 + ["none"], "a list of numbers in row 31, got 'none'"),
    (["1 2 3"] * 30 + ["1 2"], "a list of numbers in row 31, got '1 2'"),
    (["[0.1 0.2 ... 0.9]"] * 3, "all numbers of the vector in row 1"),
])  # fmt: skip
def test_a_cell_that_is_no_such_vector_is_named_by_its_row(tmp_path, cells, told):
    with pytest.raises(FormatError, match=rf"a\.parquet, column 'e': expected {told}"):
        load(parquet(tmp_path / "a.parquet", cells))


def test_text_that_may_be_anything_is_no_vector_where_there_are_others():
    ids = ["1 2 3", "4 5 6"]
    columns = {"f0": [0.1, 0.2], "f1": [0.3, 0.4], "tags": ["[1, 2]", "[3]"]}
    for data in (pa.table({"phone": ids, "e": [[0.5, 1.5], [2.5, 3.5]]}), pa.table({"phone": ids} | columns)):
        read = hyperscope.read(data)
        assert read.d == 2
        assert read.columns["phone"].text == ids


@pytest.mark.parametrize("dtype", ["<f4", "<f8"])
def test_sqlite_knows_double_numbers_by_their_values(tmp_path, dtype):
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
        database.execute("CREATE TABLE docs (word TEXT, e BLOB)")
        rows = [(f"w{row}", numbers.astype(dtype).tobytes()) for row, numbers in enumerate(VECTORS)]
        database.executemany("INSERT INTO docs VALUES (?, ?)", rows)
        database.commit()
    (entry,) = inspect(tmp_path / "a.sqlite")
    assert (entry.shape, entry.dtype) == ((30, 5), np.dtype(dtype).name)
    np.testing.assert_array_equal(entry.load().vectors, VECTORS.astype(dtype))
