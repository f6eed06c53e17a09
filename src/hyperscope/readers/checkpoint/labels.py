"""String tensors as labels: a vocabulary that was saved beside the embedding, one word a row."""

import numpy as np

from hyperscope.columns import Column
from hyperscope.errors import HyperscopeError
from hyperscope.readers.checkpoint.opened import Checkpoint, Tensor

KEYS, VALUES = "/.ATTRIBUTES/table-keys", "/.ATTRIBUTES/table-values"


def columns(checkpoint: Checkpoint, rows: int) -> tuple[dict[str, Column], tuple[str, ...]]:
    """A column for each string tensor of `rows` elements; one that is damaged costs a note."""
    found: dict[str, Column] = {}
    notes: list[str] = []
    for tensor in checkpoint.tensors.values():
        if tensor.dtype != "string" or tensor.shape != (rows,) or tensor.hidden or tensor.problem:
            continue
        try:
            texts = _in_row_order(checkpoint, tensor, rows)
        except HyperscopeError as problem:
            notes.append(f"The labels in {tensor.name!r} were left out: {problem}")
            continue
        if texts is not None:
            name = tensor.name.removesuffix(KEYS).rpartition("/")[2]
            name = tensor.name if name in found else name
            found[name] = Column.of(name, texts)
    return found, tuple(notes)


def _in_row_order(checkpoint: Checkpoint, tensor: Tensor, rows: int) -> list[str] | None:
    """The strings by row: those of a lookup table go to the rows that it maps them to, or nowhere."""
    texts = checkpoint.strings(tensor.name)
    if not tensor.name.endswith(KEYS):
        return texts
    indices = checkpoint.read(tensor.name.removesuffix(KEYS) + VALUES)
    order = np.argsort(indices)
    if not np.array_equal(indices[order], np.arange(rows)):
        return None
    return [texts[place] for place in order]
