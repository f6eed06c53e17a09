"""Picture files, opened by their header: what is too large, or no raster picture, is refused before a pixel is decoded."""

import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from PIL.Image import Image

from hyperscope.errors import FormatError

PIXELS_AT_MOST = 8_192 * 8_192
SIDE_AT_MOST = 32_768

# Pillow's own `Image.open` would try every format it knows, vector formats that start other programs among them.
OPENERS = (
    (b"\x89PNG\r\n\x1a\n", PngImagePlugin.PngImageFile),
    (b"\xff\xd8\xff", JpegImagePlugin.JpegImageFile),
    (b"GIF8", GifImagePlugin.GifImageFile),
    (b"BM", BmpImagePlugin.BmpImageFile),
    (b"RIFF", WebPImagePlugin.WebPImageFile),
)
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)


def size(path: Path) -> tuple[int, int]:
    """(width, height) from the header. Raises `FormatError` for a picture that cannot or should not be decoded."""
    with _open(path) as image:
        return image.size


def pixels(path: Path) -> NDArray[np.uint8]:
    """(h, w) for grey pictures, else (h, w, 4) RGBA. Raises `FormatError` as `size` does, or for broken data."""
    with _open(path) as image:
        try:
            if image.mode == "I;16":
                return (np.asarray(image) >> 8).astype(np.uint8)
            return np.asarray(image.convert("L" if image.mode in ("1", "L") else "RGBA"))
        except BROKEN as error:
            raise _unreadable(path, f"broken data ({error})") from None


def _open(path: Path) -> Image:
    with path.open("rb") as file:
        head = file.read(16)
    for magic, opener in OPENERS:
        if head.startswith(magic):
            return _checked(path, opener)
    raise _unreadable(path, "something else (SVG and other drawings are not read)")


def _checked(path: Path, opener: type) -> Image:
    try:
        image: Image = opener(path)
    except BROKEN as error:
        raise _unreadable(path, f"a broken header ({error})") from None
    width, height = image.size
    if width * height > PIXELS_AT_MOST or max(width, height) > SIDE_AT_MOST or 0 in image.size:
        image.close()
        raise FormatError(
            f"a picture of at most {PIXELS_AT_MOST:,} pixels, {SIDE_AT_MOST:,} a side",
            f"{width:,} × {height:,}",
            "Make the cells smaller, or split the sheet.",
            where=str(path),
        )
    return image


def _unreadable(path: Path, got: str) -> FormatError:
    return FormatError("a PNG, JPEG, GIF, BMP or WebP picture", got, "Save it as PNG.", where=str(path))
