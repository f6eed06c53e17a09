"""DuckDB files are cut off from everything else."""

import numpy as np
import pytest

import hyperscope
from hyperscope.errors import FormatError, MissingExtra
from hyperscope.readers import inspect

duckdb = pytest.importorskip("duckdb")


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "v.duckdb"
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1.5,2.5\n3.5,4.5\n")
    with duckdb.connect(str(path)) as made:
        made.execute(
            'CREATE TABLE "odd "" one" AS SELECT i AS id, [i + 0.5, i * 2.0]::FLOAT[2] AS v FROM range(5) t(i)'
        )
        made.execute(f"CREATE VIEW leak AS SELECT * FROM read_csv('{secret}')")
    return path


def test_tables_are_read_and_views_are_not(database):
    assert [entry.name for entry in inspect(database)] == ['odd " one.v']
    data = hyperscope.read(database)
    np.testing.assert_array_equal(data.vectors, [[i + 0.5, 2 * i] for i in range(5)])
    assert data.columns["id"].text == list("01234")


def test_damage_is_told_in_words(database):
    database.write_bytes(database.read_bytes()[:5000])
    with pytest.raises(FormatError, match="a whole DuckDB database"):
        hyperscope.inspect(database)


def test_without_duckdb_the_extra_is_named(database, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(MissingExtra, match=r"^/.*: expected .*pip install 'hyperscope\[duckdb\]'"):
        inspect(database)
