"""From a source to the dataset that was meant."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hyperscope import readers
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import SourceError


def opened(source: Any, options: OpenOptions, name: str | None = None) -> Dataset:
    """The entry called `name` with what is said about the source, or the likeliest readable one."""
    entries = readers.inspect(source, options)
    if name is not None and not called(entries, name):
        entries = readers.inspect(source, replace(options, hidden=True))
    return chosen(entries, name, source).load()


def chosen(entries: Sequence[Entry], name: str | None, source: Any) -> Entry:
    """The entry called `name`, or the first that can be read. Raises `SourceError`, or the reason none can."""
    named = list(entries) if name is None else called(entries, name)
    readable = [entry for entry in named if entry.readable]
    if readable:
        return readable[0]
    if named and named[0].problem is not None:
        raise named[0].problem
    names = ", ".join(entry.name for entry in entries)
    raise SourceError(f"one of {names or 'no entries'}", repr(name), "Use a listed name.", where=str(source))


def called(entries: Sequence[Entry], name: str) -> list[Entry]:
    """The entries that have this name, else those that answer to it, with TensorFlow's output number or without."""
    plain = name.removesuffix(":0")
    return [entry for entry in entries if entry.name == name] or [
        entry for entry in entries if plain == entry.name or plain in entry.aliases
    ]
