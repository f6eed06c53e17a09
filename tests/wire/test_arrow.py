import numpy as np
import pyarrow as pa

from hyperscope.columns import Column
from hyperscope.wire import arrow


def read_back(columns):
    return pa.ipc.open_stream(arrow.stream(columns)).read_all()


def test_numbers_are_float64_and_all_else_a_dictionary():
    columns = {"size": Column.of("size", [1, None, 3.5]), "kind": Column.of("kind", ["a", "", "a"])}
    table = read_back(columns)
    assert table.column_names == ["size", "kind"]
    assert table.schema.field("size").type == pa.float64()
    assert table.schema.field("kind").type == pa.dictionary(pa.int32(), pa.utf8())
    np.testing.assert_array_equal(table["size"].to_numpy(), [1, np.nan, 3.5])
    assert table["kind"].to_pylist() == ["a", "", "a"]


def test_nothing_is_null():
    table = read_back(
        {"size": Column.of("size", [1, None, 3.5]), "kind": Column.of("kind", ["a", None, "a"])}
    )
    assert [column.null_count for column in table.columns] == [0, 0]


def test_no_columns_are_an_empty_stream():
    assert read_back({}).num_columns == 0
