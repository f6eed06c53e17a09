"""Files as a whole or not at all: what is half written never stands under the name that was asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from hyperscope.errors import PathError


@dataclass(frozen=True, slots=True)
class Written:
    """`path` is what can be opened now, `notes` say what the format could not hold."""

    path: Path
    notes: tuple[str, ...] = ()


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` when all of it is there.

    Raises `PathError` where there is no room or no permission; an older file then stays as it was.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise PathError(
            "room and permission to write",
            f"{error}",
            "Free some space, or choose another place.",
            where=str(path),
        ) from None
    finally:
        part.unlink(missing_ok=True)


def made(folder: Path) -> Path:
    """`folder`, which is there now. Raises `PathError` where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PathError(
            "a folder that can be written to", f"{error}", "Choose another place.", where=str(folder)
        ) from None
    return folder


def foreign(path: Path) -> PathError:
    """The refusal to write over what is not ours."""
    return PathError(
        "no file, or one that Hyperscope wrote",
        f"{path.name!r}, which was written by something else",
        "Choose another folder or name, or remove the file.",
        where=str(path),
    )
