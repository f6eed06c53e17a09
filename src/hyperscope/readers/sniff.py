"""Which format a path is in."""

from collections.abc import Sequence
from pathlib import Path

from hyperscope.errors import FormatError, PathError
from hyperscope.readers import packed
from hyperscope.readers.checkpoint.folder import is_named
from hyperscope.readers.registry import CHECKPOINT, FOLDER, FORMATS, Format, formats

HEAD_BYTES = 512


def sniff(path: Path) -> Format:
    """The format of `path`, by its first bytes, then by its name; a checkpoint's prefix is the name of no file.

    Raises `PathError` where there is nothing, `FormatError` where no reader knows it.
    """
    if path.is_dir():
        return next((row for row in FORMATS if row.folder and row.holds(path)), FOLDER)
    if is_named(path) and not _is_marked(path):
        return CHECKPOINT
    if not path.is_file():
        raise PathError.missing(path)
    head = first_bytes(path)
    named, matching = _matching(path, head, FORMATS)
    if not any(head.startswith(row.magic) for row in matching if row.magic):
        named, matching = _matching(path, head, formats())
    if not matching:
        raise _unknown(path)
    for row in matching:
        if row.tells and row.holds(path):
            return row
    ranked = sorted(matching, key=lambda row: (bool(row.tells), row not in named))
    return ranked[0]


def _is_marked(path: Path) -> bool:
    """Whether a file that is called like a checkpoint's index begins as no index does: FAISS's are called so, too."""
    if path.suffix.lower() != ".index" or not path.is_file():
        return False
    head = first_bytes(path)
    return any(head.startswith(row.magic) for row in FORMATS if row.magic)


def _matching(path: Path, head: bytes, rows: Sequence[Format]) -> tuple[list[Format], list[Format]]:
    """The formats that go by this name, and those that may be meant: by the first bytes if these tell, else by name."""
    name = packed.bare(path.name.lower())
    ends = [(row, [end for end in row.suffixes if name.endswith(end)]) for row in rows]
    longest = max((len(end) for _, found in ends for end in found), default=0)
    named = [row for row, found in ends if any(len(end) == longest for end in found)]
    if is_packed(path):
        return named, [row for row in named if row.packed]
    return named, [row for row in rows if row.magic and head.startswith(row.magic)] or named


def is_packed(path: Path) -> bool:
    """Whether a file is compressed as a whole."""
    return packed.codec(_own_bytes(path)) is not None


def first_bytes(path: Path, size: int = HEAD_BYTES) -> bytes:
    """The first bytes of a file's content, unpacked if it is compressed."""
    return packed.head(path, _own_bytes(path, size), size)


def _own_bytes(path: Path, size: int = HEAD_BYTES) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError as error:
        raise PathError(
            "a file that may be read", error.strerror or str(error), "Check its permissions.", where=str(path)
        ) from error


def _unknown(path: Path) -> FormatError:
    known = ", ".join(sorted({suffix for row in FORMATS for suffix in row.suffixes}))
    if path.suffix.lower() == ".bytes":
        fix = "Raw numbers have no header: open the projector_config that names this file and its shape."
    else:
        fix = "Save the vectors as .npy, .csv or .parquet."
    if is_packed(path):
        fix = "Unpack it first: only text may be compressed as a whole (.tsv.gz, .csv.zst)."
    return FormatError(f"a folder or a file ending in {known}", repr(path.name), fix, where=str(path))
