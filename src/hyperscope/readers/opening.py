"""The door of the room: whatever a person names is handed to the reader that knows it."""

from pathlib import Path

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import PathError
from hyperscope.readers import memory
from hyperscope.readers.registry import DEMO
from hyperscope.readers.sniff import sniff
from hyperscope.readers.source import Source, guarded

DEMO_PREFIX = "demo:"


def inspect(source: object, options: OpenOptions | None = None) -> list[Entry]:
    """See `hyperscope.readers.inspect`."""
    options = options or OpenOptions()
    _check_companions(options)
    if isinstance(source, Dataset):
        return memory.inspect_dataset(source, options)
    if not isinstance(source, str | Path):
        return memory.inspect(source, options)
    name = str(source)
    if name.startswith(DEMO_PREFIX):
        return DEMO.load()(Source(name, Path(name.removeprefix(DEMO_PREFIX)), options))
    if "://" in name:
        raise PathError(
            "a file or folder on this machine",
            repr(name),
            "Nothing is fetched from the network: download it first.",
        )
    path = Path(source).expanduser()
    read = sniff(path).load()
    return guarded(lambda: read(Source(name, path, options)), name)()


def _check_companions(options: OpenOptions) -> None:
    """What the person names beside the source must be there: unlike a config's paths, it is no other machine's."""
    for role in ("metadata", "sprite", "images"):
        path = getattr(options, role)
        if isinstance(path, str | Path) and not Path(path).expanduser().is_file():
            raise PathError.missing(path, where=role)
