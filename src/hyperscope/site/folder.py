"""A folder as a whole or not at all: written beside its place, and put there when all of it is there."""

import hashlib
import json
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hyperscope.errors import PathError
from hyperscope.wire.site import SiteFileMessage

MANIFEST = "manifest.json"
FORMAT = "hyperscope site"
VERSION = 1


class Folder:
    """Files by their names relative to the folder, each with its size and checksum."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.files: dict[str, SiteFileMessage] = {}

    def put(self, name: str, data: bytes) -> str:
        """Write a file as it is; its name."""
        file = self.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self.files[name] = SiteFileMessage(len(data), hashlib.sha256(data).hexdigest())
        return name

    def pack(self, name: str, data: bytes) -> str:
        """The same as a zlib stream, which every browser unpacks and no host mistakes for something else."""
        return self.put(f"{name}.bin", zlib.compress(data, 9))

    def take(self, name: str) -> None:
        """Note a file that somebody else has written into the folder."""
        data = (self.path / name).read_bytes()
        self.files[name] = SiteFileMessage(len(data), hashlib.sha256(data).hexdigest())


def claim(out: Path, force: bool) -> None:
    """Raise `PathError` unless `out` is free, empty, or a site of ours; with `force` any folder will do."""
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir():
        raise PathError("a folder", f"the file {out.name!r}", "Choose another place.", where=str(out))
    try:
        free = _ours(out) is not None or not any(out.iterdir())
    except OSError as error:
        raise _refused(out, error) from None
    if not (free or force):
        raise PathError(
            "no folder, an empty one, or a page that Hyperscope exported", "a folder with files of something else",
            "Choose another place, or say --force (force=True): files of the same names are then replaced.",
            where=str(out),
        )  # fmt: skip


@contextmanager
def replacing(out: Path, force: bool) -> Iterator[Folder]:
    """A folder to write to, which takes the place of `out` at the end; after an error `out` is as it was.

    Of an older export nothing stays; what others put beside it does (CNAME, .nojekyll, a repository's .git).
    Raises `PathError` as `claim` does, and where there is no room or no permission.
    """
    claim(out, force)
    out = out.resolve()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
    except OSError as error:
        raise _refused(out, error) from None
    try:
        part.chmod(0o755)  # a host serves it; mkdtemp makes folders private
        yield Folder(part)
        _swap(out, part)
    except OSError as error:
        raise _refused(out, error) from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(out: Path, part: Path) -> None:
    if not out.exists():
        part.rename(out)
        return
    old = out.with_name(f"{part.name}.old")
    out.rename(old)
    try:
        part.rename(out)
    except OSError:
        old.rename(out)
        raise
    _carry(old, out, set(_ours(old) or ()) | {MANIFEST})
    shutil.rmtree(old)


def _carry(old: Path, new: Path, ours: set[str], within: str = "") -> None:
    """Move what is not `ours` from the old folder to the new one; whole folders where the new one has none of that name."""
    for path in (old / within).iterdir():
        name = f"{within}{path.name}"
        folder = path.is_dir() and not path.is_symlink()
        if folder and (any(one.startswith(f"{name}/") for one in ours) or (new / name).is_dir()):
            _carry(old, new, ours, f"{name}/")
        elif name not in ours and not (new / name).exists():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            path.rename(new / name)


def _ours(out: Path) -> list[str] | None:
    """The files of the page that was exported to `out`; None where none was."""
    try:
        told = json.loads((out / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        return None
    return list(told.get("files", ()))


def _refused(out: Path, error: OSError) -> PathError:
    return PathError(
        "room and permission to write",
        f"{error}",
        "Free some space, or choose another place.",
        where=str(out),
    )
