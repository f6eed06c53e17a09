"""Binary embeddings: eight dimensions in a byte, unpacked to a dimension of 0 or 1 each.

Between such rows the squared Euclidean distance is the number of bits in which they differ (Hamming's).
"""

from dataclasses import replace

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import ShapeError

BYTES = ("uint8", "int8")
OFFSET = 128


def unpacked(entry: Entry) -> Entry:
    """`entry` with eight dimensions for each; int8 are bytes less 128, as sentence-transformers writes them."""
    if not entry.readable:
        return entry

    def load() -> Dataset:
        dataset = entry.load()
        packed = dataset.vectors
        if packed.dtype.name not in BYTES:
            raise ShapeError(
                "bytes (uint8 or int8) that hold eight bits each", str(packed.dtype), "Open it without --bits.",
                where=entry.name,
            )  # fmt: skip
        if packed.dtype.name == "int8":
            packed = (packed.astype(np.int16) + OFFSET).astype(np.uint8)
        note = f"Every byte was unpacked into eight dimensions: {8 * dataset.d:,} in all."
        return replace(
            dataset,
            vectors=np.unpackbits(packed.astype(np.uint8, copy=False), axis=1),
            notes=(*dataset.notes, note),
        )

    shape = (entry.shape[0], 8 * entry.shape[1]) if entry.shape else None
    return replace(entry, load=load, shape=shape)
