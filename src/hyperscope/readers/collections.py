"""Folders whose files are one thing: a table in Parquet files."""

from hyperscope.entry import Entry
from hyperscope.readers import arrowfile
from hyperscope.readers.source import Source


def inspect(source: Source) -> list[Entry] | None:
    """The entries of the folder as a whole, or None where its files do not belong together."""
    files = arrowfile.parquet_files(source.path)
    return arrowfile.inspect_folder(source, files) if files else None
