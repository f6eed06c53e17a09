"""A look at a source that reads nothing: which files there are, how large, and when they were written."""

import os
from collections.abc import Iterable
from pathlib import Path

EVENTS = "events.out.tfevents"
FILES_AT_MOST = 200_000

Look = frozenset[tuple[str, int, int]]


def at(source: object, files: Iterable[Path] = ()) -> Look:
    """(path, time of writing in ns, bytes) of every file below a folder, or of the one named, and of `files`.

    Event files grow with every step of a training and say nothing here: they are passed over, and so are hidden files.
    What is no path has nothing to look at.
    """
    if not isinstance(source, str | Path):
        return frozenset()
    seen: set[tuple[str, int, int]] = set()
    for path in files:
        _note(path, seen)
    waiting = [Path(source)]
    while waiting and len(seen) < FILES_AT_MOST:
        here = waiting.pop()
        try:
            items = list(os.scandir(here))
        except NotADirectoryError:
            _note(here, seen)
            continue
        except (OSError, ValueError):
            continue
        for item in items:
            if item.name.startswith((".", EVENTS)):
                continue
            if item.is_dir(follow_symlinks=False):
                waiting.append(Path(item.path))
            else:
                _note(item, seen)
    return frozenset(seen)


def _note(item: "os.DirEntry[str] | Path", seen: set[tuple[str, int, int]]) -> None:
    try:
        about = item.stat()
    except (OSError, ValueError):
        return
    seen.add((os.fspath(item), about.st_mtime_ns, about.st_size))
