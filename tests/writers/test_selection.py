import csv
import io

import numpy as np
import pyarrow.parquet as pq
import pytest

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.errors import QueryError
from hyperscope.writers import selection

CELLS = ['a, "b"', "=1+1", "", "two\nlines", "Ärger 本", "x"]
DATA = Dataset(
    "d",
    np.arange(18, dtype=np.float32).reshape(6, 3) / 7,
    {"row": Column.of("row", list("abcdef")), "note": Column.of("note", CELLS)},
)
ROWS = np.array([1, 3, 4])


def written(what, kind, rows=ROWS):
    file = io.BytesIO()
    selection.write(DATA, rows, what, kind, file)
    file.seek(0)
    return file


def table(what, rows=ROWS):
    return list(csv.reader(io.StringIO(written(what, "csv", rows).read().decode(), newline="")))


def test_cells_come_back_from_csv_as_they_were_written():
    assert table("rows") == [
        ["row_", "row", "note"],
        *([str(row), "abcdef"[row], CELLS[row]] for row in ROWS),
    ]


def test_vectors_come_back_from_csv_exactly():
    head, *lines = table("vectors")
    assert head == ["row_", "row", "note", "d1", "d2", "d3"]
    assert [line[:3] for line in lines] == [[str(row), "abcdef"[row], CELLS[row]] for row in ROWS]
    np.testing.assert_array_equal(np.array([line[3:] for line in lines], np.float32), DATA.vectors[ROWS])


def test_ids_are_row_numbers_alone():
    assert table("ids") == [["row_"], ["1"], ["3"], ["4"]]
    np.testing.assert_array_equal(np.load(written("ids", "npy")), ROWS)


def test_npy_holds_the_vectors():
    np.testing.assert_array_equal(np.load(written("vectors", "npy")), DATA.vectors[ROWS])
    with pytest.raises(QueryError, match="npy, which holds numbers alone"):
        written("rows", "npy")


@pytest.mark.parametrize(("what", "names"), [("rows", ["row_", "row", "note"]), ("ids", ["row_"])])
def test_parquet_holds_the_same(what, names):
    found = pq.read_table(written(what, "parquet"))
    assert found.column_names == names
    assert found["row_"].to_pylist() == ROWS.tolist()


def test_parquet_holds_vectors_as_lists():
    found = pq.read_table(written("vectors", "parquet"))
    np.testing.assert_array_equal(np.array(found["vector"].to_pylist(), np.float32), DATA.vectors[ROWS])
    assert found["note"].to_pylist() == [CELLS[row] for row in ROWS]


def test_all_rows_are_a_selection_too():
    assert len(table("vectors", np.arange(6))) == 7
