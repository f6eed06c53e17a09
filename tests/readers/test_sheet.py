import numpy as np
import pytest

from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from tests.readers.places import load, write, write_sheet


@pytest.fixture
def pictures():
    return np.random.default_rng(0).integers(0, 100, (7, 4, 6), dtype=np.uint8)


def sheet_of(pictures, paper=0):
    """Seven pictures on a sheet of three columns; two cells stay empty."""
    sheet = np.full((12, 18), paper, np.uint8)
    for row, picture in enumerate(pictures):
        line, place = divmod(row, 3)
        sheet[4 * line : 4 * line + 4, 6 * place : 6 * place + 6] = picture
    return sheet


def test_rows_are_the_pixels_of_the_cells(tmp_path, pictures):
    dataset = load(write_sheet(tmp_path / "s.png", sheet_of(pictures)), cell=(6, 4))
    np.testing.assert_array_equal(dataset.vectors, pictures.reshape(7, -1))
    assert dataset.vectors.dtype == np.float32
    np.testing.assert_array_equal(dataset.images[5][..., 0], pictures[5])
    assert dataset.notes == ("2 empty cells at the end of the sheet were left out.",)


def test_dark_on_light_is_turned_around_in_the_vectors_only(tmp_path, pictures):
    dataset = load(write_sheet(tmp_path / "s.png", sheet_of(255 - pictures, 255)), cell=(6, 4))
    np.testing.assert_array_equal(dataset.vectors, pictures.reshape(7, -1))
    np.testing.assert_array_equal(dataset.images[5][..., 0], 255 - pictures[5])
    assert "dark on light" in dataset.notes[1]


def test_transparent_paper_is_white(tmp_path, pictures):
    sheet = np.zeros((12, 18, 4), np.uint8)
    sheet[..., 3] = sheet_of(pictures)
    dataset = load(write_sheet(tmp_path / "s.png", sheet), cell=(6, 4))
    np.testing.assert_array_equal(dataset.vectors, pictures.reshape(7, -1))


def test_colours_are_kept_apart(tmp_path, pictures):
    sheet = np.stack([sheet_of(pictures), sheet_of(pictures) // 2, sheet_of(pictures) // 3], axis=2)
    dataset = load(write_sheet(tmp_path / "s.png", sheet), cell=(6, 4))
    assert dataset.vectors.shape == (7, 72)
    np.testing.assert_array_equal(dataset.vectors[:, 1::3], (pictures // 2).reshape(7, -1))


@pytest.mark.parametrize(("labels", "n"), [(7, 7), (8, 8), (9, 9), (5, 7), (20, 7)])
def test_metadata_say_how_many_cells_count_where_they_can(tmp_path, pictures, labels, n):
    metadata = write(tmp_path / "m.tsv", "".join(f"w{row}\n" for row in range(labels)))
    dataset = load(write_sheet(tmp_path / "s.png", sheet_of(pictures)), cell=(6, 4), metadata=metadata)
    assert dataset.n == n
    assert ("label" in dataset.columns) == (labels == n)


def test_metadata_with_a_header_count_too(tmp_path, pictures):
    metadata = write(tmp_path / "m.tsv", "a\tb\n" + "".join(f"w{row}\t{row}\n" for row in range(7)))
    dataset = load(write_sheet(tmp_path / "s.png", sheet_of(pictures)), cell=(6, 4), metadata=metadata)
    assert dataset.columns["b"].text == [str(row) for row in range(7)]


def test_a_missing_cell_size_needs_metadata(tmp_path, pictures):
    path = write_sheet(tmp_path / "s.png", sheet_of(pictures))
    with pytest.raises(FormatError, match="--cell 28x28"):
        inspect(path)
    metadata = write(tmp_path / "m.tsv", "".join(f"w{row}\n" for row in range(7)))
    assert load(path, metadata=metadata).images.cell == (6, 4)


def test_a_cell_of_one_pixel_is_one_column(tmp_path):
    with pytest.raises(FormatError, match="one column only"):
        inspect(write_sheet(tmp_path / "s.png", np.arange(9).reshape(3, 3)), options_of((1, 1)))


def options_of(cell):
    from hyperscope.entry import OpenOptions

    return OpenOptions(cell=cell)
