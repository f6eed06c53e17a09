"""Entry: what a source offers before it is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hyperscope.dataset import Dataset
from hyperscope.errors import HyperscopeError


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """What a person may say about a source beside its name.

    `metadata` and `sprite` name files that go with it, `cell` is the (width, height) of a sprite's cells in pixels.
    Paths inside a config stay under `root` (default: the folder opened, or the named file's folder) and `allow_outside`.
    """

    metadata: Path | None = None
    sprite: Path | None = None
    cell: tuple[int, int] | None = None
    root: Path | None = None
    allow_outside: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One tensor that can be opened: enough to list it in a menu without reading it.

    `name` is unique within its source. `source` is what the person named, `run` the log run it belongs to ("" outside
    log directories). `problem` is the error that keeps it from being loaded, or None. `files` maps a role (tensor,
    metadata, sprite, bookmarks) to the resolved path, and `config` keeps the raw configuration as it was written.
    """

    name: str
    source: str
    load: Callable[[], Dataset] = field(repr=False, compare=False)
    run: str = ""
    shape: tuple[int, ...] | None = None
    dtype: str | None = None
    problem: HyperscopeError | None = None
    notes: tuple[str, ...] = ()
    files: Mapping[str, Path] = field(default_factory=dict)
    config: Mapping[str, Any] = field(default_factory=dict)

    @property
    def readable(self) -> bool:
        return self.problem is None
