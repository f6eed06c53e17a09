"""Arguments for the kernels that keep the best of many: ties, strips cut short, pools that fill and pools that do not."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from hyperscope.kernels.pool import flipped
from tests.twins import pool as twins

Arguments = tuple[Any, ...]
F32, I32 = np.float32, np.int32


def _scores(*shape: int) -> np.ndarray:
    return np.round(np.random.default_rng(7).standard_normal(shape), 1).astype(F32)


def _keys(scores: np.ndarray) -> np.ndarray:
    return flipped(scores.view(I32))


def marks() -> Iterator[Arguments]:
    for size, first in ((64, 0), (200, 64), (200, 192), (70, 64), (5, 0), (0, 0)):
        yield _keys(_scores(size)), first, I32(3)
    yield np.full(64, 3, I32), 0, I32(3)


def above() -> Iterator[Arguments]:
    yield _keys(_scores(99)), I32(0)


def cut() -> Iterator[Arguments]:
    for keys in (_keys(_scores(150)), _keys(np.abs(_scores(150)) + 1), np.full(150, 3, I32)):
        for fewest, most in ((1, 1), (40, 40), (40, 60), (149, 149)):
            yield keys, np.arange(150, dtype=I32), fewest, most


def collect() -> Iterator[Arguments]:
    scores = _scores(3, 900)
    scores[1] = 1
    scores[2, ::2] = np.arange(450)
    rows, places = np.arange(100, 106), np.array([5, 0, 2])
    for keep, first_column in ((7, 0), (90, 90), (7, 500)):
        keys, columns = np.zeros((6, keep + 192), I32), np.zeros((6, keep + 192), I32)
        pool = keys, columns, np.zeros(6, I32), np.full(6, twins.LOWEST, I32)
        offered = scores.view(I32), places, rows, first_column, (keep, keep + 24, keep + 128), pool
        yield offered
        twins.collect(scores.copy().view(I32), *offered[1:])
        yield np.empty((3, 0), I32), places, rows, 0, (keep, keep, keep), pool
