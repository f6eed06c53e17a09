"""One of several: `SOURCE::name`, or a name said beside the source, chooses among what a source offers."""

import os
import re
from collections.abc import Sequence

from hyperscope.entry import Entry
from hyperscope.errors import SourceError

MARK = "::"
LISTED = 12


def split(source: str) -> tuple[str, str | None]:
    """(source, name) of `SOURCE::name`; the whole, and None, where nothing is chosen or a file has that very name.

    A name may hold the mark itself, as ONNX's do (`onnx::MatMul_7`): it begins where what stands before it is there.
    """
    if os.path.lexists(source):
        return source, None
    cuts = [(source[: found.start()], source[found.end() :]) for found in re.finditer(MARK, source)]
    cuts = [(before, name) for before, name in cuts if before and name and "://" not in name]
    there = (cut for cut in cuts if _is_there(cut[0]))
    return next(there, cuts[-1] if cuts else (source, None))


def _is_there(path: str) -> bool:
    """Whether there is such a file or folder, or a checkpoint of that prefix."""
    home = os.path.expanduser(path)  # noqa: PTH111 -- of nobody's home it makes nothing, where Path raises
    return os.path.lexists(home) or os.path.lexists(f"{home}.index")


def called(entries: Sequence[Entry], name: str) -> list[Entry]:
    """The entries that have this name, else those that answer to it, with TensorFlow's output number or without."""
    plain = name.removesuffix(":0")
    return [entry for entry in entries if entry.name == name] or [
        entry for entry in entries if plain == entry.name or plain in entry.aliases
    ]


def likeliest(entries: Sequence[Entry]) -> Entry:
    """The first that can be read. Raises the reason why none can."""
    for entry in entries:
        if entry.readable:
            return entry
    problem = entries[0].problem
    assert problem is not None
    raise problem


def unknown(entries: Sequence[Entry], name: str, source: object) -> SourceError:
    """The refusal of a name that no entry has, with those that there are, the likeliest first."""
    names = ", ".join(_told(entry) for entry in entries[:LISTED])
    more = f" and {len(entries) - LISTED:,} more" if len(entries) > LISTED else ""
    return SourceError(
        f"one of {names}{more}",
        repr(name),
        "Use a listed name; hyperscope inspect lists all.",
        where=str(source),
    )


def _told(entry: Entry) -> str:
    size = f" ({' × '.join(f'{length:,}' for length in entry.shape)})" if entry.shape else ""
    return f"{entry.name}{size}"
