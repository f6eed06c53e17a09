"""SQLite files: what they hold, and what they must not do."""

import sqlite3
import struct

import numpy as np
import pytest

import hyperscope
from hyperscope.errors import FormatError
from hyperscope.readers import inspect

VECTORS = np.arange(12, dtype="<f4").reshape(4, 3)


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "v.sqlite"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE items (id TEXT PRIMARY KEY, v BLOB, year INTEGER, other BLOB)")
        rows = [(f"row {9 - at}", row.tobytes(), 2000 + at, b"x" * at) for at, row in enumerate(VECTORS)]
        made.executemany("INSERT INTO items VALUES (?, ?, ?, ?)", rows)
    made.close()
    return path


def change(path, *statements):
    with sqlite3.connect(path) as made:
        for statement in statements:
            made.execute(statement)
    made.close()


def test_rows_keep_their_order_though_an_index_has_another(database):
    data = hyperscope.read(database)
    np.testing.assert_array_equal(data.vectors, VECTORS)
    assert data.columns["id"].text == ["row 9", "row 8", "row 7", "row 6"]
    assert list(data.columns) == ["id", "year"]


@pytest.mark.parametrize("nothing", ["NULL", "x''"])
def test_a_missing_or_an_empty_vector_is_a_row_of_nan(database, nothing):
    change(database, f"UPDATE items SET v = {nothing} WHERE year = 2002")
    data = hyperscope.read(database)
    assert data.left_out.tolist() == [2]


def test_a_vector_of_another_length_is_told_with_its_row(database):
    count = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 60)"
    change(
        database,
        f"INSERT INTO items {count} SELECT 'n' || i, (SELECT v FROM items LIMIT 1), 1, '' FROM c",
        "INSERT INTO items VALUES ('short', x'00000000', 1, '')",
    )
    with pytest.raises(FormatError, match="3 numbers in row 65"):
        hyperscope.read(database)


def test_columns_of_numbers_are_dimensions(tmp_path):
    path = tmp_path / "n.db"
    change(
        path,
        'CREATE TABLE "odd "" name" (a REAL, b REAL, label TEXT)',
        "INSERT INTO \"odd \"\" name\" VALUES (1.5, 2.5, 'x'), (3.5, NULL, 'y')",
    )
    data = hyperscope.read(path)
    np.testing.assert_array_equal(data.vectors, [[1.5, 2.5], [3.5, np.nan]])
    assert data.name == 'odd " name'


def test_views_triggers_and_virtual_tables_are_not_looked_at(database):
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, x AS y FROM c"
    change(database, f"CREATE VIEW endless AS {endless}", "CREATE VIRTUAL TABLE words USING fts5(text)")
    assert [entry.name for entry in inspect(database)] == ["items.v"]


def test_nothing_is_written_beside_it(database):
    change(database, "PRAGMA journal_mode = WAL")
    before = database.read_bytes()
    hyperscope.read(database)
    assert [path.name for path in database.parent.iterdir()] == [database.name]
    assert database.read_bytes() == before


def test_damage_is_told_in_words(database):
    whole = bytearray(database.read_bytes())
    database.write_bytes(whole[:3000])
    with pytest.raises(FormatError, match=r"a whole SQLite database|a table"):
        hyperscope.read(database)
    database.write_bytes(whole[:100] + struct.pack(">4096B", *([0] * 4096)))
    with pytest.raises(FormatError, match=r"SQLite|a table"):
        hyperscope.read(database)


def test_a_database_without_vectors_says_so(tmp_path):
    change(tmp_path / "e.sqlite", "CREATE TABLE t (name TEXT)", "INSERT INTO t VALUES ('a')")
    with pytest.raises(FormatError, match=r"a column of vectors.* the columns 'name'"):
        hyperscope.inspect(tmp_path / "e.sqlite")


def test_rows_that_wait_in_a_write_ahead_log_are_read(tmp_path):
    path = tmp_path / "live.db"
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE t (v BLOB)")
    writer.executemany("INSERT INTO t VALUES (?)", [(struct.pack("<2f", row, 1),) for row in range(3)])
    try:
        assert hyperscope.read(path).vectors.tolist() == [[0, 1], [1, 1], [2, 1]]
    finally:
        writer.close()
