"""Where a checkpoint lies: its version and files, from any way a person may name it."""

import re
from dataclasses import dataclass
from pathlib import Path

from hyperscope.readers.bounds import is_file
from hyperscope.readers.checkpoint.files import tail
from hyperscope.readers.checkpoint.table import MAGIC, is_table

INDEX = ".index"
PART = re.compile(r"(?P<prefix>.+)(?:\.index|\.meta|\.data-\d{5,}-of-\d{5,})", re.DOTALL)
DATA = re.compile(r"(?P<prefix>.+)\.data-\d{5,}-of-\d{5,}", re.DOTALL)
SHARD = re.compile(r"(?P<prefix>.+)-(?:\d{5}|\?{5})-of-(?P<count>\d{5})", re.DOTALL)
STEP = re.compile(r"(?P<name>.+)-(?P<step>\d{1,18})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Location:
    """`path` is the prefix that TensorFlow would be given; `files` are the tables of version 1, one for each device."""

    path: Path
    version: int
    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def step(self) -> int | None:
        found = STEP.fullmatch(self.path.name)
        return int(found["step"]) if found else None

    @property
    def name(self) -> str:
        """The name without the step."""
        found = STEP.fullmatch(self.path.name)
        return found["name"] if found else self.path.name

    @property
    def changed(self) -> float:
        """When its table was last written, in seconds since 1970."""
        table = self.files[0] if self.files else index_of(self.path)
        try:
            return table.stat().st_mtime
        except OSError:
            return 0.0


def at(path: Path) -> Location | None:
    """The checkpoint that `path` names: a prefix, one of its files, a V1 file, or the pattern of its shards."""
    if is_file(index_of(path)):
        return Location(path, 2)
    part = PART.fullmatch(path.name)
    if part is not None and is_file(index_of(path.with_name(part["prefix"]))):
        return Location(path.with_name(part["prefix"]), 2)
    shard = SHARD.fullmatch(path.name)
    if shard is not None:
        return _sharded(path.with_name(shard["prefix"]), shard["count"])
    if is_file(path):
        return Location(path, 1, (path,)) if is_table(tail(path, len(MAGIC))) else None
    return _sharded(path, r"\d{5}")


def index_of(prefix: Path) -> Path:
    """The index of a V2 checkpoint."""
    return prefix.parent / f"{prefix.name}{INDEX}"


def _sharded(prefix: Path, count: str) -> Location | None:
    wanted = re.compile(rf"{re.escape(prefix.name)}-\d{{5}}-of-({count})")
    sets: dict[str, list[Path]] = {}
    for path in _listed(prefix.parent):
        found = wanted.fullmatch(path.name)
        if found is not None and is_file(path) and is_table(tail(path, len(MAGIC))):
            sets.setdefault(found[1], []).append(path)
    if not sets:
        return None
    total, files = max(sets.items())
    return Location(prefix, 1, tuple(sorted(files)), _missing(prefix, len(files), int(total)))


def _missing(prefix: Path, held: int, total: int) -> tuple[str, ...]:
    if held == total:
        return ()
    return (
        f"{held:,} of {total:,} files of {prefix.name!r} are here; tensors in the others are not listed.",
    )


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
