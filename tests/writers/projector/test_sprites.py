import numpy as np
import pytest
from PIL import Image

import hyperscope
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.writers.projector import sprites

RNG = np.random.default_rng(7)
GREY = RNG.integers(0, 256, (10, 3, 5), np.uint8)


def cells(sheet, cell, columns, count):
    """The first cells of a sheet, cut one by one."""
    width, height = cell
    places = (divmod(row, columns) for row in range(count))
    return [sheet[line * height : (line + 1) * height, at * width : (at + 1) * width] for line, at in places]


@pytest.mark.parametrize(
    "images", [GREY, GREY[..., None], GREY.astype(float), GREY / 255, GREY.reshape(10, 15)]
)
def test_pictures_are_drawn_as_they_are(images):
    made = hyperscope.sprite(images, shape=(3, 5))
    (sheet,) = made
    assert (made.cell, made.columns, sheet.shape) == ((5, 3), 4, (12, 20))
    np.testing.assert_array_equal(cells(sheet, made.cell, 4, 10), GREY)
    assert not sheet[9:].any()


def test_colours_and_transparency_are_kept():
    color = RNG.integers(0, 256, (5, 4, 4, 4), np.uint8)
    (sheet,) = hyperscope.sprite(color)
    np.testing.assert_array_equal(cells(sheet, (4, 4), 3, 5), color)


def test_brightness_is_stretched_over_all_or_each():
    numbers = np.array([[0, 1, 2, 3], [0, 2, 4, 6], [5, 5, 5, np.nan]]).reshape(3, 2, 2)
    whole, each = (next(iter(hyperscope.sprite(numbers, normalize=way))) for way in ("all", "each"))
    assert cells(whole, (2, 2), 2, 3)[1].ravel().tolist() == [0, 85, 170, 255]
    assert cells(whole, (2, 2), 2, 3)[0].ravel().tolist() == [0, 42, 85, 128]
    assert cells(each, (2, 2), 2, 3)[0].ravel().tolist() == [0, 85, 170, 255]
    assert cells(each, (2, 2), 2, 3)[2].ravel().tolist() == [0, 0, 0, 0]


def test_ink_on_paper_keeps_what_is_transparent():
    color = RNG.integers(0, 256, (1, 2, 2, 4), np.uint8)
    (sheet,) = hyperscope.sprite(color, invert=True)
    np.testing.assert_array_equal(sheet[..., :3], 255 - color[0, ..., :3])
    np.testing.assert_array_equal(sheet[..., 3], color[0, ..., 3])


@pytest.mark.parametrize(
    ("images", "said", "error", "told"),
    [
        (np.ones((3, 7)), {}, ShapeError, "pictures of shape"),
        (np.ones((3, 4, 4, 2)), {}, ShapeError, "pictures of shape"),
        (np.ones((0, 4, 4)), {}, ShapeError, "pictures of shape"),
        (np.ones((2, 1, 9_000)), {}, ShapeError, "at most 8,192 pixels"),
        (np.array([["a"]]), {}, ShapeError, "pictures of shape"),
        (GREY, {"normalize": "some"}, ParameterError, "each"),
        (hyperscope.read(np.eye(10), images=GREY).images, {"invert": True}, ParameterError, "an array"),
    ],
)
def test_what_is_no_picture_is_refused(images, said, error, told):
    with pytest.raises(error, match=told):
        hyperscope.sprite(images, **said)


def test_several_sheets_are_opened_by_the_first(tmp_path, monkeypatch):
    monkeypatch.setattr(sprites, "SIDE_AT_MOST", 10)
    made = hyperscope.sprite(GREY)
    assert (made.columns, made.sheets) == (2, 3)
    files = made.save(tmp_path / "faces.png")
    assert [file.name for file in files] == [f"faces-0000{number}-of-00003.png" for number in (1, 2, 3)]
    read = hyperscope.read(np.eye(10), images=files[0]).images
    assert read.cell == (5, 3)
    for row in range(10):
        np.testing.assert_array_equal(read[row][..., 0], GREY[row])


def test_one_sheet_for_tensorboard_is_made_of_smaller_pictures_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(sprites, "SIDE_AT_MOST", 10)
    written = hyperscope.write_logdir(tmp_path, np.eye(10), images=GREY)
    assert any("reduced from 5 × 3 to 2 × 1 pixels" in note for note in written.notes)
    with Image.open(tmp_path / "hyperscope/embedding/sprite.png") as sheet:
        assert sheet.size == (8, 4)


def test_a_sheet_tells_the_size_of_its_cells(tmp_path):
    hyperscope.sprite(GREY).save(tmp_path / "s.png")
    assert hyperscope.read(np.eye(10), images=tmp_path / "s.png").images.cell == (5, 3)
