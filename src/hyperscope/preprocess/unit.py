"""Unit-length vectors."""

from dataclasses import replace

import numpy as np

from hyperscope.dataset import Dataset


def unit(dataset: Dataset) -> Dataset:
    """Every row divided by its length, in float32; a row of zeros stays one."""
    rows = dataset.as_float32()
    largest = np.abs(rows).max(axis=1, keepdims=True)
    safe = rows / np.where(largest > 0, largest, 1)  # squares of 1e30 would not fit
    lengths = np.linalg.norm(safe, axis=1, keepdims=True)
    vectors = (safe / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return replace(dataset, vectors=vectors, layouts={}, history=(*dataset.history, "unit length"))
