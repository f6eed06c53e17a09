"""`hyperscope convert`: what is written is what is read back."""

import numpy as np
import pytest
from click.testing import CliRunner

import hyperscope
from hyperscope.cli import main
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.writers import converter
from hyperscope.writers.registry import VECTORS
from tests.readers.places import write

NUMBERS = np.random.default_rng(2).standard_normal((30, 4)).astype(np.float32)
NUMBERS[3, 1] = 1e-30
COLUMNS = {
    "word": Column.of("word", ["a\tb", 'say "hi"', "comma, here", *(f"w{place}" for place in range(27))]),
    "id": Column.of("id", [f"{place:03}" for place in range(30)]),
}
DATA = Dataset("made", NUMBERS, COLUMNS)
HOLD = {ending for ending in VECTORS if ending not in (".npy", ".safetensors")}


@pytest.mark.parametrize("ending", VECTORS)
def test_every_format_reads_back_bit_for_bit(tmp_path, ending):
    path = tmp_path / f"out{ending}"
    notes = converter(path)(DATA)
    back = hyperscope.read(path)
    np.testing.assert_array_equal(back.vectors, NUMBERS)
    assert back.vectors.dtype == np.float32
    if ending in HOLD:
        assert notes == ()
        assert {name: column.text for name, column in back.columns.items()} == {
            name: column.text for name, column in COLUMNS.items()
        }
    else:
        assert "word, id" in notes[0]


@pytest.mark.parametrize("ending", [".npy", ".npz", ".parquet", ".arrow", ".safetensors"])
@pytest.mark.parametrize("dtype", ["<f8", ">f4", "<f2", "i1", "<i4", "u1"])
def test_binary_formats_keep_the_type(tmp_path, ending, dtype):
    vectors = (10 * NUMBERS).astype(dtype)
    converter(tmp_path / f"out{ending}")(Dataset("d", vectors))
    back = hyperscope.read(tmp_path / f"out{ending}").vectors
    np.testing.assert_array_equal(back, vectors)
    assert back.dtype == np.dtype(dtype).newbyteorder("=")


def said(*words):
    return CliRunner().invoke(main, ["convert", *map(str, words)])


def test_the_command_converts_and_says_what(tmp_path):
    table = write(tmp_path / "in.csv", "word,x,y\nlow,1.5,2\nhigh,3,4.5\n")
    result = said(table, tmp_path / "out.parquet")
    assert result.stdout.endswith("out.parquet: 2 × 2 float32, 1 column\n")
    assert hyperscope.read(tmp_path / "out.parquet").columns["word"].text == ["low", "high"]
    both = said(table, tmp_path / "out.parquet", tmp_path / "both.npz", "--together")
    assert "4 × 2" in both.stdout
    assert (
        hyperscope.read(tmp_path / "both.npz").columns["source"].text == ["in.csv"] * 2 + ["out.parquet"] * 2
    )
    assert "have no place" in said(table, tmp_path / "plain.npy").stderr


def test_refusals(tmp_path):
    table = write(tmp_path / "in.csv", "word,x,y\nlow,1.5,2\nhigh,3,4.5\n")
    assert "ends in .arrow or .csv" in said(table, tmp_path / "out.xls").stderr
    assert said(table, table).exit_code == 2
    assert said(table, table, tmp_path / "out.npy").exit_code == 2
    assert said(tmp_path / "nothing.npy", tmp_path / "out.npy").exit_code == 1
    assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]


def test_columns_are_counted_in_words(tmp_path):
    for count, told in ((0, "float32\n"), (1, "float32, 1 column\n"), (2, "float32, 2 columns\n")):
        file = tmp_path / f"{count}.csv"
        data = Dataset("made", NUMBERS, dict(list(COLUMNS.items())[:count]))
        converter(file)(data)
        done = CliRunner().invoke(main, ["convert", str(file), str(tmp_path / f"{count}.parquet")])
        assert done.stdout.endswith(told)
