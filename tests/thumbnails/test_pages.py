import io
import time
from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from hyperscope.thumbnails.pages import CELL_SIDE, PAGE_SIDE, Plan, draw, plan


@dataclass
class Pictures:
    """As many pictures as asked for; the colour of a picture tells its row."""

    count: int
    cell: tuple[int, int] = (8, 8)

    def __len__(self):
        return self.count

    def __getitem__(self, row):
        return np.full((self.cell[1], self.cell[0], 4), (row % 251, row // 251, 9, 255), np.uint8)


def page_of(images, made, page):
    return np.asarray(Image.open(io.BytesIO(draw(images, made, page))))


def cell_of(pixels, made, place):
    (width, height), (line, column) = made.size, divmod(place, made.columns)
    return pixels[line * height : (line + 1) * height, column * width : (column + 1) * width]


@pytest.mark.parametrize(
    ("count", "cell"), [(1, (8, 8)), (10, (8, 8)), (700, (60, 64)), (20_000, (28, 28)), (5, (300, 2))]
)
def test_every_picture_is_on_its_page_in_its_cell(count, cell):
    images = Pictures(count, cell)
    made = plan(images)
    pages = [page_of(images, made, page) for page in range(made.pages)]
    assert all(max(page.shape) <= PAGE_SIDE for page in pages)
    assert (made.pages - 1) * made.per_page < count <= made.pages * made.per_page
    for row in {0, count // 3, count // 2, count - 1}:
        shown = cell_of(pages[row // made.per_page], made, row % made.per_page)
        assert shown.shape[:2] == made.size[::-1]
        assert shown[shown.shape[0] // 2, shown.shape[1] // 2].tolist() == images[row][0, 0].tolist()


@pytest.mark.parametrize(
    ("cell", "size"),
    [
        ((28, 28), (28, 28)),
        ((64, 64), (64, 64)),
        ((128, 128), (64, 64)),
        ((640, 320), (64, 32)),
        ((10, 6_400), (1, 64)),
    ],
)
def test_large_pictures_are_reduced_small_ones_are_not(cell, size):
    assert plan(Pictures(3, cell)).size == size
    assert max(size) <= CELL_SIDE


def test_a_reduced_picture_keeps_its_parts():
    class Halves(Pictures):
        def __getitem__(self, row):
            picture = np.zeros((200, 200, 4), np.uint8)
            picture[:, 100:] = (200, 100, 50, 255)
            return picture

    images = Halves(1, (200, 200))
    shown = page_of(images, plan(images), 0)
    assert shown[32, 8].tolist() == [0, 0, 0, 0]
    assert shown[32, 56].tolist() == [200, 100, 50, 255]


def test_small_pictures_are_centred_missing_ones_transparent():
    class Mixed(Pictures):
        def __getitem__(self, row):
            return None if row == 1 else np.full((4, 2, 4), 255, np.uint8)

    images = Mixed(3, (8, 8))
    made = plan(images)
    pixels = page_of(images, made, 0)
    shown = cell_of(pixels, made, 0)[..., 3]
    assert shown[2:6, 3:5].min() == 255
    assert shown.astype(int).sum() == 255 * 8
    assert cell_of(pixels, made, 1).max() == 0


def test_the_last_page_is_only_as_tall_as_it_must_be():
    images = Pictures(40_000, (28, 28))
    made = plan(images)
    last = page_of(images, made, made.pages - 1)
    lines = -(-(40_000 - (made.pages - 1) * made.per_page) // made.columns)
    assert last.shape[0] == lines * 28


def test_there_is_no_page_beyond_the_last():
    with pytest.raises(IndexError, match="page 1 of 1"):
        draw(Pictures(3), Plan((8, 8), 2, 4, 1), 1)


def test_ten_thousand_thumbnails_are_quick():
    images = Pictures(10_000, (28, 28))
    started = time.perf_counter()
    made = plan(images)
    assert all(draw(images, made, page) for page in range(made.pages))
    assert time.perf_counter() - started < 3
