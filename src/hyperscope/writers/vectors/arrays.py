"""NumPy's formats: .npy holds the vectors alone, .npz an array for every column beside them."""

from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.writers.names import free
from hyperscope.writers.vectors import plain

VECTORS = "vectors"


def write_npy(dataset: Dataset, file: BinaryIO) -> tuple[str, ...]:
    """The vectors (n, d)."""
    np.save(file, plain.vectors(dataset), allow_pickle=False)
    return plain.left_out(dataset, columns=False)


def write_npz(dataset: Dataset, file: BinaryIO) -> tuple[str, ...]:
    """`vectors` (n, d), stored as they are so that they can be mapped.

    A column is an array of numbers where these are spelt as it was written, else of text.
    """
    named = {name: _cells(column) for name, column in dataset.columns.items()}
    arrays = {free(VECTORS, named): plain.vectors(dataset)} | named
    np.savez(file, allow_pickle=False, **arrays)  # type: ignore[arg-type]  # names of columns are no parameters of ours
    return plain.left_out(dataset, columns=True)


def _cells(column: Column) -> NDArray[Any]:
    for kind in (pa.int64(), pa.float64()):
        try:
            numbers = column.written.cast(kind)
        except pa.ArrowInvalid:
            continue
        if numbers.cast(pa.string()).equals(column.written):
            return numbers.to_numpy()
    return np.array(column.text)
