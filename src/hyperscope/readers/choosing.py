"""Which of a source's entries a person means."""

from hyperscope.entry import Entry
from hyperscope.errors import SourceError
from hyperscope.params import unknown_name

GENERATED = "/Adagrad"


def choose(entries: list[Entry], name: str | None) -> Entry:
    """The entry of that name (with or without its run), or without a name the likeliest that can be read.

    The likeliest is the first in TensorBoard's order: with metadata, no optimizer's tensor, most rows.
    Raises `SourceError` for an unknown name, or the first entry's own problem where none can be read.
    """
    if name is not None:
        named = [entry for entry in entries if entry.name == name]
        named = named or [entry for entry in entries if entry.name == f"{entry.run}:{name}"]
        if len(named) == 1:
            return named[0]
        raise _not_one(name, named, entries)
    readable = [entry for entry in entries if entry.readable]
    return min(readable, key=_rank) if readable else entries[0]


def _rank(entry: Entry) -> tuple[bool, bool, int]:
    rows = entry.shape[0] if entry.shape else 0
    return "metadata" not in entry.files, GENERATED in entry.name, -rows


def _not_one(name: str, named: list[Entry], entries: list[Entry]) -> SourceError:
    if named:
        runs = ", ".join(repr(entry.name) for entry in named)
        return SourceError(
            f"one entry named {name!r}", f"{len(named)}", f"Name one of {runs}.", where=named[0].source
        )
    refusal = unknown_name(name, [entry.name for entry in entries], where=entries[0].source)
    return SourceError(refusal.expected, refusal.got, refusal.fix, where=refusal.where)
