"""A source becomes entries, an entry a Dataset. To add a format: one file here, one row in `registry`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hyperscope.dataset import Dataset
    from hyperscope.entry import Entry, OpenOptions


def inspect(source: object, options: "OpenOptions | None" = None) -> "list[Entry]":
    """List what `source` offers, without reading more than that needs.

    `source` is a path, ``demo:NAME``, an array (or anything numpy can make one of), or a Dataset. A tensor that cannot be
    read is an entry with its `problem` set. Raises a `HyperscopeError` only if nothing can be listed.
    """
    from hyperscope.readers.opening import inspect as open_source

    return open_source(source, options)


def read(source: object, name: str | None = None, *, metadata: Any = None, images: Any = None) -> "Dataset":
    """Read the entry of that name, or the likeliest readable one. Raises a `HyperscopeError` where that fails.

    `metadata` is a file, a sequence of labels, a mapping of names to columns, or a data frame; `images` are a sprite
    sheet's file or an array (n, h, w[, c]).
    """
    from hyperscope.entry import OpenOptions
    from hyperscope.readers.choosing import choose

    return choose(inspect(source, OpenOptions(metadata=metadata, images=images)), name).load()
