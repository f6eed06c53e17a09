"""From a source, or several, to the dataset that was meant."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hyperscope import readers
from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions


def opened(source: Any, options: OpenOptions, name: str | None = None, together: bool = False) -> Dataset:
    """The entry called `name` with what is said about the source, or the likeliest readable one.

    `together` takes `source` as a sequence of sources, which become one dataset.
    """
    if name is not None:
        options = replace(options, tensor=name)
    if together:
        sources: Sequence[Any] = [source] if isinstance(source, str) else list(source)
        return readers.together(sources, options).load()
    return readers.likeliest(source, options).load()
