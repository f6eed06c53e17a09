"""Picture files, opened by their header: what is too large, or no raster picture, is refused before a pixel is decoded."""

import io
import re
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import BmpImagePlugin, GifImagePlugin, ImageOps, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from PIL.Image import Image

from hyperscope.errors import FormatError
from hyperscope.images import Rgba, as_rgba

PIXELS_AT_MOST = 10_240 * 10_240  # twice as RGBA, while it is decoded: 840 MB
SIDE_AT_MOST = 1 << 20
STRIP_ROWS = 256
CELL = re.compile(r"(\d{1,5})x(\d{1,5})")

# Pillow's own `Image.open` would try every format it knows, vector formats that start other programs among them.
OPENERS = (
    (b"\x89PNG\r\n\x1a\n", PngImagePlugin.PngImageFile),
    (b"\xff\xd8\xff", JpegImagePlugin.JpegImageFile),
    (b"GIF8", GifImagePlugin.GifImageFile),
    (b"BM", BmpImagePlugin.BmpImageFile),
    (b"RIFF", WebPImagePlugin.WebPImageFile),
)
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, struct.error)


def is_any(data: bytes) -> bool:
    """Whether bytes begin as a picture does."""
    return data.startswith(tuple(magic for magic, _ in OPENERS))


def size(path: Path | bytes) -> tuple[int, int]:
    """(width, height) from the header. Raises `FormatError` for a picture that cannot or should not be decoded."""
    with _open(path) as image:
        return image.size


def cell(path: Path) -> tuple[int, int] | None:
    """The (width, height) of its cells that a sprite sheet tells of itself, as `hyperscope.sprite` writes it; or None."""
    with _open(path) as image:
        told = CELL.fullmatch(str(image.info.get("cell", "")))
    found = (int(told[1]), int(told[2])) if told else (0, 0)
    return found if all(found) else None


def pixels(path: Path) -> NDArray[np.uint8]:
    """(h, w) for grey pictures, else (h, w, 3 or 4). Raises `FormatError` as `size` does, or for broken data."""
    with _open(path) as image:
        try:
            return decoded(image)
        except BROKEN as error:
            raise _unreadable(path, f"broken data ({error})") from None
        except MemoryError:
            raise _too_large(path, image.size) from None


def decoded(image: Image) -> NDArray[np.uint8]:
    """The pixels of an opened picture, copied in strips, so that they lie twice in memory and not four times."""
    if image.mode == "I;16":
        return (np.asarray(image) >> 8).astype(np.uint8)
    mode = {"1": "L", "L": "L", "RGB": "RGB"}.get(image.mode, "RGBA")
    if image.info.get("transparency") is not None and mode != "RGBA":
        mode = "RGBA"
    image.load()
    width, height = image.size
    made = np.empty((height, width, len(mode)), np.uint8)
    for top in range(0, height, STRIP_ROWS):
        bottom = min(top + STRIP_ROWS, height)
        strip = image.crop((0, top, width, bottom))
        strip.info = image.info
        made[top:bottom] = np.asarray(strip.convert(mode)).reshape(bottom - top, width, -1)
    return made[..., 0] if mode == "L" else made


def rgba(stored: Path | bytes, size: tuple[int, int] | None = None) -> Rgba:
    """(h, w, 4), turned upright as the camera noted it. Raises `FormatError` as `pixels` does.

    A JPEG that is much larger than `size` (width, height) is decoded at a fraction of its own.
    """
    with _open(stored) as image:
        try:
            if size is not None:
                image.draft(None, size)  # type: ignore[arg-type]  # None keeps the mode
            return as_rgba(decoded(ImageOps.exif_transpose(image)))
        except BROKEN as error:
            raise _unreadable(stored, f"broken data ({error})") from None
        except MemoryError:
            raise _too_large(stored, image.size) from None


def _open(path: Path | bytes) -> Image:
    if isinstance(path, bytes):
        head = path[:16]
    else:
        with path.open("rb") as file:
            head = file.read(16)
    for magic, opener in OPENERS:
        if head.startswith(magic):
            return _checked(path, opener)
    raise _unreadable(path, "something else (SVG and other drawings are not read)")


def _checked(path: Path | bytes, opener: type) -> Image:
    try:
        image: Image = opener(io.BytesIO(path) if isinstance(path, bytes) else path)
    except BROKEN as error:
        raise _unreadable(path, f"a broken header ({error})") from None
    width, height = image.size
    if width * height > PIXELS_AT_MOST or max(width, height) > SIDE_AT_MOST or 0 in image.size:
        image.close()
        raise FormatError(
            f"a picture of at most {PIXELS_AT_MOST:,} pixels, {SIDE_AT_MOST:,} a side",
            f"{width:,} × {height:,}",
            "Make the cells smaller, or split the sheet.",
            where=_place(path),
        )
    return image


def _unreadable(path: Path | bytes, got: str) -> FormatError:
    return FormatError("a PNG, JPEG, GIF, BMP or WebP picture", got, "Save it as PNG.", where=_place(path))


def _too_large(path: Path | bytes, size: tuple[int, int]) -> FormatError:
    got = f"one of {size[0]:,} × {size[1]:,} pixels, which takes more than there is"
    return FormatError(
        "a picture that fits into memory",
        got,
        "Make the cells smaller, or split the sheet.",
        where=_place(path),
    )


def _place(path: Path | bytes) -> str:
    return f"a picture of {len(path):,} bytes" if isinstance(path, bytes) else str(path)
