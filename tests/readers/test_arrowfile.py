import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inflation, inspect
from tests.readers.places import load

VALUES = np.arange(12, dtype=np.float32).reshape(4, 3)
FLAT = pa.array(VALUES.ravel())


def tensors():
    kind = pa.fixed_shape_tensor(pa.float32(), (3,))
    return pa.ExtensionArray.from_storage(kind, pa.FixedSizeListArray.from_arrays(FLAT, 3))


COLUMNS = {
    "list": pa.array(VALUES.tolist(), pa.list_(pa.float32())),
    "large list": pa.array(VALUES.tolist(), pa.large_list(pa.float32())),
    "fixed-size list": pa.FixedSizeListArray.from_arrays(FLAT, 3),
    "tensor": tensors(),
}


def write_as(path, table):
    if path.suffix == ".parquet":
        pyarrow.parquet.write_table(table, path)
    elif path.suffix == ".feather":
        pyarrow.feather.write_feather(table, str(path))
    else:
        make = pa.ipc.new_stream if path.suffix == ".arrows" else pa.ipc.new_file
        with make(str(path), table.schema) as file:
            file.write_table(table, max_chunksize=3)
    return path


@pytest.mark.parametrize("suffix", ["parquet", "feather", "arrow", "arrows"])
@pytest.mark.parametrize("kind", COLUMNS)
def test_every_kind_of_vector_column_is_read_and_sliced_ones_too(tmp_path, suffix, kind):
    table = pa.table({"v": COLUMNS[kind], "word": list("abcd"), "flag": [True, False, None, True]}).slice(1)
    (entry,) = inspect(write_as(tmp_path / f"t.{suffix}", table))
    dataset = entry.load()
    assert entry.shape == (3, 3)
    assert dataset.vectors.tolist() == VALUES[1:].tolist()
    assert dataset.columns["word"].text == list("bcd")
    assert dataset.columns["flag"].text == ["False", "", "True"]


@pytest.mark.parametrize("kind", [pa.list_(pa.int16()), pa.list_(pa.int16(), 2)])
def test_missing_vectors_keep_their_rows(tmp_path, kind):
    table = pa.table({"v": pa.array([[1, 2], None, [3, None]], kind), "w": list("abc")})
    dataset = load(write_as(tmp_path / "t.parquet", table))
    np.testing.assert_array_equal(dataset.vectors, [[1, 2], [np.nan, np.nan], [3, np.nan]])
    assert dataset.columns["w"].text == list("abc")


def test_an_arrow_file_is_mapped(tmp_path):
    table = pa.table({"v": COLUMNS["fixed-size list"]})
    with pa.ipc.new_file(str(tmp_path / "t.arrow"), table.schema) as file:
        file.write_table(table)
    assert not load(tmp_path / "t.arrow").vectors.flags.owndata


def test_columns_of_numbers_are_dimensions_and_bytes_are_left_out(tmp_path):
    table = pa.table({"a": [0.5, None], "b": [1.5, 2.5], "id": [1, 2], "png": [b"x", b"y"]})
    dataset = load(write_as(tmp_path / "t.parquet", table))
    np.testing.assert_array_equal(dataset.vectors, np.float32([[0.5, 1.5], [np.nan, 2.5]]))
    assert list(dataset.columns) == ["id"]
    assert "'png' was left out: it holds bytes that are no pictures" in dataset.notes[0]


def test_a_folder_is_one_table_and_links_out_of_it_are_left_alone(tmp_path):
    outside = write_as(tmp_path / "secret.parquet", pa.table({"v": COLUMNS["list"]}))
    for part in ("b", "a"):
        (tmp_path / "set" / f"key={part}").mkdir(parents=True)
        write_as(tmp_path / "set" / f"key={part}" / "0.parquet", pa.table({"v": COLUMNS["list"]}))
    (tmp_path / "set" / "link.parquet").symlink_to(outside)
    dataset = load(tmp_path / "set")
    assert dataset.n == 8
    assert dataset.columns["key"].text == ["a"] * 4 + ["b"] * 4


def test_a_folder_of_other_columns_is_refused(tmp_path):
    write_as(tmp_path / "a.parquet", pa.table({"v": COLUMNS["list"]}))
    write_as(tmp_path / "b.parquet", pa.table({"w": COLUMNS["list"]}))
    with pytest.raises(FormatError, match=r"other columns in 'b\.parquet'"):
        inspect(tmp_path)


def test_a_table_without_vectors_names_its_columns(tmp_path):
    with pytest.raises(FormatError, match="the columns 'a'"):
        inspect(write_as(tmp_path / "t.parquet", pa.table({"a": ["x"]})))


@pytest.mark.parametrize("column", [[0.0] * 300_000, ["word" * 1000] * 1000])
def test_a_bomb_of_repeated_values_is_refused(tmp_path, monkeypatch, column):
    monkeypatch.setattr(inflation, "FREE_BYTES", 1 << 20)
    rows = len(column)
    vectors = pa.FixedSizeListArray.from_arrays(pa.array(np.zeros(2 * rows, np.float32)), 2)
    with pytest.raises(FormatError, match=r"at most 1,[\d,]+ bytes from"):
        load(write_as(tmp_path / "t.parquet", pa.table({"v": vectors, "w": column})))


def test_a_name_twice_is_refused(tmp_path):
    table = pa.Table.from_arrays([COLUMNS["list"], COLUMNS["list"]], names=["v", "v"])
    with pytest.raises(FormatError, match="'v' twice"):
        inspect(write_as(tmp_path / "t.arrow", table))


def test_a_name_may_have_a_dot(tmp_path):
    table = pa.table({"a.b": COLUMNS["list"], "a": list("abcd")})
    dataset = load(write_as(tmp_path / "t.parquet", table))
    assert (dataset.n, list(dataset.columns)) == (4, ["a"])
