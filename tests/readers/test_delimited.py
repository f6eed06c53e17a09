import gzip

import numpy as np
import pyarrow as pa
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inflation, inspect
from hyperscope.readers.tables import delimited
from tests.readers.places import load, write


def cells(dataset):
    return {name: column.text for name, column in dataset.columns.items()}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_numbers_are_dimensions_words_are_metadata(tmp_path, mark):
    text = "name,x,y,kind\na,1,2,k\nb,3,4,k\n".replace(",", mark)
    dataset = load(write(tmp_path / "t.csv", text))
    assert dataset.vectors.tolist() == [[1, 2], [3, 4]]
    assert cells(dataset) == {"name": ["a", "b"], "kind": ["k", "k"]}


def test_a_tsv_with_a_header_and_several_words_is_a_table_too(tmp_path):
    dataset = load(write(tmp_path / "t.tsv", "name\tx\ty\tkind\na\t1\t2\tk\nb\t3\t4\tk\n"))
    assert list(dataset.columns) == ["name", "kind"]


def test_a_numbered_family_is_the_vector_and_other_numbers_say_something_about_it(tmp_path):
    dataset = load(write(tmp_path / "t.csv", "id,f0,f1,price\n1,2,3,9.5\n2,4,5,8.5\n"))
    assert dataset.vectors.tolist() == [[2, 3], [4, 5]]
    assert list(dataset.columns) == ["id", "price"]


def test_whole_numbers_called_id_or_year_are_no_dimensions(tmp_path):
    dataset = load(write(tmp_path / "t.csv", "id,age,height,year\n1,2,3,1999\n2,4,5,2000\n"))
    assert list(dataset.columns) == ["id", "year"]


def test_numbers_without_a_header_are_all_points(tmp_path):
    assert load(write(tmp_path / "t.csv", "1,2\n3,4\n")).vectors.tolist() == [[1, 2], [3, 4]]


def test_empty_cells_are_nan_and_told(tmp_path):
    dataset = load(write(tmp_path / "t.csv", "x,y\n1,\n3,4\n"))
    assert np.isnan(dataset.vectors[0, 1])
    assert "1 row holds NaN" in dataset.notes[0]


def test_decimal_commas_go_with_semicolons(tmp_path):
    assert load(write(tmp_path / "t.csv", "x;y\n1,5;2\n3;4,25\n")).vectors.tolist() == [[1.5, 2], [3, 4.25]]


@pytest.mark.parametrize("codec", ["gz", "zst"])
def test_a_table_may_be_compressed(tmp_path, codec):
    compressed = pa.compress(b"x,y\n1,2\n3,4\n", {"gz": "gzip", "zst": "zstd"}[codec], asbytes=True)
    (tmp_path / f"t.csv.{codec}").write_bytes(compressed)
    (entry,) = inspect(tmp_path / f"t.csv.{codec}")
    assert entry.name == "t"
    assert entry.load().vectors.tolist() == [[1, 2], [3, 4]]


def test_a_bomb_is_left_unopened(tmp_path, monkeypatch):
    monkeypatch.setattr(inflation, "FREE_BYTES", 1 << 20)
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"1,2\n" * (1 << 20)))
    with pytest.raises(FormatError, match="at most 1,048,576 bytes from"):
        inspect(tmp_path / "t.csv.gz")


def test_compressed_data_cut_off_is_refused(tmp_path):
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"1,2\n" * 1000)[:40])
    with pytest.raises(FormatError, match="gzip data"):
        load(tmp_path / "t.csv.gz")


def test_only_text_may_be_compressed_as_a_whole(tmp_path):
    (tmp_path / "a.npy.gz").write_bytes(gzip.compress(b"\x93NUMPY"))
    with pytest.raises(FormatError, match="Unpack it first"):
        inspect(tmp_path / "a.npy.gz")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "an empty file"),
        ("a,b\nx,y\n", "the columns 'column 1', 'column 2'"),
        ("x,y\n1,2\n3\n", "2 cells in every row"),
        ("v\n[1 2]\n[1 ... 2]\n", r"shortened, with '\.\.\.'"),
        ("v\n[1 2]\n[1 2 3]\n", "2 numbers in row 2.* got 3"),
        ("x,y\n" + "1,2\n" * 200 + "1,word\n", "a number in row 201, column 'y', got 'word'"),
        ("v\n" + '"[1,2]"\n' * 200 + "word\n", "a list of numbers in row 201, got 'word'"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_its_place(tmp_path, text, match):
    with pytest.raises(FormatError, match=match):
        load(write(tmp_path / "t.csv", text))


@pytest.mark.parametrize(
    "cells", [("[1, 2]", "[3,4]"), ("[1 2]", "[ 3.  4. ]"), ("(1;2)", "array([3, 4])"), ("[1,2]", "[3 4]")]
)
def test_lists_are_read_however_they_are_written(tmp_path, cells):
    first, second = cells
    dataset = load(write(tmp_path / "t.csv", f'v,w\n"{first}",a\n"{second}",b\n'))
    assert dataset.vectors.tolist() == [[1, 2], [3, 4]]


def test_an_empty_list_cell_is_a_row_of_nan(tmp_path):
    dataset = load(write(tmp_path / "t.csv", 'v,w\n"[1,2]",a\n,b\n'))
    np.testing.assert_array_equal(dataset.vectors, [[1, 2], [np.nan, np.nan]])


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (",0,1\n0,1.5,2\n1,3,4\n", {"index": ["0", "1"]}),  # DataFrame(...).to_csv(path)
        ("0,1\n1.5,2\n3,4\n", {}),  # the same without its index
        (",x,y\na,1.5,2\nb,3,4\n", {"index": ["a", "b"]}),
    ],
)
def test_pandas_header_of_numbers_is_no_point(tmp_path, text, labels):
    dataset = load(write(tmp_path / "t.csv", text))
    assert dataset.vectors.tolist() == [[1.5, 2], [3, 4]]
    assert cells(dataset) == labels


def test_whole_numbers_that_go_on_counting_are_points(tmp_path):
    assert load(write(tmp_path / "t.csv", "0,1\n2,3\n4,5\n")).vectors.tolist() == [[0, 1], [2, 3], [4, 5]]


def test_decimal_commas_are_not_taken_for_separators(tmp_path):
    text = "1,5;2,5;3,5\n4,5;5,5;6,5\n"
    assert load(write(tmp_path / "t.csv", text)).vectors.tolist() == [[1.5, 2.5, 3.5], [4.5, 5.5, 6.5]]


def test_commas_may_separate_the_numbers_of_a_text_file(tmp_path):
    assert load(write(tmp_path / "t.txt", "1,2\n3,4\n")).vectors.tolist() == [[1, 2], [3, 4]]


def test_a_tsv_may_hold_long_lists(tmp_path):
    text = "word\tv\n" + "".join(f"{word}\t{[float(at) for at in range(300)]}\n" for word in "ab")
    dataset = load(write(tmp_path / "t.tsv", text))
    assert dataset.vectors.shape == (2, 300)
    assert cells(dataset) == {"word": ["a", "b"]}


def test_more_columns_than_a_table_has_are_refused(tmp_path):
    row = ",".join(["1"] * (delimited.COLUMNS_AT_MOST + 1))
    with pytest.raises(FormatError, match="at most 65,536 columns, got 65,537"):
        inspect(write(tmp_path / "t.csv", f"{row}\n{row}\n"))


def test_columns_that_pandas_counted_beside_one_with_a_name_have_a_header(tmp_path):
    """pandas.DataFrame(vectors).assign(label=…).to_csv()"""
    data = load(write(tmp_path / "a.csv", ",0,1,2,label\n0,0.5,1.5,2.5,x\n1,3.5,4.5,5.5,y\n"))
    np.testing.assert_array_equal(data.vectors, [[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]])
    assert data.columns["label"].text == ["x", "y"]
