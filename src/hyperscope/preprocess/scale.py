"""Centred and unit-length vectors."""

from dataclasses import replace

import numpy as np

from hyperscope.dataset import Dataset


def centre(dataset: Dataset) -> Dataset:
    """Every column minus its mean, in float32."""
    mean = np.mean(dataset.as_float32(), axis=0, dtype=np.float64)
    vectors = (dataset.as_float32() - mean).astype(np.float32)
    return replace(dataset, vectors=vectors, layouts={}, history=(*dataset.history, "centred"))


def unit(dataset: Dataset) -> Dataset:
    """Every row divided by its length, in float32; a row of zeros stays one."""
    rows = dataset.as_float32()
    largest = np.abs(rows).max(axis=1, keepdims=True)
    safe = rows / np.where(largest > 0, largest, 1)  # squares of 1e30 would not fit
    lengths = np.linalg.norm(safe, axis=1, keepdims=True)
    vectors = (safe / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return replace(dataset, vectors=vectors, layouts={}, history=(*dataset.history, "unit length"))
