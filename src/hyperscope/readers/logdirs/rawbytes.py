"""Raw float32: little-endian, row-major, no header; only a config knows the shape."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hyperscope.errors import FormatError
from hyperscope.readers import shapes
from hyperscope.readers.numbers import Numbers, Outline

NUMBER_BYTES = 4


def outline(path: Path, claimed: Sequence[int]) -> Outline:
    """The shape that the file's size allows, with a note where the config claims another number of rows.

    Raises `FormatError` where no whole number of rows of the claimed length fills the file.
    """
    where, size = str(path), path.stat().st_size
    if len(claimed) != 2:
        raise FormatError(
            "a tensor shape of two numbers in the config, [points, dimensions]",
            f"{list(claimed) or 'none'} for a file of {size:,} bytes",
            "Add it: raw numbers have no header.",
            where=where,
        )
    n, d = shapes.check((claimed[0], claimed[1]), where)
    rows, rest = divmod(size, NUMBER_BYTES * d)
    if rest or not rows:
        raise FormatError(
            f"{n * d * NUMBER_BYTES:,} bytes for {n:,} rows of {d:,} numbers",
            f"{size:,} bytes, not a whole number of rows",
            "Correct the shape in the config, or write the file again.",
            where=where,
        )
    if rows == n:
        return Outline((n, d), "float32")
    note = f"The config claims {n:,} rows of {d:,} numbers, the file holds {rows:,}; all of those are shown."
    return Outline((rows, d), "float32", (note,))


def read(path: Path, claimed: Sequence[int]) -> Numbers:
    """The numbers, memory-mapped."""
    seen = outline(path, claimed)
    assert seen.shape is not None
    return Numbers(np.memmap(path, "<f4", "r", 0, seen.shape), notes=seen.notes)
