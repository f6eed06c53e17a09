"""Metadata in any table format, row by row or by key."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pytest

import hyperscope
from tests.readers.places import write

WORDS = ["ant", "bee", "cat", "dog"]
ROWS = {"word": ["dog", "bee", "elk", "ant"], "legs": [4, 6, 4, 6]}


@pytest.fixture
def vectors(tmp_path):
    """Four words with three numbers each."""
    return write(tmp_path / "v.tsv", "".join(f"{word}\t{row}\t1\t2\n" for row, word in enumerate(WORDS)))


def table(path, rows):
    """The rows in the format that the name says."""
    match path.suffix:
        case ".parquet":
            pa.parquet.write_table(pa.table(rows), path)
        case ".feather":
            pa.feather.write_feather(pa.table(rows), path)
        case ".jsonl":
            records = (dict(zip(rows, cells, strict=True)) for cells in zip(*rows.values(), strict=True))
            write(path, "".join(json.dumps(record) + "\n" for record in records))
        case ".npy":
            np.save(path, np.rec.fromarrays([np.array(cells) for cells in rows.values()], names=list(rows)))
        case suffix:
            mark = "," if suffix == ".csv" else "\t"
            lines = [
                mark.join(rows),
                *(mark.join(map(str, cells)) for cells in zip(*rows.values(), strict=True)),
            ]
            write(path, "\n".join(lines) + "\n")
    return path


FORMATS = pytest.mark.parametrize("suffix", [".tsv", ".csv", ".parquet", ".feather", ".jsonl", ".npy"])


@FORMATS
def test_a_table_in_any_format_is_joined_row_by_row(tmp_path, suffix):
    np.save(tmp_path / "v.npy", np.eye(4, dtype=np.float32))
    dataset = hyperscope.read(tmp_path / "v.npy", metadata=table(tmp_path / f"m{suffix}", ROWS))
    assert {name: column.text for name, column in dataset.columns.items()} == {
        "word": ROWS["word"],
        "legs": ["4", "6", "4", "6"],
    }
    assert not dataset.notes


@FORMATS
def test_a_table_in_any_format_is_joined_by_key(tmp_path, vectors, suffix):
    dataset = hyperscope.read(vectors, metadata=table(tmp_path / f"m{suffix}", ROWS), key="word")
    assert dataset.columns["legs"].text == ["6", "6", "", "4"]
    assert dataset.columns["label"].text == WORDS
    (note,) = dataset.notes
    assert "it knows 3 of 4 rows; the others have empty cells; 1 of its keys belong to no row." in note


def test_fewer_lines_than_rows_are_joined_by_the_words_that_both_know(tmp_path, vectors):
    fewer = {"kind": ["mammal", "insect"], "name": ["dog", "ant"]}
    dataset = hyperscope.read(vectors, metadata=table(tmp_path / "m.tsv", fewer))
    assert dataset.columns["kind"].text == ["insect", "", "", "mammal"]
    assert "joined by 'name': it knows 2 of 4 rows" in " ".join(dataset.notes)


def test_the_same_words_in_another_order_are_joined_by_word(tmp_path, vectors):
    turned = {"word": WORDS[::-1], "place": ["3", "2", "1", "0"]}
    dataset = hyperscope.read(vectors, metadata=table(tmp_path / "m.tsv", turned))
    assert dataset.columns["place"].text == ["0", "1", "2", "3"]


def test_the_same_words_in_the_same_order_are_joined_row_by_row(tmp_path, vectors):
    dataset = hyperscope.read(vectors, metadata=table(tmp_path / "m.tsv", {"word": WORDS, "x": [1, 2, 3, 4]}))
    assert dataset.columns["word"].text == WORDS
    assert not dataset.notes


def test_groups_are_no_key(tmp_path, vectors):
    dataset = hyperscope.read(
        vectors, metadata=table(tmp_path / "m.tsv", {"word": ["ant"] * 9, "x": [1] * 9})
    )
    assert list(dataset.columns) == ["label"]
    assert "left out" in " ".join(dataset.notes)


def test_a_key_that_stands_twice_counts_once(tmp_path, vectors):
    twice = {"word": ["ant", "ant", "bee"], "x": [1, 2, 3]}
    dataset = hyperscope.read(vectors, metadata=table(tmp_path / "m.csv", twice), key="word")
    assert dataset.columns["x"].text == ["1", "3", "", ""]
    assert "1 of its lines repeat a key, of which the first counts" in " ".join(dataset.notes)


def test_a_key_that_is_not_there_is_told_with_those_that_are(tmp_path, vectors):
    dataset = hyperscope.read(vectors, metadata=table(tmp_path / "m.tsv", ROWS), key="id")
    assert "a column 'id', got the columns 'word', 'legs'" in " ".join(dataset.notes)
    assert list(dataset.columns) == ["label"]


def test_vectors_without_labels_have_nothing_to_join_by(tmp_path):
    np.save(tmp_path / "v.npy", np.eye(4, dtype=np.float32))
    dataset = hyperscope.read(tmp_path / "v.npy", metadata=table(tmp_path / "m.tsv", ROWS), key="word")
    assert "with labels of their own" in " ".join(dataset.notes)


def test_labels_as_an_array(tmp_path):
    np.save(tmp_path / "v.npy", np.eye(4, dtype=np.float32))
    np.save(tmp_path / "l.npy", np.array(WORDS))
    assert hyperscope.read(tmp_path / "v.npy", metadata=tmp_path / "l.npy").columns["label"].text == WORDS
    np.save(tmp_path / "l.npy", np.eye(4))
    dataset = hyperscope.read(tmp_path / "v.npy", metadata=tmp_path / "l.npy")
    assert "one label a row" in " ".join(dataset.notes)


@pytest.mark.parametrize("suffix", [".parquet", ".npy", ".jsonl"])
def test_a_damaged_table_costs_a_note(tmp_path, suffix):
    np.save(tmp_path / "v.npy", np.eye(4, dtype=np.float32))
    path = table(tmp_path / f"m{suffix}", ROWS)
    path.write_bytes(path.read_bytes()[:-9])
    dataset = hyperscope.read(tmp_path / "v.npy", metadata=path)
    assert "left out" in " ".join(dataset.notes)


def test_a_key_that_names_no_row_is_refused_instead_of_joining_empty_cells(tmp_path, vectors):
    rows = {"bird": ["owl", "wren"], "legs": [2, 2]}
    dataset = hyperscope.read(vectors, metadata=table(tmp_path / "m.tsv", rows), key="bird")
    assert "legs" not in dataset.columns
    (note,) = dataset.notes
    assert "says of the vectors: 'ant', 'bee', 'cat', got 'owl', 'wren', and nothing that fits" in note


def test_a_header_above_one_row_too_few_is_told_from_a_row_by_the_labels(tmp_path, vectors):
    """Four lines for four vectors: row by row every label would be another's."""
    lines = "word\tkind\ndog\tmammal\nbee\tinsect\nant\tinsect\n"
    dataset = hyperscope.read(vectors, metadata=write(tmp_path / "m.tsv", lines))
    assert dataset.columns["kind"].text == ["insect", "insect", "", "mammal"]
    assert "it knows 3 of 4 rows" in dataset.notes[0]


def test_a_first_line_that_names_a_vector_is_no_header(tmp_path, vectors):
    lines = "ant\tinsect\nbee\tinsect\ncat\tmammal\ndog\tmammal\n"
    dataset = hyperscope.read(vectors, metadata=write(tmp_path / "m.tsv", lines))
    assert dataset.columns["column 2"].text == ["insect", "insect", "mammal", "mammal"]
