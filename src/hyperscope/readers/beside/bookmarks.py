"""Bookmark files of the original projector: a JSON array of states, kept word for word."""

import json
from pathlib import Path

from hyperscope.bookmark import Bookmark
from hyperscope.errors import FormatError

BYTES_AT_MOST = 256 << 20


def read(path: Path) -> tuple[Bookmark, ...]:
    """The states of a bookmark file. Raises `FormatError` if it is none."""
    if path.stat().st_size > BYTES_AT_MOST:
        raise _refusal(path, f"{path.stat().st_size:,} bytes")
    try:
        states = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _refusal(path, f"no JSON ({error})") from None
    if not isinstance(states, list) or not all(isinstance(state, dict) for state in states):
        raise _refusal(path, "JSON of another form")
    labels = (str(state.get("label") or f"State {number}") for number, state in enumerate(states))
    return tuple(Bookmark(label, state) for label, state in zip(labels, states, strict=True))


def _refusal(path: Path, got: str) -> FormatError:
    return FormatError("a JSON array of saved views", got, "Save the bookmarks again.", where=str(path))
