"""The messages about saved views. A part of `messages`."""

from typing import Any

from msgspec import Struct


class OfMessage(Struct, frozen=True):
    """The data a bookmark is of (see `hyperscope.bookmark.Of`)."""

    name: str
    n: int
    d: int
    fingerprint: str


class SavedLayoutMessage(Struct, frozen=True):
    """How the points of a bookmark lay. `positions` is base64 (see `hyperscope.bookmark.SavedLayout`)."""

    method: str
    params: dict[str, Any]
    random_state: int
    iteration: int
    n_components: int
    positions: bytes | None
    rows: list[int] | None


class SavedCameraMessage(Struct, frozen=True):
    dimensions: int
    position: tuple[float, float, float]
    target: tuple[float, float, float]
    up: tuple[float, float, float]
    extent: float


class SavedScaleMessage(Struct, frozen=True):
    """How numbers became colours (see `hyperscope.bookmark.SavedScale`)."""

    ramp: str
    log: bool
    low: float | None
    high: float | None


class SavedViewMessage(Struct, frozen=True):
    """How the points of a bookmark were looked at (see `hyperscope.bookmark.SavedView`)."""

    dimensions: int
    camera: SavedCameraMessage | None
    color: str | None
    label: str | None
    theme: str
    categorical: bool | None
    scale: SavedScaleMessage | None
    hidden: list[str]


class BookmarkMessage(Struct, frozen=True):
    """A saved view (see `hyperscope.bookmark.Bookmark`); in a file of bookmarks it stands just like this."""

    label: str
    data: OfMessage
    layout: SavedLayoutMessage
    view: SavedViewMessage
    selected: list[int]
    isolated: list[list[int]]


class RestoreRequest(Struct, frozen=True, forbid_unknown_fields=True):
    """`POST api/datasets/{entry}/layouts`: positions that were saved become a run, which nothing computes anew."""

    name: str
    layout: SavedLayoutMessage
