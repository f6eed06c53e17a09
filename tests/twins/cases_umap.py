"""Arguments for UMAP's kernels: equal points, duplicates among neighbours, rates from never to always, far and near."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from hyperscope.progress import drive
from hyperscope.projections.umap.membership import Membership, united
from hyperscope.projections.umap.timetable import timetable

Arguments = tuple[Any, ...]
F32, U32 = np.float32, np.uint32
SHAPE = np.array([1.577, 0.895, 0.7], F32)


def _points(axes: int, scale: float = 5) -> np.ndarray:
    y = (np.random.default_rng(7).standard_normal((axes, 60)) * scale).astype(F32)
    y[:, 3] = y[:, 4]
    return y


def _edges() -> Membership:
    rng = np.random.default_rng(7)
    indices = np.stack([rng.choice(np.delete(np.arange(60), row), 7, replace=False) for row in range(60)])
    return drive(united(indices.astype(np.int32), rng.random((60, 7), F32)))


def power() -> Iterator[Arguments]:
    yield from ((F32(x), F32(y)) for x in (0, 1e-12, 0.3, 1, 2, 1e9) for y in (0.2, 0.895, 2.5))


def scramble() -> Iterator[Arguments]:
    yield from ((U32(number),) for number in (0, 1, 12345, 2**31, 2**32 - 1))


def belong() -> Iterator[Arguments]:
    distances = np.sort(np.random.default_rng(7).random((8, 14), F32), axis=1)
    distances[1, :4], distances[2], distances[3] = 0, 0, 0.25
    distances[4] *= F32(1e30)
    distances[5] *= F32(1e-30)
    distances[6, :9] = distances[6, 8]
    yield 0, 8, distances, float(np.log2(15)), np.zeros((8, 14), F32)
    yield 0, 8, distances[:, :1].copy(), 1.0, np.zeros((8, 1), F32)


def plan() -> Iterator[Arguments]:
    edges = _edges()
    edges.strengths[:3] = 0, 1e-12, edges.strengths.max()
    blank = np.zeros(len(edges.indices), U32)
    unit = (2.0**32 - 1) / float(edges.strengths.max())
    yield 5, 60, (edges.starts, edges.indices, edges.strengths), unit, U32(77), blank, blank.copy()


def held() -> Iterator[Arguments]:
    yield from ((F32(force),) for force in (-1e9, -4, 0.5, 7))


def pull() -> Iterator[Arguments]:
    yield from ((F32(squared), *SHAPE[:2]) for squared in (1e-12, 1e-3, 1, 400))


push = pull


def due() -> Iterator[Arguments]:
    for rate in (0, 1, 2**31 + 5, 2**32 - 1):
        yield from ((U32(rate), U32(2**32 - 7), U32(turn)) for turn in (1, 2, 500))


def drawn_point() -> Iterator[Arguments]:
    yield from ((U32(99), count, n) for count in (0, 1, 31) for n in (1, 60, 2**31))


def _moves(axes: int) -> Iterator[Arguments]:
    edges = _edges()
    table = drive(timetable(edges, 0))
    for turn, negatives, scale in ((1, 5, 5), (4, 0, 0.01), (300, 3, 200)):
        draw = np.array([turn, 1234, negatives], U32)
        tables = (edges.starts, edges.indices, table.rates, table.phases)
        yield 0, 60, _points(axes, scale), tables, draw, SHAPE, np.zeros((axes, 60), F32)


def move2() -> Iterator[Arguments]:
    yield from _moves(2)


def move3() -> Iterator[Arguments]:
    yield from _moves(3)


def surprise() -> Iterator[Arguments]:
    edges = _edges()
    for axes in (2, 3):
        draw = np.array([1234, 5], U32)
        yield 0, 60, _points(axes), (edges.starts, edges.indices, edges.strengths), draw, SHAPE


def multiply() -> Iterator[Arguments]:
    edges = _edges()
    dense = np.random.default_rng(7).standard_normal((60, 5)).astype(F32)
    yield 2, 59, edges.starts, edges.indices, edges.strengths, dense, np.zeros((60, 5), F32)


def flood() -> Iterator[Arguments]:
    """Two triangles, a pair, and one alone; from the start, in the middle of the first, and when all is done."""
    starts = np.array([0, 2, 4, 6, 8, 10, 12, 13, 14, 14])
    indices = np.array([2, 4, 3, 5, 0, 4, 1, 5, 0, 2, 1, 3, 7, 6], np.int32)
    for most in (3, 100):
        yield most, starts, indices, np.full(9, -1, np.int32), np.zeros(9, np.int32), np.zeros(4, np.int64)
    part, queue = (
        np.array([0, -1, 0, -1, 0, -1, -1, -1, -1], np.int32),
        np.array([0, 2, 4] + [0] * 6, np.int32),
    )
    yield 4, starts, indices, part, queue, np.array([1, 3, 0, 1])
    done = np.zeros(9, np.int32)
    yield 4, starts, indices, done, np.arange(9, dtype=np.int32), np.array([9, 9, 3, 1])
