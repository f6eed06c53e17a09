"""Folders whose files are one thing: a model in shards, a table in Parquet files, pictures."""

from dataclasses import replace

from hyperscope.entry import Entry
from hyperscope.readers.beside import pixels
from hyperscope.readers.registry import FORMATS
from hyperscope.readers.source import Source
from hyperscope.readers.tables import arrowfile

INDEX = ".index.json"


def inspect(source: Source) -> list[Entry] | None:
    """The entries of the folder as a whole, or None where its files do not belong together."""
    for row in FORMATS:
        for suffix in row.suffixes:
            found = sorted(source.path.glob(f"*{suffix}")) if suffix.endswith(INDEX) else []
            if found:
                options = replace(source.options, root=source.root)
                return row.load()(replace(source, path=found[0], options=options))
    files = arrowfile.parquet_files(source.path)
    return arrowfile.inspect_folder(source, files) if files else pixels.inspect(source)
