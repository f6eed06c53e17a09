"""Bookmark: a saved view. The classes are the file format too (docs/reference/bookmarks.md): their fields are its keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Point = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Of:
    """The data a bookmark is of: name, rows, dimensions and fingerprint; 0 and "" where the file knows none."""

    name: str = ""
    n: int = 0
    d: int = 0
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class SavedLayout:
    """How the points lay. `positions` are m × `n_components` float32, little-endian, row-major; None: lay out again.

    `rows` (m,) are the rows they belong to; None: all of them, in order.
    """

    method: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    random_state: int = 0
    iteration: int = 0
    n_components: int = 3
    positions: bytes | None = field(default=None, repr=False)
    rows: list[int] | None = None


@dataclass(frozen=True, slots=True)
class SavedCamera:
    """As the page's own: `extent` is half of the visible height at the target, in layout units."""

    dimensions: int
    position: Point
    target: Point
    up: Point
    extent: float


@dataclass(frozen=True, slots=True)
class SavedScale:
    """How numbers became colours: the palette, whether by their logarithm, and its ends; None: where the numbers end."""

    ramp: str = ""
    log: bool = False
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class SavedView:
    """How they were looked at. `color` and `label` name columns; None: no colour, the row's number.

    `categorical` says whether each value had a colour of its own; None: as the column has it by itself. `hidden` are the
    categories that the legend hid, "" for rows without a value or a colour of their own.
    """

    dimensions: int = 3
    camera: SavedCamera | None = None
    color: str | None = None
    label: str | None = None
    theme: str = ""
    categorical: bool | None = None
    scale: SavedScale | None = None
    hidden: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`label` is what a person reads. `selected` rows; `isolated` levels of rows shown alone, outermost first.

    `state` is what a file of the original projector says, word for word; empty for one of ours.
    """

    label: str
    data: Of = Of()
    layout: SavedLayout = SavedLayout()
    view: SavedView = SavedView()
    selected: list[int] = field(default_factory=list)
    isolated: list[list[int]] = field(default_factory=list)
    state: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
