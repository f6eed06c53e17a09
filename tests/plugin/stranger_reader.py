"""A reader of someone who knows Hyperscope from its documents alone: vectors as JSON under a first line of its own."""

import json

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers.registry import Format

FORMAT = Format("knot file", (".knot",), (b"%KNOT",), "stranger_reader:inspect")


def inspect(source):
    """One entry."""
    _, _, body = source.path.read_text("utf-8").partition("\n")
    rows = json.loads(body)
    if not rows:
        raise FormatError("at least one knot", "none", "Tie one.", where=str(source.path))
    vectors = np.asarray(rows, np.float32)
    return [
        Entry(
            source.stem,
            source.name,
            lambda: Dataset(source.stem, vectors),
            shape=vectors.shape,
            dtype="float32",
        )
    ]
