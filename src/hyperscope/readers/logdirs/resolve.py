"""The one resolver for every path in a config.

A written path is looked for in the config's folder, then in that folder's ancestors up to the root, then by its base name
beside the config (the files of another machine, or paths written from a working directory). Nothing outside the root or
the folders allowed beside it is ever touched, symbolic links included.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hyperscope.errors import PathError
from hyperscope.readers.bounds import Bounds, is_file

DRIVE = re.compile(r"^[A-Za-z]:/")


@dataclass(frozen=True, slots=True)
class Found:
    """`note` says what had to be assumed, or is None."""

    path: Path
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves the paths of one config that lies in `folder`."""

    folder: Path
    root: Path
    allowed: tuple[Path, ...] = ()

    def find(self, written: str) -> Found:
        """The file that `written` means. Raises `PathError` if it is missing, outside, or not on this machine."""
        if "://" in written:
            raise PathError(
                "a path on this machine",
                repr(written),
                "Nothing is fetched from the network: download the file and name it in the config.",
            )
        place = written.replace("\\", "/")
        bounds, outside = Bounds((self.root, *self.allowed)), False
        for candidate, note in self._candidates(place, written):
            if not bounds.holds(candidate):
                outside = True
            elif is_file(candidate):
                return Found(candidate, note)
        raise (
            PathError.outside(written, self.root)
            if outside
            else PathError.missing(written, where=str(self.folder))
        )

    def _candidates(self, place: str, written: str) -> Iterator[tuple[Path, str | None]]:
        absolute = place.startswith(("/", "~")) or DRIVE.match(place)
        if place.startswith("//"):
            pass  # a network share: even looking at it would send the person's credentials there
        elif absolute:
            yield Path(place).expanduser() if place.startswith("~/") else Path(place), None
        else:
            for folder in self._ancestors():
                yield folder / place, None
        name = PurePosixPath(place).name
        if name and name != place:
            yield (
                self.folder / name,
                f"{written!r} was not found as written; {name!r} beside the config is used.",
            )

    def _ancestors(self) -> Iterator[Path]:
        yield self.folder
        top, folder = self.root.resolve(), self.folder.resolve()
        while top in folder.parents:
            folder = folder.parent
            yield folder
