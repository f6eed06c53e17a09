"""Thumbnail pages as files: PNG or lossless WebP, whichever is smaller."""

import io
from typing import Any

from PIL import Image

from hyperscope.images import Images
from hyperscope.progress import Progress, Work
from hyperscope.site.folder import Folder
from hyperscope.thumbnails import pages
from hyperscope.wire.messages import ThumbnailsMessage

ENCODERS: dict[str, dict[str, Any]] = {
    "webp": {"lossless": True, "quality": 60, "method": 4, "exact": True},
    "png": {"optimize": True},
}


def write(folder: Folder, images: Images | None) -> Work[tuple[ThumbnailsMessage | None, list[str]]]:
    """Where each row's picture stands, and the pages."""
    if images is None:
        return None, []
    plan = pages.plan(images)
    names: list[str] = []
    for number in range(plan.pages):
        yield Progress("Writing thumbnails", number, plan.pages)
        data, ending = smallest(pages.draw(images, plan, number))
        names.append(folder.put(f"data/thumbnails-{number}.{ending}", data))
    return ThumbnailsMessage(plan.size, plan.columns, plan.per_page, plan.pages), names


def smallest(page: bytes) -> tuple[bytes, str]:
    """The same pixels in as few bytes as may be, and the ending of that format."""
    with Image.open(io.BytesIO(page)) as picture:
        made = [(_encoded(picture, kind, how), kind) for kind, how in ENCODERS.items()]
    return min(made, key=lambda one: len(one[0]))


def _encoded(picture: Image.Image, kind: str, how: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()
