import io

import numpy as np
import pytest
from PIL import Image

from hyperscope.errors import QueryError
from hyperscope.session import pictures
from hyperscope.session.pictures import Pictures
from hyperscope.thumbnails import pages


class Squares:
    """Pictures of one shade each."""

    cell = (64, 64)

    def __len__(self):
        return 2_000

    def __getitem__(self, row):
        return np.full((64, 64, 4), row % 256, np.uint8)


@pytest.fixture
def drawn(monkeypatch):
    """The numbers of the pages that were drawn."""
    numbers, draw = [], pages.draw
    monkeypatch.setattr(
        pages, "draw", lambda images, plan, page: numbers.append(page) or draw(images, plan, page)
    )
    return numbers


def test_a_page_is_a_png_of_the_planned_cells():
    squares = Pictures(Squares())
    message = squares.message
    assert message.size == (64, 64)
    assert message.pages == -(-2_000 // message.per_page)
    page = Image.open(io.BytesIO(squares.page(0)))
    assert page.width == message.columns * 64
    assert page.getpixel((64 * 3 + 5, 5)) == (3, 3, 3, 3)


def test_a_page_is_drawn_once_while_there_is_room(drawn, monkeypatch):
    squares = Pictures(Squares())
    for number in (0, 1, 0, 1):
        squares.page(number)
    assert drawn == [0, 1]
    monkeypatch.setattr(pictures, "KEPT_BYTES", 1)
    squares = Pictures(Squares())
    for number in (0, 1, 1, 0):
        squares.page(number)
    assert drawn[2:] == [0, 1, 0]


@pytest.mark.parametrize("number", [-1, 99])
def test_a_page_beyond_the_last_is_refused(number):
    with pytest.raises(QueryError, match="expected a page from 0 to"):
        Pictures(Squares()).page(number)


def test_one_picture_comes_at_its_full_size():
    class Large(Squares):
        cell = (300, 200)

        def __getitem__(self, row):
            return None if row == 1 else np.full((200, 300, 4), row, np.uint8)

    large = Pictures(Large())
    image = Image.open(io.BytesIO(large.image(7) or b""))
    assert (image.size, image.getpixel((299, 199))) == ((300, 200), (7, 7, 7, 7))
    assert large.image(1) is None
