import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from tests.readers.places import load, write


def test_lists_are_vectors_the_rest_is_metadata(tmp_path):
    text = (
        '{"v": [1, 2], "word": "a", "tags": ["x"]}\n\n{"v": null, "word": null}\n{"v": [3, null], "n": 7}\n'
    )
    (entry,) = inspect(write(tmp_path / "t.jsonl", text))
    dataset = entry.load()
    assert (entry.name, entry.shape) == ("v", (3, 2))
    np.testing.assert_array_equal(dataset.vectors, [[1, 2], [np.nan, np.nan], [3, np.nan]])
    assert {name: column.text for name, column in dataset.columns.items()} == {
        "word": ["a", "", ""],
        "tags": ['["x"]', "", ""],
        "n": ["", "", "7"],
    }


@pytest.mark.parametrize("name", ["t.jsonl", "t.ndjson", "t.json"])
@pytest.mark.parametrize("text", ['[{"x": 1, "y": 2.5}, {"x": 3, "y": 4}]', "[1, 2.5]\n[3, 4]\n"])
def test_an_array_of_records_and_lines_of_lists_are_read_too(tmp_path, name, text):
    assert load(write(tmp_path / name, text)).vectors.tolist() == [[1, 2.5], [3, 4]]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ('{"v": [1, 2]}\n{"v": [1,\n', "line 2, column 10: expected JSON"),
        ('{"v": [1, 2]}\n7\n', "an object or a list of numbers, got int in line 2"),
        ('{"v": [1, 2]}\n{"v": [1, 2, 3]}\n', "field 'v': expected 2 numbers in row 2.* got 3"),
        ('{"v": [1, 2]}\n' * 100 + '{"v": "word"}\n', 'expected numbers, got "word" in record 101'),
        ('{"word": "a"}\n', "the columns 'word'"),
        ("[" * 100_000, "expected JSON"),
        ("\n", "at least one record"),
    ],
)
def test_what_is_no_record_is_refused_with_its_line(tmp_path, text, match):
    with pytest.raises(FormatError, match=match):
        load(write(tmp_path / "t.jsonl", text))


def test_a_huge_number_is_an_infinity(tmp_path):
    dataset = load(write(tmp_path / "t.jsonl", '{"v": [1, %s]}\n{"v": [2, 3]}\n' % ("9" * 400)))
    assert np.isinf(dataset.vectors[0, 1])


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            '{"data": [{"e": [1, 2], "index": 0}, {"e": [3, 4], "index": 1}], "model": "m"}',
            {"index": ["0", "1"]},
        ),
        ('{"one": [1, 2], "two": [3, 4]}', {"name": ["one", "two"]}),
        ('{\n "word": ["a", "b"],\n "v": [[1, 2], [3, 4]]\n}', {"word": ["a", "b"]}),
        ('{"word": {"0": "a", "1": "b"}, "v": {"0": [1, 2], "1": [3, 4]}}', {"word": ["a", "b"]}),
    ],
)
def test_one_object_may_hold_all_records(tmp_path, text, labels):
    dataset = load(write(tmp_path / "t.json", text))
    assert dataset.vectors.tolist() == [[1, 2], [3, 4]]
    assert {name: column.text for name, column in dataset.columns.items()} == labels


def test_an_object_that_is_none_of_these_is_one_record(tmp_path):
    with pytest.raises(FormatError, match="the columns 'model', 'loss'"):
        load(write(tmp_path / "t.json", '{"model": "m", "loss": 0.5}'))


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ('"columns": ["x", "y"], "index": [0, 1, 2]', {}),
        ('"columns": ["x", "y"], "index": ["a", "b", "c"]', {"index": ["a", "b", "c"]}),
        ('"index": [7, 8, 9], "columns": ["x", "y"], "index_names": [null]', {"index": ["7", "8", "9"]}),
        (
            '"columns": [["x", 1], ["x", 2]], "index": [["a", 1], ["a", 2], ["b", 1]]',
            {"index": ["a, 1", "a, 2", "b, 1"]},
        ),
    ],
)
def test_a_frame_that_pandas_split_is_read_by_its_rows(tmp_path, head, columns):
    """to_json(orient="split") and "tight": the index is no row, and the rows are no cells of one."""
    dataset = load(write(tmp_path / "t.json", f'{{{head}, "data": [[1, 2], [3, 4], [5, 6]]}}'))
    assert dataset.vectors.tolist() == [[1, 2], [3, 4], [5, 6]]
    assert {name: column.text for name, column in dataset.columns.items()} == columns


def test_columns_called_as_pandas_splits_are_columns_where_they_fit_no_frame(tmp_path):
    text = '{"columns": ["a", "b"], "index": [1, 2], "data": [[1, 2, 3], [4, 5, 6]]}'
    assert load(write(tmp_path / "t.json", text)).vectors.tolist() == [[1, 2, 3], [4, 5, 6]]
