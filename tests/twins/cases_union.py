"""Arguments for the kernels that make weights symmetric: rows of nothing, weights of 0, one-sided and mutual ones."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.twins import union as twins

F32 = np.float32


def _rows() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Seven ascending rows, the third empty."""
    columns = [[1, 4], [0, 2, 6], [], [5], [0, 6], [3, 4], [1]]
    starts = np.cumsum([0, *map(len, columns)])
    values = np.random.default_rng(1).random(starts[-1], F32)
    values[3] = 0
    return starts, np.concatenate(columns).astype(np.int32), values


def _turned() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    starts, indices, values = _rows()
    order = np.lexsort((np.repeat(np.arange(7), np.diff(starts)), indices))
    rows = np.repeat(np.arange(7, dtype=np.int32), np.diff(starts))[order]
    return np.concatenate([[0], np.cumsum(np.bincount(indices, minlength=7))]), rows, values[order]


def turn() -> Iterator[tuple[Any, ...]]:
    rows, blank = _rows(), (np.zeros(8, np.int64), np.zeros(11, np.int32), np.zeros(11, F32))
    yield 0, 7, rows, _turned()[0][:-1].copy(), blank
    yield 2, 5, rows, _turned()[0][:-1].copy(), blank


def merge() -> Iterator[tuple[Any, ...]]:
    for overlap in (F32(0), F32(1)):
        starts = np.zeros(8, np.int64)
        yield 0, 7, _rows(), _turned(), overlap, (starts, np.zeros(0, np.int32), np.zeros(0, F32))
    starts = np.zeros(8, np.int64)
    twins.merge(0, 7, _rows(), _turned(), 0, (starts, np.zeros(0, np.int32), np.zeros(0, F32)))
    starts = np.cumsum(starts)
    for overlap in (F32(0), F32(1)):
        yield (
            0,
            7,
            _rows(),
            _turned(),
            overlap,
            (starts, np.zeros(starts[-1], np.int32), np.zeros(starts[-1], F32)),
        )
