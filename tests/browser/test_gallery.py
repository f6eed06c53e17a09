"""Every picture of the gallery is what the stage draws now, as far as another machine's fonts allow."""

import io
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser

from docs.gallery import FOLDER, PAGE, SCENES, SIZE, Scene, draw, text

#: A picture differs where the mean of a square of so many pixels is off by more than a tenth of the whole range.
SQUARE = 4
OFF = 25
#: So much of a picture may differ: labels are set in whichever fonts there are.
MOST = {"labels": 0.14, "text": 0.14, "axes": 0.03, "components": 0.03, "thumbnails": 0.12}
ELSE = 0.01


def squares(png: bytes) -> NDArray[np.float64]:
    with Image.open(io.BytesIO(png)) as picture:
        pixels = np.asarray(picture.convert("RGB"), float)
    height, width = (side // SQUARE * SQUARE for side in pixels.shape[:2])
    blocks = pixels[:height, :width].reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE, 3)
    return blocks.mean((1, 3))


def share(one: bytes, other: bytes) -> float:
    """The share of squares, among those where either picture has anything but its ground, that differ."""
    first, second = squares(one), squares(other)
    drawn = (abs(first - first[0, 0]).max(-1) > 2) | (abs(second - second[0, 0]).max(-1) > 2)
    return float((abs(first - second).max(-1) > OFF)[drawn].mean())


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_the_scene_is_drawn_as_its_picture_shows(chromium: Browser, gallery: str, scene: Scene):
    page = chromium.new_page(viewport=SIZE)
    try:
        drawn = draw(page, gallery, scene)
    finally:
        page.close()
    kept = (FOLDER / f"{scene.name}.png").read_bytes()
    assert share(kept, drawn) <= MOST.get(scene.name, ELSE), "python -m docs.gallery draws it anew"


def test_any_two_scenes_would_be_told_apart():
    for one, other in combinations(SCENES, 2):
        kept, drawn = ((FOLDER / f"{scene.name}.png").read_bytes() for scene in (one, other))
        assert share(kept, drawn) > MOST.get(one.name, ELSE), (one.name, other.name)


def test_the_page_shows_every_scene():
    assert PAGE.read_text(encoding="utf-8") == text()
