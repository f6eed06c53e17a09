"""What may be read: regular files inside the folders that a person opened, symbolic links resolved."""

import os
from dataclasses import dataclass
from pathlib import Path

from hyperscope.errors import PathError


@dataclass(frozen=True, slots=True)
class Bounds:
    """The folders whose files may be read; none at all means that every file may."""

    folders: tuple[Path, ...] = ()

    def admit(self, path: Path) -> Path:
        """`path` itself. Raises `PathError` if it leads outside."""
        if self.folders and not self.holds(path):
            raise PathError.outside(path, self.folders[0])
        return path

    def holds(self, path: Path) -> bool:
        """Whether `path` lies inside, wherever links lead; a name that no file can have lies nowhere."""
        try:
            real = path.resolve()
        except (OSError, RuntimeError, ValueError):
            return False
        return not self.folders or any(real.is_relative_to(folder.resolve()) for folder in self.folders)


def inside(folder: Path) -> None:
    """Raise `PathError` where a link below `folder` leads out of it: what reads the folder would follow it."""
    bounds = Bounds((folder,))
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(place, name)
            if path.is_symlink():
                bounds.admit(path)


def is_file(path: Path) -> bool:
    """Whether there is a regular file; a name that the system cannot hold names none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder; likewise."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
