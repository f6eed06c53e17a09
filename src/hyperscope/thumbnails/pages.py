"""Thumbnails on pages: many small pictures in one PNG, so that a browser fetches a few files instead of thousands."""

import io
import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from hyperscope.images import Images, Reducible, Rgba, put, reduced

PAGE_SIDE = 2_048
SMALL_SIDE, SMALL_PAGES = 512, 128
CELL_SIDE = 64
PNG_EFFORT = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """`size` is a cell's (width, height) in pixels, `columns` the cells a line, `per_page` the cells a page.

    The picture of row r is cell r % per_page, row-major, of page r // per_page. The last page may have fewer lines.
    """

    size: tuple[int, int]
    columns: int
    per_page: int
    pages: int


def plan(images: Images) -> Plan:
    """Cells as large as the largest picture, but at most 64 pixels a side, on pages of at most 2048 × 2048 pixels."""
    n = max(1, len(images))
    width, height = _reduced(images.cell)
    side = _side(images, width * height)
    columns = min(side // width, math.isqrt(n - 1) + 1)
    per_page = columns * min(side // height, math.ceil(n / columns))
    return Plan((width, height), columns, per_page, math.ceil(n / per_page))


def _side(images: Images, pixels: int) -> int:
    """Pictures that are decoded one by one come on smaller pages, so that the first are soon there, if these are not too many."""
    many = len(images) * pixels > SMALL_PAGES * SMALL_SIDE**2
    return SMALL_SIDE if isinstance(images, Reducible) and not many else PAGE_SIDE


def draw(images: Images, plan: Plan, page: int) -> bytes:
    """One page as PNG. A row without a picture leaves its cell transparent. Raises `IndexError` beyond the last page."""
    if not 0 <= page < plan.pages:
        raise IndexError(f"page {page} of {plan.pages}")
    first = page * plan.per_page
    last = min(first + plan.per_page, len(images))
    (width, height), lines = plan.size, math.ceil(max(last - first, 1) / plan.columns)
    canvas = np.zeros((lines * height, plan.columns * width, 4), np.uint8)
    for place in range(last - first):
        picture = reduced(images, first + place, plan.size)
        if picture is not None:
            line, column = divmod(place, plan.columns)
            put(canvas[line * height : (line + 1) * height, column * width : (column + 1) * width], picture)
    return png(canvas)


def png(picture: Rgba) -> bytes:
    """(h, w, 4) as a PNG file."""
    file = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(picture)).save(file, "PNG", compress_level=PNG_EFFORT)
    return file.getvalue()


def _reduced(cell: tuple[int, int]) -> tuple[int, int]:
    scale = min(1.0, CELL_SIDE / max(cell))
    return max(1, round(cell[0] * scale)), max(1, round(cell[1] * scale))
