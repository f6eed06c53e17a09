import numpy as np
import pytest
from PIL import Image

from hyperscope.errors import FormatError
from hyperscope.readers.beside import picture, sprite
from hyperscope.readers.logdirs.folder import PBTXT
from tests.readers.places import load, write, write_sheet, write_tsv


def numbered(rows: int, columns: int, height: int, width: int) -> np.ndarray:
    """A grey sheet whose cell k is filled with k + 1."""
    cells = np.arange(1, rows * columns + 1).reshape(rows, columns)
    return cells.repeat(height, axis=0).repeat(width, axis=1)


@pytest.mark.parametrize(("rows", "columns"), [(3, 3), (2, 5), (1, 9), (9, 1)])
def test_cells_are_row_major_on_a_sheet_of_any_shape(tmp_path, rows, columns):
    path = write_sheet(tmp_path / "s.png", numbered(rows, columns, 4, 6))
    images, notes = sprite.read(path, (6, 4), rows * columns)
    assert notes == ()
    assert images.cell == (6, 4)
    for row in range(rows * columns):
        assert images[row].shape == (4, 6, 4)
        assert set(images[row][..., 0].ravel()) == {row + 1}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pictures_of_any_mode_become_rgba(tmp_path, mode):
    white = Image.new("L", (8, 8), 255)
    picture_ = Image.new("I;16", (8, 8), 65_535) if mode == "I;16" else white.convert(mode)
    picture_.save(tmp_path / "s.png")
    images, _ = sprite.read(tmp_path / "s.png", (4, 4), 4)
    assert images[3].tolist() == np.full((4, 4, 4), 255).tolist()


def test_transparency_is_kept(tmp_path):
    sheet = np.zeros((4, 8, 4))
    sheet[:, 4:] = (10, 20, 30, 128)
    images, _ = sprite.read(write_sheet(tmp_path / "s.png", sheet), (4, 4), 2)
    assert images[0][0, 0].tolist() == [0, 0, 0, 0]
    assert images[1][0, 0].tolist() == [10, 20, 30, 128]


@pytest.mark.parametrize("suffix", ["png", "jpg", "gif", "bmp", "webp"])
def test_the_size_is_known_before_decoding(tmp_path, suffix):
    Image.new("RGB", (12, 8), "white").save(tmp_path / f"s.{suffix}")
    assert picture.size(tmp_path / f"s.{suffix}") == (12, 8)
    assert picture.pixels(tmp_path / f"s.{suffix}").shape[:2] == (8, 12)


@pytest.mark.parametrize(
    ("size", "n", "cell"),
    [
        ((92, 92), 500, (4, 4)),
        ((30, 30), 9, (10, 10)),
        ((30, 20), 6, (10, 10)),
        ((30, 15), 9, (10, 5)),
        ((32, 48), 10, (8, 12)),
        ((31, 30), 9, None),
    ],
)
def test_a_missing_cell_size_is_inferred_from_a_square_grid(size, n, cell):
    assert sprite.infer_cell(*size, n) == cell


def test_an_inferred_cell_is_told(tmp_path):
    path = write_sheet(tmp_path / "s.png", numbered(3, 3, 5, 5))
    images, notes = sprite.read(path, None, 8)
    assert images.cell == (5, 5)
    assert "cells of 5 × 5 pixels" in notes[0]


@pytest.mark.parametrize(("rows", "told"), [(24, ()), (22, ("s.png: 24 × 22 pixels are no whole number",))])
def test_what_is_left_over_on_a_sheet_is_told_unless_it_was_made_square(tmp_path, rows, told):
    path = write_sheet(tmp_path / "s.png", np.ones((rows, 24)))
    images, notes = sprite.read(path, (8, 7), 9)
    assert images.columns == 3
    assert [note[: len(start)] for note, start in zip(notes, told, strict=True)] == list(told)


def test_rows_beyond_the_sheet_have_no_picture(tmp_path):
    path = write_sheet(tmp_path / "s.png", numbered(2, 2, 4, 4))
    images, notes = sprite.read(path, (4, 4), 6)
    assert images[3] is not None
    assert images[4] is None
    assert "4 cells for 6 rows" in notes[0]
    with pytest.raises(IndexError, match="row 6 of 6"):
        images[6]


@pytest.mark.parametrize(
    ("cell", "match"), [(None, "7 × 7 pixels for 4 rows"), ((8, 8), "smaller than a cell of 8 × 8")]
)
def test_a_sheet_that_cannot_be_cut_is_refused(tmp_path, cell, match):
    path = write_sheet(tmp_path / "s.png", np.ones((7, 7)))
    with pytest.raises(FormatError, match=match):
        sprite.read(path, cell, 4)


def test_a_broken_sheet_is_refused_when_it_is_decoded(tmp_path):
    path = write_sheet(tmp_path / "s.png", np.random.default_rng(0).integers(0, 255, (64, 64)))
    path.write_bytes(path.read_bytes()[:1_000])
    with pytest.raises(FormatError, match="broken data"):
        picture.pixels(path)


@pytest.mark.parametrize(
    "data", [b"", b"<svg xmlns='x'/>", b"\x89PNG\r\n\x1a\nrubbish", b"BM", b"RIFFxxxx", b"\xff\xd8\xff"]
)
def test_what_is_no_picture_is_refused(tmp_path, data):
    (tmp_path / "s.png").write_bytes(data)
    with pytest.raises(FormatError, match="expected a PNG, JPEG, GIF, BMP or WebP picture"):
        picture.size(tmp_path / "s.png")


def test_a_config_brings_its_sprite(tmp_path):
    write_tsv(tmp_path / "t.tsv", 4, 3)
    write_sheet(tmp_path / "s.png", numbered(2, 2, 4, 4))
    write(
        tmp_path / PBTXT,
        'embeddings { tensor_path: "t.tsv" sprite { image_path: "s.png" single_image_dim: 4 single_image_dim: 4 } }',
    )
    assert [int(load(tmp_path).images[row][0, 0, 0]) for row in range(4)] == [1, 2, 3, 4]


def test_a_named_sprite_goes_before_the_configs(tmp_path):
    source = tmp_path / "t.tsv"
    write_tsv(source, 4, 3)
    sheet = write_sheet(tmp_path / "s.png", numbered(2, 2, 4, 4))
    assert load(source, images=sheet).images.cell == (4, 4)
    assert load(source, images=str(sheet), cell=(2, 2)).images.cell == (2, 2)


def test_a_sheet_that_takes_more_memory_than_there_is_is_refused_in_words(tmp_path, monkeypatch):
    def nothing_left(*_shape: object) -> np.ndarray:
        raise MemoryError

    path = write_sheet(tmp_path / "s.png", numbered(3, 3, 4, 6))
    images, _ = sprite.read(path, (6, 4), 9)
    monkeypatch.setattr(picture.np, "empty", nothing_left)
    with pytest.raises(
        FormatError, match=r"s\.png: expected a picture that fits into memory, got one of 18 × 12"
    ):
        images[0]
    with pytest.raises(FormatError, match=r"a picture of .* bytes: expected a picture that fits into memory"):
        picture.rgba(path.read_bytes())
