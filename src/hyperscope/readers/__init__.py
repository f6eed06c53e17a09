"""A source becomes entries, an entry a Dataset. To add a format: one file here, one row in `registry`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hyperscope.entry import Entry, OpenOptions


def inspect(source: object, options: "OpenOptions | None" = None) -> "list[Entry]":
    """List what `source` offers, without reading more than that needs.

    `source` is a path, ``PATH::NAME`` for one of its tensors, ``demo:NAME``, an array (or anything numpy can make one of),
    or a Dataset. A tensor that cannot be read is an entry with its `problem` set. Raises a `HyperscopeError` only if
    nothing can be listed.
    """
    from hyperscope.readers.opening import inspect as open_source

    return open_source(source, options)


def likeliest(source: object, options: "OpenOptions | None" = None) -> "Entry":
    """The entry that `source` most probably means. Raises a `HyperscopeError` where none can be read."""
    from hyperscope.readers import choosing

    return choosing.likeliest(inspect(source, options))


def together(sources: "Sequence[object]", options: "OpenOptions | None" = None) -> "Entry":
    """The likeliest entries of several sources, as one. Raises `ShapeError` where their rows are not equally wide."""
    from hyperscope.readers.joined import inspect as join

    return join(sources, options)
