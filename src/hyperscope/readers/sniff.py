"""Which format a path is in."""

from pathlib import Path

from hyperscope.errors import FormatError, PathError
from hyperscope.readers.checkpoint.folder import is_named
from hyperscope.readers.registry import CHECKPOINT, FOLDER, FORMATS, Format

HEAD_BYTES = 512


def sniff(path: Path) -> Format:
    """The format of `path`, by its first bytes, then by its name; a checkpoint's prefix is the name of no file.

    Raises `PathError` where there is nothing, `FormatError` where no reader knows it.
    """
    if path.is_dir():
        return FOLDER
    if is_named(path):
        return CHECKPOINT
    if not path.is_file():
        raise PathError.missing(path)
    head = first_bytes(path)
    for row in FORMATS:
        if head.startswith(row.magic):
            return row
    for row in FORMATS:
        if path.name.lower().endswith(row.suffixes):
            return row
    raise _unknown(path)


def first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError as error:
        raise PathError(
            "a file that may be read", error.strerror or str(error), "Check its permissions.", where=str(path)
        ) from error


def _unknown(path: Path) -> FormatError:
    known = ", ".join(sorted(suffix for row in FORMATS for suffix in row.suffixes))
    if path.suffix.lower() == ".bytes":
        fix = "Raw numbers have no header: open the projector_config that names this file and its shape."
    else:
        fix = "Save the vectors as .npy or .tsv; more formats come with later versions."
    return FormatError(f"a folder or a file ending in {known}", repr(path.name), fix, where=str(path))
