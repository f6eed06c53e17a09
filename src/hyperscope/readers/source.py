"""Source: what a reader is told, and the entries it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import HyperscopeError, SourceError
from hyperscope.readers import packed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """`name` as the person wrote it, the `path` it stands for, and what was said beside it."""

    name: str
    path: Path
    options: OpenOptions = field(default_factory=OpenOptions)

    @property
    def stem(self) -> str:
        """The file's name without its ending, and without that of its compression."""
        return Path(packed.bare(self.path.name)).stem

    @property
    def root(self) -> Path:
        """The folder that no path in a config may leave."""
        if self.options.root is not None:
            return self.options.root
        return self.path if self.path.is_dir() else self.path.parent


def broken(source: str, name: str, problem: HyperscopeError, **more: Any) -> Entry:
    """An entry that is listed, and whose `load` raises its problem."""

    def refuse() -> Dataset:
        raise problem

    return Entry(name, source, refuse, problem=problem, **more)


def guarded(load: Callable[[], T], where: str) -> Callable[[], T]:
    """`load`, with what the system may refuse (a file gone meanwhile, memory) turned into a `SourceError`."""

    def careful() -> T:
        try:
            return load()
        except OSError as error:
            got = f"{error.strerror or error}"
            raise SourceError(
                "a file that can be read", got, "Check that it is still there.", where=where
            ) from error
        except MemoryError as error:
            raise SourceError(
                "vectors that fit into memory", "more", "Open them on a larger machine.", where=where
            ) from error

    return careful


def listed(
    source: Source,
    name: str,
    load: Callable[[], Dataset],
    shape: tuple[int, ...] | None,
    dtype: str | None,
    *,
    notes: tuple[str, ...] = (),
    files: Mapping[str, Path] | None = None,
) -> Entry:
    """A readable entry of a source that is one file."""
    return Entry(
        name,
        source.name,
        guarded(load, source.name),
        shape=shape,
        dtype=dtype,
        notes=notes,
        files=files or {},
    )
