"""The door of the room: whatever a person names is handed to the reader that knows it."""

from dataclasses import replace
from pathlib import Path

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import FormatError, PathError
from hyperscope.readers import bits, choosing, given, remote
from hyperscope.readers.arrays import memory
from hyperscope.readers.beside import cells, companions
from hyperscope.readers.registry import DEMO
from hyperscope.readers.sniff import sniff
from hyperscope.readers.source import Source, guarded
from hyperscope.readers.tables import frames

DEMO_PREFIX = "demo:"


def inspect(source: object, options: OpenOptions | None = None) -> list[Entry]:
    """See `hyperscope.readers.inspect`."""
    where = str(source) if isinstance(source, str | Path) else memory.NAME
    return guarded(lambda: _inspect(source, options or OpenOptions()), where)()


def _inspect(source: object, options: OpenOptions) -> list[Entry]:
    check_said(options)
    chosen = options.tensor
    if isinstance(source, str):
        source, beside = choosing.split(source)
        chosen = chosen or beside
    options = replace(options, tensor=None)
    entries = _listed(source, options) if chosen is None else _chosen(source, options, chosen)
    if options.bookmarks and (isinstance(source, Dataset) or str(source).startswith(DEMO_PREFIX)):
        entries = [companions.with_bookmarks(entry, options.bookmarks) for entry in entries]
    if options.bits:
        entries = [bits.unpacked(entry) for entry in entries]
    return [given.with_axes(entry, options.axes) for entry in entries] if options.axes else entries


def _chosen(source: object, options: OpenOptions, name: str) -> list[Entry]:
    """The entries of that name, bookkeeping among them. Raises `SourceError` with the names that there are."""
    try:
        entries = _listed(source, options)
    except FormatError:  # perhaps there is nothing but bookkeeping
        entries = []
    found = choosing.called(entries, name)
    if not found:
        everything = _listed(source, replace(options, hidden=True))
        found = choosing.called(everything, name)
        entries = entries or everything
    if not found:
        raise choosing.unknown(entries, name, memory.NAME if _in_memory(source) else source)
    return found


def _in_memory(source: object) -> bool:
    return not isinstance(source, str | Path)


def _listed(source: object, options: OpenOptions) -> list[Entry]:
    if isinstance(source, Dataset):
        return memory.inspect_dataset(source, options)
    if not isinstance(source, str | Path):
        return frames.inspect(source, options) if frames.speaks(source) else memory.inspect(source, options)
    name = str(source)
    if name.startswith(DEMO_PREFIX):
        return DEMO.load()(Source(name, Path(name.removeprefix(DEMO_PREFIX)), options))
    if "://" in name and not options.fetch:
        raise PathError(
            "a file or folder on this machine",
            repr(name),
            "Nothing is fetched unless you say --fetch (read(…, fetch=True)), or download it first.",
        )
    path = remote.fetched(name) if "://" in name else _path(source)
    return sniff(path).load()(Source(name, path, options))


def check_said(options: OpenOptions) -> None:
    """What the person names beside the source must be there: unlike a config's paths, it is no other machine's."""
    if options.axes:
        given.check_axes(options.axes)
    if options.image_shape is not None:
        cells.check_shape(options.image_shape)
    for role in ("metadata", "images"):
        path = getattr(options, role)
        if isinstance(path, str | Path) and not (_path(path).is_file() or _is_gallery(path, role)):
            raise _not("file", path, role)
    for path in options.bookmarks:
        if not _path(path).is_file():
            raise _not("file", path, "bookmarks")
    for role, folders in (("root", (options.root,)), ("allow outside", options.allow_outside)):
        for folder in folders:
            if folder is not None and not _path(folder).is_dir():
                raise _not("folder", folder, role)


def _is_gallery(path: str | Path, role: str) -> bool:
    return role == "images" and _path(path).is_dir()


def _path(written: str | Path) -> Path:
    """What was written as a path, with a leading ~ expanded."""
    if not str(written):
        raise PathError("a file or folder", "an empty name", "Name what to open; a dot names this folder.")
    try:
        return Path(written).expanduser()
    except RuntimeError:  # ~ and the name of nobody
        return Path(written)


def _not(thing: str, path: str | Path, role: str) -> PathError:
    what = "something else" if _path(path).exists() else "nothing"
    return PathError(f"a {thing}", f"{what} at {str(path)!r}", "Check the spelling.", where=role)
