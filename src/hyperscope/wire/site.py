"""The messages of an exported page: what its files hold where a server would answer. They are made of those of `messages`."""

from typing import Literal

from msgspec import Struct

from hyperscope.wire.messages import (
    BookmarkMessage,
    DatasetMessage,
    MetricName,
    RunMessage,
    SessionMessage,
)


class KeyFrameMessage(Struct, frozen=True):
    """One picture of a run on its way, as it can be replayed."""

    iteration: int
    loss: float | None


class SiteRunMessage(Struct, frozen=True):
    """A layout of an exported page: `frame` is a file with its last frame, `frame_bytes` long (`wire/frames.py`, compact).

    `replay` is one with all `key_frames`: their headers, then their positions in steps of 1/4095 of the box (4095: left out),
    each as its difference d from the frame before (2d, or −2d − 1 where d < 0), the low bytes of all before the high ones.
    `python` is the program that makes the layout again.
    """

    run: RunMessage
    python: str
    frame: str
    frame_bytes: int
    replay: str | None
    key_frames: list[KeyFrameMessage]


class SiteNeighborsMessage(Struct, frozen=True):
    """The `k` nearest rows of every row (fewer where there are fewer rows), in files of `rows_per_file` rows.

    For m rows a file holds float32 nearest (m) and farthest (m) distances, indices (m, k) of `index_bytes` each (all bits set:
    none), and uint16 steps (m, k): distance j lies at (sum of the row's first j steps) / 4095 of the way.
    """

    metric: MetricName
    k: int
    exact: bool
    index_bytes: int
    rows_per_file: int
    files: list[str]


class SiteVectorsMessage(Struct, frozen=True):
    """The vectors, in files of `rows_per_file` rows: float32, or uint8 q that stands for base + (q − zero) · step.

    `scale` names a file of float32: base (d), zero (d), step (d). No number is farther than `error` from the original.
    """

    dtype: Literal["uint8", "float32"]
    scale: str | None
    error: float
    rows_per_file: int
    files: list[str]


class SiteFileMessage(Struct, frozen=True):
    bytes: int
    sha256: str


class SiteMessage(Struct, frozen=True):
    """`manifest.json` of an exported page: what the server would answer, and which file holds the rest.

    `.bin` files are zlib streams; `columns` and `written` (numeric columns as their file wrote them) hold Arrow streams.
    """

    format: str
    version: int
    session: SessionMessage
    dataset: DatasetMessage
    columns: str | None
    written: str | None
    bookmarks: list[BookmarkMessage]
    thumbnails: list[str]
    runs: list[SiteRunMessage]
    neighbors: SiteNeighborsMessage
    vectors: SiteVectorsMessage
    notes: list[str]
    files: dict[str, SiteFileMessage]
