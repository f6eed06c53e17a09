"""Metadata in files that know their columns: Parquet, Arrow and Feather, JSON records, NumPy labels."""

from pathlib import Path

import numpy as np

from hyperscope.columns import Column
from hyperscope.errors import FormatError
from hyperscope.readers import packed
from hyperscope.readers.arrays import npy
from hyperscope.readers.sniff import first_bytes

ARROW = (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff")
RECORDS = (".jsonl", ".ndjson", ".json")
LABEL = "label"


def columns(path: Path) -> dict[str, Column] | None:
    """The columns by name, or None for a file of lines, whose rows and header must be guessed.

    Raises `FormatError` for what is damaged or holds no labels.
    """
    from hyperscope.readers.tables import arrowfile, jsonlines  # as sources these have metadata themselves

    head = first_bytes(path)
    if head.startswith(ARROW):
        return arrowfile.written(path)
    if head.startswith(npy.MAGIC):
        return _labels(path)
    if packed.bare(path.name.lower()).endswith(RECORDS):
        return jsonlines.written(path)
    return None


def _labels(path: Path) -> dict[str, Column]:
    """An array of words or numbers is one column, one of records a column for each of their fields."""
    where = str(path)
    try:
        array = np.load(
            path, mmap_mode="r", allow_pickle=False
        )  # mapped: a length that is a lie takes no memory
    except (ValueError, EOFError, OverflowError, MemoryError) as error:
        fix = "Save the labels as text or numbers, not as Python objects."
        raise FormatError("an array of labels", str(error)[:200], fix, where=where) from None
    if array.ndim != 1:
        got = f"{array.dtype} of shape {array.shape}"
        raise FormatError(
            "one label a row, in an array of one axis", got, "Save the labels alone.", where=where
        )
    fields = array.dtype.names
    if fields is None:
        return {LABEL: Column.of(LABEL, array.tolist())}
    return {name: Column.of(name, array[name].tolist()) for name in fields}
