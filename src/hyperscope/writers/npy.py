"""NumPy's format: the positions (n, p) float32, and after them, as a second array in the same file, the record as UTF-8.

`numpy.load(path)` gives the positions, memory-mapped if asked; a second `numpy.load` on the same open file the record.
"""

from typing import BinaryIO

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.layout import Layout
from hyperscope.writers.record import record


def write(layout: Layout, dataset: Dataset, file: BinaryIO) -> None:
    """Write one file of two arrays."""
    np.save(file, np.ascontiguousarray(layout.positions), allow_pickle=False)
    np.save(file, np.frombuffer(record(layout, dataset).encode(), np.uint8), allow_pickle=False)
