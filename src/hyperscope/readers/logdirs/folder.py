"""Folders: every projector config below them, TensorBoard's (one a log run) and the standalone projector's.

A folder of checkpoints is a log run without a config.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.readers.checkpoint.folder import SAVED_MODEL, has_any
from hyperscope.readers.logdirs import collections, config, kerasruns
from hyperscope.readers.logdirs.config import ASSETS, ConfigFile
from hyperscope.readers.registry import FORMATS
from hyperscope.readers.source import Source, broken, guarded

PBTXT = "projector_config.pbtxt"
FOLDERS_AT_MOST = 50_000
SKIPPED = {"node_modules", "__pycache__"}
SHOWN_FILES = 5


def inspect(source: Source) -> list[Entry]:
    """The entries of all configs; a config that cannot be read is an entry with a problem.

    Raises `FormatError` if there is no config, or the config's own error if it is the only one.
    """
    found = _configs(source.path)
    if not found:
        gathered = collections.inspect(source)
        if gathered is None:
            raise _nothing(source.path)
        return gathered
    return _entries(source, found)


def inspect_config(source: Source) -> list[Entry]:
    """The entries of one config file."""
    run = "." if source.path.suffix.lower() == ".pbtxt" else ""
    return _entries(source, [ConfigFile(source.path, run)])


def _entries(source: Source, found: list[ConfigFile]) -> list[Entry]:
    made: list[Entry] = []
    problems: list[HyperscopeError] = []
    for file in found:
        try:
            of_file = guarded(partial(config.entries, source, file), str(file.path))()
        except HyperscopeError as problem:
            problems.append(problem)
            of_file = [broken(source.name, file.path.name, problem, run=file.run), *_beside(source, file)]
        made += [_qualified(entry, file, source) for entry in of_file] if len(found) > 1 else of_file
    if problems and not any(entry.readable for entry in made) and len(found) == 1:
        raise problems[0]
    if not made:
        raise _no_embeddings(found[0].path)
    return made


def _beside(source: Source, file: ConfigFile) -> list[Entry]:
    """The checkpoints of a run whose config cannot be read."""
    if not file.run or file.path.is_dir():
        return []
    try:
        return config.entries(source, ConfigFile(file.path.parent, file.run))
    except HyperscopeError:
        return []


def _qualified(entry: Entry, file: ConfigFile, source: Source) -> Entry:
    """Among several configs a name starts with its run, so that it is unique within the source."""
    place = file.run or file.path.relative_to(source.path).as_posix()
    if place == ".":
        return entry
    aliases = tuple(f"{place}:{alias}" for alias in entry.aliases)
    return replace(entry, name=f"{place}:{entry.name}", aliases=aliases)


def _configs(top: Path) -> list[ConfigFile]:
    """The configs below `top`, in order of their runs; a run's plugin assets replace its own config.

    A run of checkpoints alone stands for itself.
    """
    runs: dict[str, Path] = {}
    others: list[ConfigFile] = []
    for folder, names in _walk(top):
        others += [
            ConfigFile(folder / name, "")
            for name in names
            if "projector_config" in name.lower() and name.lower().endswith(".json")
        ]
        if PBTXT in names:
            assets = folder.relative_to(top).parts[-2:] == ASSETS.parts  # both levels must have been opened
            run = (folder.parent.parent if assets else folder).relative_to(top).as_posix()
            if assets or run not in runs:
                runs[run] = folder / PBTXT
        elif _is_spoken_for(folder, names):
            continue
        elif has_any(folder) or kerasruns.has_any(names):
            runs.setdefault(folder.relative_to(top).as_posix(), folder)
    return [ConfigFile(path, run) for run, path in sorted(runs.items())] + others


def _is_spoken_for(folder: Path, names: list[str]) -> bool:
    """Whether Keras wrote its epochs here, and the config that names them beside the folder."""
    epochs = kerasruns.has_any(names) or kerasruns.has_checkpoint(names)
    return epochs and folder.name == kerasruns.TRAIN and (folder.parent / PBTXT).is_file()


def _walk(top: Path) -> Iterator[tuple[Path, list[str]]]:
    for count, (folder, folders, names) in enumerate(os.walk(top)):
        if count >= FOLDERS_AT_MOST:
            got = f"more than {FOLDERS_AT_MOST:,}"
            raise FormatError(
                "a folder of log runs", got, "Name the folder of the runs more exactly.", where=str(top)
            )
        skipped = SKIPPED | ({"variables"} if SAVED_MODEL in names else set())  # they are the model's own
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in skipped)
        yield Path(folder), sorted(names)


def _nothing(path: Path) -> FormatError:
    names = sorted(item.name for item in path.iterdir() if item.is_file())
    suffixes = tuple(suffix for row in FORMATS for suffix in row.suffixes)
    readable = [name for name in names if name.lower().endswith(suffixes)]
    if readable:
        fix = f"Open one of its files: {', '.join(readable[:SHOWN_FILES])}."
    else:
        fix = "Name the folder that was written to, or a file with the vectors."
    got = f"a folder of {len(names):,} other files" if any(path.iterdir()) else "an empty folder"
    return FormatError(
        f"a {PBTXT}, a *projector_config*.json or a checkpoint below the folder", got, fix, where=str(path)
    )


def _no_embeddings(path: Path) -> FormatError:
    return FormatError(
        "at least one embedding in the config",
        "none, and nothing else to show",
        "Add an embeddings entry with a tensor_path, or put a checkpoint beside the config.",
        where=str(path),
    )
