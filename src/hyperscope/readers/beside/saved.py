"""A bookmark file opened by itself: the positions it holds, without the data they were made from."""

import re
from functools import partial
from pathlib import Path

import numpy as np

from hyperscope.bookmark import Bookmark
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import given
from hyperscope.readers.beside import bookmarks
from hyperscope.readers.sniff import first_bytes
from hyperscope.readers.source import Source, listed

ORIGINAL = re.compile(rb'(\xef\xbb\xbf)?\s*\[\s*\{\s*"(label|isSelected|projections|selectedProjection)"')
ALONE = re.compile(
    rb'"(isSelected|projections|selectedProjection|tSNEIteration)"\s*:'
)  # any record may have a label
HEAD_BYTES = 4096
OWN = re.compile(rb'\s*\{\s*"format"\s*:\s*"hyperscope bookmarks"')


def tells(path: Path) -> bool:
    head = first_bytes(path, HEAD_BYTES)
    original = ORIGINAL.match(head) is not None and ALONE.search(head) is not None
    return original or OWN.match(head) is not None


def inspect(source: Source) -> list[Entry]:
    """One entry for each bookmark that holds positions. Raises `FormatError` if the file is broken or holds none."""
    found = [one for one in bookmarks.read(source.path) if one.layout.positions is not None]
    if not found:
        raise FormatError(
            "a bookmark with positions",
            "none",
            "Open the data it is of, with --bookmarks.",
            where=source.name,
        )
    names = _distinct([one.label for one in found])
    return [_entry(source, name, one) for name, one in zip(names, found, strict=True)]


def positions_only(name: str, bookmark: Bookmark) -> Dataset:
    """The positions of a bookmark as data of their own, which say so."""
    saved, of = bookmark.layout, bookmark.data
    positions = np.frombuffer(saved.positions or b"", "<f4").reshape(-1, saved.n_components)
    points = f"{len(positions):,} of its points" if saved.rows is not None else f"{of.n:,} points"
    shape = f"{points}, {of.d:,} dimensions" if of.d else points
    note = f"Positions only: the data this bookmark is of ({shape}) are not here."
    return Dataset(name, positions, layouts={name: given.layout(positions, note)}, notes=(note,))


def _entry(source: Source, name: str, bookmark: Bookmark) -> Entry:
    saved = bookmark.layout
    m = len(saved.positions or b"") // (4 * saved.n_components)
    made = listed(source, name, partial(positions_only, name, bookmark), (m, saved.n_components), "float32")
    return given.with_layouts(made, {name: saved.n_components}, lambda _: {})


def _distinct(labels: list[str]) -> list[str]:
    return [label if labels.count(label) == 1 else f"{label} ({at + 1})" for at, label in enumerate(labels)]
