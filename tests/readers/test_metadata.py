import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hyperscope.errors import FormatError
from hyperscope.readers.beside import grid, metadata
from tests.readers.places import write


def read(tmp_path, text, n, name="m.tsv"):
    found = metadata.read(write(tmp_path / name, text), n)
    return {column: cells.text for column, cells in found.columns.items()}, " ".join(found.notes)


@pytest.mark.parametrize(
    ("text", "n", "columns"),
    [
        ("a\nb\nc\n", 3, {"label": ["a", "b", "c"]}),
        ("a\nb", 2, {"label": ["a", "b"]}),
        ("x\ty\n1\t2\n3\t4\n", 2, {"x": ["1", "3"], "y": ["2", "4"]}),
        ("x\ty\r\n1\t2\r\n3\t4\r\n", 2, {"x": ["1", "3"], "y": ["2", "4"]}),
        ("\ufeffx\ty\n1\t2\n", 1, {"x": ["1"], "y": ["2"]}),
        ('x\ty\n007\tNA\n"q\t"\n', 2, {"x": ["007", '"q'], "y": ["NA", '"']}),
        ("a\n\nc\n", 3, {"label": ["a", "", "c"]}),
        ("a\nb\n\n", 3, {"label": ["a", "b", ""]}),
        ("a\nb\n\n\n", 2, {"label": ["a", "b"]}),
        ("x\ty\n1\t\n\t4\n", 2, {"x": ["1", ""], "y": ["", "4"]}),
        ("a\u2028b\nc\n", 2, {"label": ["a\u2028b", "c"]}),
    ],
)
def test_what_is_as_it_should_be_needs_no_word(tmp_path, text, n, columns):
    assert read(tmp_path, text, n) == (columns, "")


@pytest.mark.parametrize(
    ("text", "n", "columns", "note"),
    [
        ("0\t7\n1\t2\n", 2, {"column 1": ["0", "1"], "column 2": ["7", "2"]}, "no header line"),
        ("word\na\nb\n", 2, {"word": ["a", "b"]}, "'word', was taken as a header"),
        ("a\nb\nc\nd\na\nb\n", 2, {"label": ["a", "b"]}, "appended 3 times; its last 2 rows count"),
        ("x\ty\n1\t2\nx\ty\n3\t4\n", 1, {"x": ["3"], "y": ["4"]}, "appended 2 times"),
        ("1\t2\n3\t4\n5\t6\n7\t8\n", 2, {"column 1": ["5", "7"], "column 2": ["6", "8"]}, "appended 2 times"),
        ("x\ty\na\t1\nb\t2\nc\t3\nd\t4\n", 2, {"x": ["c", "d"], "y": ["3", "4"]}, "appended 2 times"),
        ("word\na\nb\nword\na\nb\n", 2, {"word": ["a", "b"]}, "appended 2 times"),
        ("\na\nb\nc\n", 3, {"label": ["a", "b", "c"]}, "1 blank line was skipped"),
        ("7\n\n2\n7\n", 3, {"label": ["7", "2", "7"]}, "1 blank line was skipped"),
        ("cat\n\ndog\ncat\n", 3, {"label": ["cat", "dog", "cat"]}, "1 blank line was skipped"),
        ("a\tb\n1\t2\t\n3\t4\t\t\n", 2, {"a": ["1", "3"], "b": ["2", "4"]}, "2 lines have not 2 cells"),
        ("a\tb\t\n1\t2\t\n3\t4\t\n", 2, {"a": ["1", "3"], "b": ["2", "4"]}, "empty columns at its right"),
        ("a\t\nb\t\n", 2, {"label": ["a", "b"]}, "empty columns at its right"),
        ("\n \nx\ty\n1\t2\n3\t4\n", 2, {"x": ["1", "3"], "y": ["2", "4"]}, "2 blank lines were skipped"),
        ("x\ty\n\n1\t2\n\n3\t4\n", 2, {"x": ["1", "3"], "y": ["2", "4"]}, "2 blank lines were skipped"),
        ("x\tx\t\n1\t2\t3\n", 1, {"x": ["1"], "x (2)": ["2"], "column 3": ["3"]}, r"'x (2)', 'column 3'"),
        ("x\ty\n1\n2\t3\n", 2, {"x": ["1", "2"], "y": ["", "3"]}, "1 line has not 2 cells .*line 2"),
        ("x\ty\n1\t2\t3\n", 1, {"x": ["1"], "y": ["2\t3"]}, "line 2"),
    ],
)
def test_what_was_repaired_is_told(tmp_path, text, n, columns, note):
    got, notes = read(tmp_path, text, n)
    assert got == columns
    assert note.replace(".*", "") in notes or all(part in notes for part in note.split(".*"))


@pytest.mark.parametrize(
    ("text", "n", "note"),
    [
        ("a\nb\n", 3, "2 rows for 3 vectors"),
        ("a\nb\nc\nd\ne\n", 3, "5 rows for 3 vectors"),
        ("x\ty\n1\t2\n3\t4\n", 3, "2 rows below its header for 3 vectors"),
        ("x\ty\n1\t2\n3\t4\n5\t6\n", 2, "3 rows below its header for 2 vectors"),
        ("word\na\nb\na\nb\n", 2, "5 rows for 2 vectors"),
        ("word\na\n\nc\n", 3, "4 rows for 3 vectors"),
        ("", 3, "0 rows for 3 vectors"),
    ],
)
def test_rows_that_cannot_be_placed_with_certainty_are_left_out(tmp_path, text, n, note):
    columns, notes = read(tmp_path, text, n)
    assert columns == {}
    assert f"m.tsv has {note}; it was left out" in notes


def test_a_first_row_of_missing_values_is_no_header(tmp_path):
    columns, _ = read(tmp_path, "NA\tx\n1\ty\n", 2)
    assert columns["column 1"] == ["NA", "1"]


def test_a_csv_of_one_label_a_line_stays_one_column(tmp_path):
    assert read(tmp_path, "apple\nred, green\n", 2, "v.csv") == ({"label": ["apple", "red, green"]}, "")


def test_a_csv_whose_lines_agree_is_split_at_its_commas(tmp_path):
    columns, notes = read(tmp_path, 'name,kind\n"a, b",x\nc,y\n', 2, "v.csv")
    assert columns == {"name": ["a, b", "c"], "kind": ["x", "y"]}
    assert notes == ""


def test_a_lone_carriage_return_ends_no_row(tmp_path):
    assert read(tmp_path, "x\ty\na\rb\t1\nc\t2\n", 2)[0]["x"] == ["a\rb", "c"]


def test_a_long_table_is_quick(tmp_path):
    rows = 200_000
    columns, notes = read(tmp_path, "w\tn\n" + "".join(f"w{row}\t{row}\n" for row in range(rows)), rows)
    assert (columns["w"][-1], columns["n"][0], notes) == (f"w{rows - 1}", "0", "")


def test_a_packed_csv_is_split_at_its_commas_too(tmp_path):
    path = tmp_path / "m.csv.gz"
    path.write_bytes(gzip.compress(b'x,y\n"a, b",1\nc,2\n'))
    columns = metadata.read(path, 2).columns
    assert {name: column.text for name, column in columns.items()} == {"x": ["a, b", "c"], "y": ["1", "2"]}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_its_zeros(tmp_path, encoding):
    path = tmp_path / "m.tsv"
    path.write_bytes("x\ty\r\na\t1\r\nb\t2\r\n".encode(encoding))
    read = metadata.read(path, 2)
    assert {name: column.text for name, column in read.columns.items()} == {"x": ["a", "b"], "y": ["1", "2"]}
    assert f"read as {encoding.upper()}" in read.notes[0]


@pytest.mark.parametrize(("name", "mark"), [("m.tsv", "\t"), ("m.csv", ",")])
def test_more_columns_than_a_person_looks_at_are_refused(tmp_path, name, mark):
    row = mark * grid.COLUMNS_AT_MOST
    with pytest.raises(FormatError, match="at most 10,000 columns, got 10,001"):
        read(tmp_path, f"{row}\n{row}\n", 2, name)


@given(st.lists(st.sampled_from(["a", "a (2)", "a (3)", "b", "a (2) (2)"])))
def test_names_are_told_apart_as_one_by_one(words):
    slow: list[str] = []
    for word in words:
        slow.append(metadata.unused(word, slow))
    assert metadata.distinct(words) == slow


@pytest.mark.parametrize("text", ["", "\n\n", "\n\n\n", " \n\t\n", "\t\t\n\t\n"])
def test_blank_lines_alone_are_no_metadata(tmp_path, text):
    columns, notes = read(tmp_path, text, 2)
    assert columns == {}
    assert "m.tsv has 0 rows for 2 vectors; it was left out" in notes
