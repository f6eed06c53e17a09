"""What every format is given: the vectors as plain numbers, and what it cannot hold."""

import numpy as np

from hyperscope.arrays import Vectors
from hyperscope.dataset import Dataset

HOLDERS = ".parquet and .npz"


def vectors(dataset: Dataset) -> Vectors:
    """(n, d) C-contiguous, in the machine's own byte order."""
    array = dataset.vectors
    return np.ascontiguousarray(array, array.dtype.newbyteorder("="))


def left_out(dataset: Dataset, *, columns: bool) -> tuple[str, ...]:
    """Notes of what has no place in a file; `columns` is whether the metadata have one."""
    notes = []
    if dataset.columns and not columns:
        notes.append(f"The metadata ({', '.join(dataset.columns)}) have no place in it: {HOLDERS} hold them.")
    if dataset.images is not None:
        notes.append("The pictures have no place in it.")
    return tuple(notes)
