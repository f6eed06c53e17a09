"""Bookmark files: our own, and the JSON array of states of the original projector. Neither is trusted."""

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from hyperscope.bookmark import Bookmark
from hyperscope.errors import FormatError
from hyperscope.readers.beside import states

BYTES_AT_MOST = 256 << 20
FORMAT, VERSION = "hyperscope bookmarks", 1
FLOAT = 4


@dataclass(frozen=True, slots=True)
class _File:
    format: str
    version: int
    bookmarks: list[Bookmark] = field(default_factory=list)


def read(path: Path) -> tuple[Bookmark, ...]:
    """The bookmarks of a file. Raises `FormatError` if it is none."""
    if path.stat().st_size > BYTES_AT_MOST:
        raise _refusal(str(path), f"{path.stat().st_size:,} bytes")
    return parse(path.read_bytes(), str(path))


def parse(data: bytes, where: str) -> tuple[Bookmark, ...]:
    """The bookmarks in a file's bytes; `where` names it in errors. Raises `FormatError` if they are none."""
    try:
        if data.lstrip()[:1] == b"{":
            return _own(data, where)
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _refusal(where, f"something else ({error})") from None
    if not isinstance(found, list) or not all(isinstance(state, dict) for state in found):
        raise _refusal(where, "JSON of another form")
    return tuple(states.bookmark(state, number, where) for number, state in enumerate(found))


def _own(data: bytes, where: str) -> tuple[Bookmark, ...]:
    file = msgspec.json.decode(data, type=_File)
    if file.format != FORMAT:
        raise _refusal(where, f"the format {file.format!r}")
    if file.version != VERSION:
        raise FormatError(
            f"version {VERSION} of the bookmarks",
            f"version {file.version}",
            "Update Hyperscope.",
            where=where,
        )
    for bookmark in file.bookmarks:
        _check(bookmark, where)
    return tuple(file.bookmarks)


def _check(bookmark: Bookmark, where: str) -> None:
    """Raise `FormatError` where the parts of a bookmark contradict each other."""
    layout, data = bookmark.layout, bookmark.data
    if layout.n_components not in (2, 3):
        raise _refusal(where, f"{bookmark.label!r} in {layout.n_components} dimensions")
    m = data.n if layout.rows is None else len(layout.rows)
    weight = None if layout.positions is None else len(layout.positions)
    if weight is not None and weight != m * layout.n_components * FLOAT:
        got = f"{bookmark.label!r} with {weight:,} bytes of positions for {m:,} points in {layout.n_components}-D"
        raise _refusal(where, got)
    named = (layout.rows or [], bookmark.selected, *bookmark.isolated)
    end = data.n or 1 << 31
    if any(not 0 <= row < end for rows in named for row in rows):
        raise _refusal(where, f"{bookmark.label!r} with rows beyond its {end:,}")


def _refusal(where: str, got: str) -> FormatError:
    return FormatError("bookmarks of this page or of the Embedding Projector, as JSON", got,
                       "Save the bookmarks again.", where=where)  # fmt: skip
