"""The checkpoints of a folder, newest first, and the one that a path means.

What the `checkpoint` file says counts first, but its paths are often those of another machine: then the file of that name
beside it is used, then an older one it names, then the newest that is there, always with a note.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from hyperscope.errors import FormatError, PathError
from hyperscope.readers.bounds import Bounds, is_file, is_folder
from hyperscope.readers.checkpoint import state
from hyperscope.readers.checkpoint.files import tail
from hyperscope.readers.checkpoint.location import (
    DATA,
    INDEX,
    PART,
    SHARD,
    Location,
    at,
    index_of,
)
from hyperscope.readers.checkpoint.table import MAGIC, is_table

SAVED_MODEL = "saved_model.pb"
TRIED_AT_MOST = 64  # of the paths in a state file; after them the newest checkpoint that is there is used
TEMPORARY = ".tempstate"
V1_NAME = re.compile(r".*ckpt.*|.+-\d+", re.DOTALL | re.IGNORECASE)
ABSOLUTE = re.compile(r"/|~|[A-Za-z]:/")


def locate(path: Any, bounds: Bounds | None = None) -> Location:
    """The one checkpoint that `path` means; of a folder the newest.

    A prefix without its step (`embedding.ckpt` for `embedding.ckpt-1`) means the newest of that name, with a note.
    Raises `PathError` where there is no checkpoint.
    """
    path = Path(path)
    if is_folder(path):
        return checkpoints(path, bounds)[0]
    if path.name in (state.FILE, SAVED_MODEL) and is_file(path):
        return checkpoints(path.parent, bounds)[0]
    found = at(path) or _newest_named(path)
    if found is None:
        raise _none(path)
    return found


def is_named(path: Path) -> bool:
    """Whether `path`, which is no folder, can only mean a checkpoint."""
    if path.name in (state.FILE, SAVED_MODEL) or DATA.fullmatch(path.name):
        return is_file(path)
    return at(path) is not None or (not is_file(path) and _newest_named(path) is not None)


def checkpoints(folder: Path, bounds: Bounds | None = None) -> list[Location]:
    """All checkpoints in `folder`: the one its state file names, then the others by falling step.

    A SavedModel has one. Raises `PathError` where there is none, or the only one named lies outside `bounds` (by
    default the folder itself).
    """
    inner = folder / "variables" / "variables"
    if is_file(index_of(inner)):
        return [Location(inner, 2)]
    if is_file(folder / SAVED_MODEL):
        raise FormatError(
            "a SavedModel with variables",
            "one without: there is no variables/variables.index",
            "Save the model with its variables, or open the checkpoint it was trained to.",
            where=str(folder),
        )
    present = sorted(_present(folder), key=_age, reverse=True)
    first, notes, problem = _named(folder, bounds or Bounds((folder,)), present)
    first = first or next(iter(present), None)
    if first is None:
        raise problem or PathError.missing(f"{folder}/*{INDEX}", where=str(folder))
    others = [location for location in present if location.path != first.path]
    return [replace(first, notes=(*first.notes, *notes)), *others]


def has_any(folder: Path) -> bool:
    """Whether `folder` holds checkpoints, is a SavedModel, or has a state file that says where they are."""
    if is_file(folder / SAVED_MODEL) or next(_present(folder), None) is not None:
        return True
    try:
        named = state.read(folder)
    except FormatError:
        return False
    return named is not None and bool(named.written())


def _present(folder: Path) -> Iterator[Location]:
    """Every checkpoint whose files lie in `folder`, whatever any state file says."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    data = {found["prefix"] for name in names if (found := DATA.fullmatch(name))}
    seen: set[str] = set()
    for name in names:
        if TEMPORARY in name:
            continue
        prefix = name.removesuffix(INDEX)
        if prefix != name:
            if is_file(folder / name) and (prefix in data or _has_table(folder / name)):
                yield Location(folder / prefix, 2)
        elif not PART.fullmatch(name) and V1_NAME.fullmatch(name) and _has_table(folder / name):
            shard = SHARD.fullmatch(name)
            prefix = shard["prefix"] if shard else name
            location = at(folder / name) if prefix not in seen else None
            seen.add(prefix)
            if location is not None:
                yield location


def _named(
    folder: Path, bounds: Bounds, present: list[Location]
) -> tuple[Location | None, tuple[str, ...], PathError | None]:
    """What the state file names, notes about it, and why its first path was not followed."""
    try:
        named = state.read(folder)
    except FormatError as broken:
        return None, (f"The {state.FILE!r} file was not used: {broken.got}.",), None
    problem = None
    for number, written in enumerate(named.written()[:TRIED_AT_MOST] if named else ()):
        location, refused = follow(written, folder, bounds)
        problem = problem or refused
        if location is not None:
            gone = (
                f"The checkpoint {_last(named.newest)!r} is gone; {location.path.name!r} is used."
                if named
                else ""
            )
            return location, (gone,) if number else (), problem
    if named is None or not named.written() or not present:
        return None, (), problem
    note = f"The checkpoint {_last(named.newest)!r} that {state.FILE!r} names is not here; the newest that is, is used."
    return None, (note,), problem


def follow(written: str, folder: Path, bounds: Bounds) -> tuple[Location | None, PathError | None]:
    """The checkpoint that a path in a file of `folder` means, or None; and the error of a path that leads outside.

    A path that is not there, or is outside, is looked for by its last component beside the file that names it.
    """
    place = written.replace("\\", "/")
    as_written = Path(place) if ABSOLUTE.match(place) else folder / place
    beside = folder / _last(place)
    refused = None
    # Even looking at a network share would send the person's credentials there.
    for candidate in dict.fromkeys((beside,) if place.startswith("//") else (as_written, beside)):
        if not bounds.holds(candidate):
            refused = refused or PathError.outside(written, bounds.folders[0])
            continue
        found = at(candidate) or _newest_named(candidate)
        if found is not None and candidate != as_written:
            note = f"{written!r} was not found as written; {found.path.name!r} beside it is used."
            return replace(found, notes=(note, *found.notes)), None
        if found is not None:
            return found, None
    return None, refused


def _newest_named(prefix: Path) -> Location | None:
    """The newest checkpoint called `prefix` with a step behind it."""
    if not prefix.name:
        return None
    found = [location for location in _present(prefix.parent) if location.name == prefix.name]
    found = [location for location in found if location.step is not None]
    if not found:
        return None
    newest = max(found, key=_age)
    note = f"There is no checkpoint {prefix.name!r}; the newest of that name, {newest.path.name!r}, is used."
    return replace(newest, notes=(*newest.notes, note))


def _age(location: Location) -> tuple[int, float, str]:
    return -1 if location.step is None else location.step, location.changed, location.path.name


def _has_table(path: Path) -> bool:
    return is_table(tail(path, len(MAGIC)))


def _last(written: str) -> str:
    return PurePosixPath(written.replace("\\", "/")).name


def _none(path: Path) -> PathError:
    if DATA.fullmatch(path.name) and is_file(path):
        name = DATA.sub(r"\g<prefix>.index", path.name)
        fix = "Copy it beside the data file: both belong together."
        return PathError(f"the index {name!r}", "no such file", fix, where=str(path.parent))
    return PathError(
        "a TensorFlow checkpoint",
        f"nothing that is one at {str(path)!r}",
        "Name its prefix (model.ckpt-42), its .index file, or the folder that holds it.",
    )
