import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from hyperscope.readers.tables import tsv
from tests.readers.places import load, write


def read(tmp_path, text):
    return tsv.read(write(tmp_path / "a.tsv", text))


def values(tmp_path, text):
    return read(tmp_path, text).vectors.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "1\t2\n3\t4\n",
        "1\t2\n3\t4",
        "1\t2\r\n3\t4\r\n",
        "1\t2\r3\t4",
        "\n1\t2\n\n  \n3\t4\n\n",
        "1 2\n3 4\n",
        "  1   2 \n 3  4\n",
        "1\t2\t\n3\t4\t\n",
        "+1.\t 2 \n3e0\t.4E1\n",
        "\ufeff1\t2\n3\t4\n",
    ],
)
def test_numbers_as_people_write_them(tmp_path, text):
    assert values(tmp_path, text) == [[1, 2], [3, 4]]


@pytest.mark.parametrize("width", [tsv.WIDE, tsv.WIDE + 1])
def test_a_few_rows_of_very_many_numbers_are_read_as_any_other(tmp_path, width):
    rows = np.random.default_rng(0).normal(size=(3, width)).astype(np.float32)
    head = "\t".join(f"c{place}" for place in range(width)) + "\n"
    text = head + "".join("\t".join(repr(float(value)) for value in row) + "\n" for row in rows)
    np.testing.assert_array_equal(read(tmp_path, text).vectors, rows)


def test_fast_and_slow_read_the_same_numbers(tmp_path):
    rows = np.random.default_rng(0).normal(size=(50, 6))
    text = "".join("\t".join(repr(float(value)) for value in row) + "\n" for row in rows)
    np.testing.assert_array_equal(
        read(tmp_path, text).vectors, read(tmp_path, "\n" + text.replace("\t", " \t ")).vectors
    )
    np.testing.assert_array_equal(read(tmp_path, text).vectors, rows.astype(np.float32))


def test_many_blocks_stay_in_order(tmp_path):
    count = 200_000
    got = read(tmp_path, "".join(f"{row}\t{-row}\n" for row in range(count))).vectors
    np.testing.assert_array_equal(got[:, 0], np.arange(count))
    np.testing.assert_array_equal(got[:, 1], -np.arange(count))


def test_words_for_what_is_not_finite(tmp_path):
    got = read(tmp_path, "nan\tInfinity\n-inf\tNaN\n1\t1e400\n").vectors
    np.testing.assert_array_equal(got, [[np.nan, np.inf], [-np.inf, np.nan], [1, np.inf]])


@pytest.mark.parametrize("text", ["a\t1\t2\nb\t3\t4\n", "\na\t1\t2\nb\t3 \t4\n", "a 1 2\nb 3 4\n"])
def test_words_in_front_become_labels(tmp_path, text):
    numbers = read(tmp_path, text)
    assert numbers.vectors.tolist() == [[1, 2], [3, 4]]
    assert numbers.columns["label"].text == ["a", "b"]


def test_a_vocabulary_may_start_with_a_number(tmp_path):
    numbers = read(tmp_path, "1984\t1\t2\nb\t3\t4\nc\t5\t6\n")
    assert numbers.columns["label"].text == ["1984", "b", "c"]
    assert numbers.vectors.tolist() == [[1, 2], [3, 4], [5, 6]]


def test_a_typo_in_the_first_column_is_no_label(tmp_path):
    with pytest.raises(FormatError, match=r"line 3, column 1, got '5\.x'"):
        read(tmp_path, "1\t2\n3\t4\n5.x\t6\n7\t8\n")


@pytest.mark.parametrize(("text", "label"), [("x\ty\n1\t2\n", None), ("name\tx\ty\na\t1\t2\n", "name")])
def test_a_header_is_no_point(tmp_path, text, label):
    numbers = read(tmp_path, text)
    assert numbers.vectors.tolist() == [[1, 2]]
    assert list(numbers.columns) == ([label] if label else [])
    assert "is a header" in numbers.notes[0]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("1\t2\n3\n", "2 values in line 2, .* got 1"),
        ("\n1\t2\n\n3\t4\t5\n", "2 values in line 4, .* got 3"),
        ("1\t2\n3\t\n", "2 values in line 2, .* got 1"),
        ("1\t2\t3\n4\t\t6\n", "line 2, column 2, got an empty cell"),
        ("1\t1_000\n", "line 1, column 2, got '1_000'"),
        ("1\t0x10\n", "line 1, column 2, got '0x10'"),
        ("1,2\n3,4\n", "line 1, column 1, got '1,2'"),
        ("1\n2\n", "one column only"),
        ("a\t1\nb\t2\n", "one column only"),
        ("x" * 100_000, "line 1, column 1, got 'x{40}'"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_column(tmp_path, text, match):
    with pytest.raises(FormatError, match=rf"a\.tsv: .*{match}"):
        read(tmp_path, text)


def test_a_large_table_is_listed_without_being_read(tmp_path, monkeypatch):
    monkeypatch.setattr(tsv, "CHECKED_BYTES", 10)
    path = write(tmp_path / "a.tsv", "name\tx\ty\n" + "a\t1\t2\n" * 20 + "b\tz\t3\n")
    (entry,) = inspect(path)
    assert entry.shape == (21, 2)
    with pytest.raises(FormatError, match="line 22, column 2, got 'z'"):
        entry.load()


@pytest.mark.parametrize(("encoding", "end"), [("utf-8", "\n"), ("utf-8", ""), ("utf-16", "\n")])
def test_a_large_table_is_counted_in_any_encoding(tmp_path, monkeypatch, encoding, end):
    monkeypatch.setattr(tsv, "CHECKED_BYTES", 10)
    monkeypatch.setattr(tsv, "SAMPLE_BYTES", 15)
    (tmp_path / "a.tsv").write_bytes(("\n".join(["1\t2"] * 20) + end).encode(encoding))
    (entry,) = inspect(tmp_path / "a.tsv")
    assert entry.shape == (20, 2) == entry.load().vectors.shape


def test_labels_stand_beside_metadata_of_the_same_name(tmp_path):
    source = write(tmp_path / "a.tsv", "a\t1\t2\nb\t3\t4\n")
    dataset = load(source, metadata=write(tmp_path / "m.tsv", "c\nd\n"))
    assert {name: column.text for name, column in dataset.columns.items()} == {
        "label": ["c", "d"],
        "label (2)": ["a", "b"],
    }


@pytest.mark.parametrize("head", ["# made by numpy\n", "# one\n#\n# 3 more words\n"])
def test_comments_at_the_top_are_no_points(tmp_path, head):
    write(tmp_path / "t.txt", head + "1 2\n3 4\n")
    dataset = load(tmp_path / "t.txt")
    assert dataset.vectors.tolist() == [[1, 2], [3, 4]]
    assert "with #" in dataset.notes[0]


def test_a_hash_may_be_a_word(tmp_path):
    dataset = load(write(tmp_path / "t.tsv", "#\t1\t2\n$\t3\t4\n"))
    assert dataset.columns["label"].text == ["#", "$"]


def test_a_large_table_is_counted_without_its_comments(tmp_path, monkeypatch):
    monkeypatch.setattr(tsv, "CHECKED_BYTES", 10)
    (entry,) = inspect(write(tmp_path / "t.txt", "# made by numpy\n" + "1 2\n" * 50))
    assert entry.shape == entry.load().vectors.shape == (50, 2)
