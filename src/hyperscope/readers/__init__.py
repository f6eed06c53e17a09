"""A source becomes entries, an entry a Dataset. To add a format: one file here, one row in `registry`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyperscope.entry import Entry, OpenOptions


def inspect(source: object, options: "OpenOptions | None" = None) -> "list[Entry]":
    """List what `source` offers, without reading more than that needs.

    `source` is a path, ``demo:NAME``, an array (or anything numpy can make one of), or a Dataset. A tensor that cannot be
    read is an entry with its `problem` set. Raises a `HyperscopeError` only if nothing can be listed.
    """
    from hyperscope.readers.opening import inspect as open_source

    return open_source(source, options)
