"""Text files as people have them: decoded, with one kind of line end, and told apart from everything that is no text."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from hyperscope.errors import FormatError
from hyperscope.readers import packed

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r\x1a\x1b")
SAMPLE_BYTES = 1 << 16
BLOCK_BYTES = 4 << 20  # of a long text that one thread takes at a time


@dataclass(frozen=True, slots=True)
class Text:
    """`data` is UTF-8 without a byte order mark, its lines ending in a line feed alone; `notes` say what was assumed."""

    data: bytes
    notes: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """The lines without their ends; nothing but a line feed ends one. Blank lines at the end are left out."""
        lines = self.data.decode().split("\n")
        while lines and not lines[-1].strip():
            lines.pop()
        return lines


def read(path: Path) -> Text:
    """Raises `FormatError` for binary files and web pages."""
    return decode(packed.read(path), str(path))


def decode(data: bytes, where: str) -> Text:
    """UTF-8, UTF-16 and UTF-32 by their marks, UTF-16 by its zeros, else Western European (Windows-1252), with a note."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Text(_one_line_end(_recode(data.removeprefix(codecs.BOM_UTF8), encoding, where)))
    if (wide := unmarked(data)) is not None:
        note = f"{Path(where).name} has no byte order mark; it was read as {wide.upper()}."
        return Text(_one_line_end(_recode(data, wide, where)), (note,))
    _refuse_binary(data, where)
    _refuse_web_page(data, where)
    try:
        if not data.isascii():  # a tenth of what decoding takes
            data.decode()
    except UnicodeDecodeError:
        note = f"{Path(where).name} is not UTF-8; it was read as Western European text (Windows-1252)."
        return Text(_one_line_end(_western(data)), (note,))
    return Text(_one_line_end(data))


def narrowed(data: bytes, where: str) -> bytes:
    """UTF-8 of what its first bytes say is UTF-16 or UTF-32; anything else as it is. Raises `FormatError` if they lie."""
    return decode(data, where).data if is_wide(data) or unmarked(data) else data


def unmarked(head: bytes) -> str | None:
    """Which UTF-16 the first bytes are, though no mark says so: one byte of each character is 0, the other never; or None."""
    pairs = head[: SAMPLE_BYTES // 2 * 2]
    low, high = pairs[::2], pairs[1::2]
    if len(pairs) < 4 or is_binary(low if not any(high) else high):
        return None
    return "utf-16-le" if not any(high) else "utf-16-be" if not any(low) else None


def is_binary(head: bytes) -> bool:
    """Whether the first bytes of a file cannot be text."""
    marked = any(head.startswith(mark) for mark, _ in BOMS)
    return not marked and len(head.translate(None, CONTROL)) != len(head)


def is_wide(head: bytes) -> bool:
    """Whether a line feed is more than one byte, so that the bytes cannot be searched for it."""
    return any(head.startswith(mark) for mark, encoding in BOMS if encoding != "utf-8")


def _recode(data: bytes, encoding: str, where: str) -> bytes:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{encoding.upper()} text, as the file's first bytes say",
            f"something else at byte {error.start:,}",
            "Save the file as UTF-8.",
            where=where,
        ) from None
    if "\0" in text:
        raise _binary(f"a NUL character in line {text[: text.index(chr(0))].count(chr(10)) + 1}", where)
    return text.encode()


def _western(data: bytes) -> bytes:
    try:
        return data.decode("cp1252").encode()
    except UnicodeDecodeError:
        return data.decode("latin-1").encode()


def _one_line_end(data: bytes) -> bytes:
    if b"\r" not in data:
        return data
    data = data.replace(b"\r\n", b"\n")
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _refuse_binary(data: bytes, where: str) -> None:
    if b"\0" in data:
        raise _binary(f"a NUL byte in line {data[: data.index(0)].count(10) + 1}", where)
    if is_binary(data[:SAMPLE_BYTES]):
        raise _binary("binary data", where)


def _refuse_web_page(data: bytes, where: str) -> None:
    if data[:SAMPLE_BYTES].lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise FormatError(
            "a table",
            "a web page (HTML)",
            "The download probably failed: fetch the file itself again.",
            where=where,
        )


def _binary(got: str, where: str) -> FormatError:
    return FormatError("a text file", got, "Check that this is the right file and format.", where=where)
