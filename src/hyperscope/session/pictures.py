"""Thumbnail pages of one dataset, drawn when asked for and kept while there is room."""

import threading
from collections import OrderedDict

from hyperscope.errors import QueryError
from hyperscope.images import Images
from hyperscope.thumbnails import pages
from hyperscope.wire.messages import ThumbnailsMessage

KEPT_BYTES = 64 << 20


class Pictures:
    """PNG pages by number; the least recently asked for go first once they weigh more than 64 MB."""

    def __init__(self, images: Images) -> None:
        self._images = images
        self._plan = pages.plan(images)
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def message(self) -> ThumbnailsMessage:
        plan = self._plan
        return ThumbnailsMessage(plan.size, plan.columns, plan.per_page, plan.pages)

    def page(self, number: int) -> bytes:
        """Page `number`, counted from 0. Raises `QueryError` beyond the last."""
        if not 0 <= number < self._plan.pages:
            raise QueryError(f"a page from 0 to {self._plan.pages - 1}", str(number), "Ask for one of them.")
        with self._lock:
            if number not in self._kept:
                self._kept[number] = pages.draw(self._images, self._plan, number)
                self._make_room(number)
            self._kept.move_to_end(number)
            return self._kept[number]

    def image(self, row: int) -> bytes | None:
        """The picture of `row` at its full size as PNG, or None where the row has none."""
        with self._lock:
            picture = self._images[row]
        return None if picture is None else pages.png(picture)

    def _make_room(self, newest: int) -> None:
        while sum(map(len, self._kept.values())) > KEPT_BYTES and next(iter(self._kept)) != newest:
            self._kept.popitem(last=False)
