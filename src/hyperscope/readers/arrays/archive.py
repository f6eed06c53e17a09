"""ZIP files of arrays: their directory checked before anything is inflated, stored members found where they lie.

Nothing is ever extracted, so that a member's name is a name and no path.
"""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hyperscope.errors import FormatError
from hyperscope.readers import inflation

MEMBERS_AT_MOST = 100_000
LOCAL_HEADER = struct.Struct("<4s22xHH")
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """`size` is what it inflates to. `offset` is where its bytes begin if it is stored as it is, else None."""

    name: str
    size: int
    offset: int | None


class Archive:
    """The members of a ZIP file, by name. Raises `FormatError` for a damaged directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with _told(path), zipfile.ZipFile(path) as file:
            infos = [info for info in file.infolist() if not info.is_dir()]
            _check(infos, path)
            with path.open("rb") as raw:
                self.members = {info.filename: _member(info, raw) for info in infos}
            self._packed = {info.filename: info.compress_size for info in infos}
        self._held: zipfile.ZipFile | None = None

    def find(self, name: str) -> Member:
        """Raises `FormatError` where there is no such member, or it claims to inflate beyond reason."""
        member = self.members.get(name)
        if member is None:
            raise FormatError(
                f"a member {name!r}", "an archive without it", "Write the file again.", where=str(self.path)
            )
        fix = "If that is meant, save it uncompressed (numpy.savez)."
        inflation.check(member.size, self._packed[name], self.where(name), fix)
        return member

    @contextmanager
    def held(self) -> Iterator[None]:
        """Within it the directory is read once, however many members are opened."""
        with _told(self.path), zipfile.ZipFile(self.path) as self._held:
            try:
                yield
            finally:
                self._held = None

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """The member's bytes as a stream, never more than the directory claims."""
        self.find(name)
        file = nullcontext(self._held) if self._held else zipfile.ZipFile(self.path)
        with _told(Path(self.where(name))), file as directory, directory.open(name) as stream:
            yield stream

    def read(self, name: str, at_most: int) -> bytes:
        """All bytes of a member of at most that many."""
        size = self.find(name).size
        if size > at_most:
            raise FormatError(
                f"at most {at_most:,} bytes", f"{size:,} bytes", "Check the file.", where=self.where(name)
            )
        with self.opened(name) as stream:
            return stream.read()

    def where(self, name: str) -> str:
        return f"{self.path}, member {name!r}"


def names(path: Path) -> list[str]:
    """The members' names, none where the directory is damaged."""
    try:
        return list(Archive(path).members)
    except (FormatError, OSError):
        return []


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FormatError:
        raise
    except DAMAGE as error:
        fix = "The file is damaged or cut off: write or copy it again."
        raise FormatError("a whole ZIP archive", str(error) or "a broken one", fix, where=str(path)) from None


def _check(infos: list[zipfile.ZipInfo], path: Path) -> None:
    size, packed = path.stat().st_size, sum(info.compress_size for info in infos)
    if len(infos) > MEMBERS_AT_MOST:
        raise zipfile.BadZipFile(f"{len(infos):,} members, more than {MEMBERS_AT_MOST:,}")
    if packed > size:
        raise zipfile.BadZipFile(f"members of {packed:,} bytes in a file of {size:,}")


def _member(info: zipfile.ZipInfo, raw: io.BufferedReader) -> Member:
    if info.compress_type != zipfile.ZIP_STORED or info.flag_bits & 1:
        return Member(info.filename, info.file_size, None)
    raw.seek(info.header_offset)
    magic, name, extra = LOCAL_HEADER.unpack(raw.read(LOCAL_HEADER.size))
    start = info.header_offset + LOCAL_HEADER.size + name + extra
    size = raw.seek(0, io.SEEK_END)
    if magic != b"PK\3\4" or info.file_size != info.compress_size or start + info.file_size > size:
        raise zipfile.BadZipFile(f"a broken header before {info.filename!r}")
    return Member(info.filename, info.file_size, start)
