"""Arguments for the kernels that keep the best of many: ties, strips cut short, pools that fill and pools that do not."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.twins import pool as twins

Arguments = tuple[Any, ...]
F32, I32 = np.float32, np.int32


def _scores(*shape: int) -> np.ndarray:
    return np.round(np.random.default_rng(7).standard_normal(shape), 1).astype(F32)


def _keys(scores: np.ndarray) -> np.ndarray:
    return np.array([twins.key(value) for value in scores], I32)


def marks() -> Iterator[Arguments]:
    for size, first in ((64, 0), (200, 64), (200, 192), (70, 64), (5, 0)):
        yield _scores(size), first, F32(0.1)
        yield _keys(_scores(size)), first, I32(3)
    yield np.array([np.nan, -np.inf, 1], F32), 0, F32(-np.inf)


def lowest() -> Iterator[Arguments]:
    yield from ((np.uint64(bits),) for bits in (1, 12, 1 << 63, (1 << 64) - 1))


def key() -> Iterator[Arguments]:
    yield from ((F32(value),) for value in (0.0, 1.5, -1.5, 3e38, -3e38, 1e-40, -np.inf))


def score() -> Iterator[Arguments]:
    yield from ((I32(twins.key(value)),) for (value,) in key())


def above() -> Iterator[Arguments]:
    yield _scores(99), F32(0)
    yield _keys(_scores(99)), I32(0)


def divide() -> Iterator[Arguments]:
    for keys in (_keys(_scores(150)), _keys(np.abs(_scores(150)) + 1), np.full(150, 3, I32)):
        yield from ((keys, fewest, most) for fewest, most in ((1, 1), (40, 40), (40, 60), (149, 149)))


def cut() -> Iterator[Arguments]:
    for keys, fewest, most in divide():
        yield keys, np.arange(150, dtype=I32), fewest, most


def _pool(rows: int, width: int) -> Arguments:
    empty = np.zeros((rows, width), I32), np.zeros((rows, width), I32)
    return (*empty, np.zeros(rows, I32), np.full(rows, -np.inf, F32))


def collect() -> Iterator[Arguments]:
    scores = _scores(3, 900)
    scores[1] = 1
    scores[2, ::2] = np.arange(450)
    rows = np.arange(100, 106)
    for keep, first_column in ((7, 0), (90, 90), (7, 500)):
        yield scores, np.array([5, 0, 2]), rows, first_column, keep, _pool(6, keep + 192)


def settle() -> Iterator[Arguments]:
    for scores, places, rows, first_column, keep, pool in collect():
        twins.collect(scores, places, rows, first_column, keep, pool)
        yield 0, 5, keep, pool
