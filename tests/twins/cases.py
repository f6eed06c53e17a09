"""Arguments for every kernel, small and awkward: ties, equal points, rows of one, far and near."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from hyperscope.progress import drive
from hyperscope.projections.tsne import tree
from hyperscope.projections.tsne.affinities import symmetric
from tests.twins import cases_pool, cases_umap, cases_union

Arguments = tuple[Any, ...]
F32 = np.float32
ELSEWHERE = cases_pool, cases_umap, cases_union


def _rng() -> np.random.Generator:
    return np.random.default_rng(7)


def _points(axes: int, n: int = 60) -> np.ndarray:
    y = (_rng().standard_normal((axes, n)) * 5).astype(F32)
    y[:, 3] = y[:, 4]
    return y


def _blank(*shape: int, dtype: Any = F32) -> np.ndarray:
    return np.zeros(shape, dtype)


def _edges(n: int = 60, k: int = 7) -> Arguments:
    rng = _rng()
    indices = np.stack([rng.choice(np.delete(np.arange(n), row), k, replace=False) for row in range(n)])
    conditional = rng.random((n, k), F32)
    edges = drive(symmetric(indices.astype(np.int32), conditional / conditional.sum(axis=1, keepdims=True)))
    return edges.starts, edges.indices, edges.values


def sift() -> Iterator[Arguments]:
    for value, column in ((0.5, 9), (4.0, 1), (1.0, 3), (1.0, 0)):
        yield np.array([0, 1, 1, 2, 3], F32), np.array([5, 4, 2, 7, 6], np.int32), F32(value), column


def _graph(k: int, n: int = 30) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vectors, and for each row k others and their distances, nearest first."""
    vectors = _rng().standard_normal((n, 4)).astype(F32)
    some = np.stack([_rng().permutation(np.delete(np.arange(n), row))[:k] for row in range(n)])
    distances = np.square(vectors[:, None] - vectors[some]).sum(axis=2)
    order = np.argsort(distances, axis=1)
    return (
        vectors,
        np.take_along_axis(some, order, 1).astype(np.int32),
        np.take_along_axis(distances, order, 1),
    )


def answer() -> Iterator[Arguments]:
    _, indices, _ = _graph(3)
    for room in (2, 6):
        joined = np.hstack([indices, _blank(30, room, dtype=np.int32)])
        yield 0, 30, 1, joined, np.full(30, 3, np.int32)


def join() -> Iterator[Arguments]:
    vectors, indices, distances = _graph(5)
    joined, degrees = np.hstack([indices[:, :4], _blank(30, 2, dtype=np.int32)]), np.full(30, 4, np.int32)
    for inner in (False, True):
        before = -np.einsum("ij,ikj->ik", vectors, vectors[indices]) if inner else distances
        order = np.argsort(before, axis=1)
        graph = np.take_along_axis(indices, order, 1), np.take_along_axis(before, order, 1)
        found = _blank(30, 5, dtype=np.int32), _blank(30, 5)
        yield 2, 29, vectors, inner, graph, (joined, degrees), found, np.full(30, -1, np.int32)


def unheap() -> Iterator[Arguments]:
    values = np.sort(np.round(_rng().standard_normal((5, 9)), 1).astype(F32), axis=1)  # rising: a heap
    yield 1, 4, values, np.tile(np.arange(9, 0, -1, dtype=np.int32), (5, 1))


def measure() -> Iterator[Arguments]:
    vectors = _rng().standard_normal((30, 4)).astype(F32)
    columns = np.stack([_rng().permutation(30)[:9] for _ in range(3)]).astype(np.int32)
    for inner in (False, True):
        yield vectors, np.array([2, 3, 29]), inner, columns, _blank(3, 9)


def logarithm() -> Iterator[Arguments]:
    yield from ((F32(x),) for x in (1e-37, 0.5, 0.7072, 1, 1.0000001, 1.4142, 1.4143, 2, 3e4, 3e38))


def apart() -> Iterator[Arguments]:
    vectors = _rng().standard_normal((4, 33)).astype(F32)
    yield from ((vectors, 0, 3, False), (vectors, 1, 1, False), (vectors, 0, 3, True))


def scan() -> Iterator[Arguments]:
    vectors = np.round(_rng().standard_normal((40, 3)) * 2).astype(F32)
    others = np.arange(40, dtype=np.int32)
    columns, distances = np.full((3, 6), 99, np.int32), np.full((3, 6), -np.inf, F32)
    yield 0, 3, vectors, np.array([0, 20, 39]), others, others, columns.copy(), distances.copy()
    yield 1, 3, vectors, np.array([0, 20, 39]), others[5:30], others[5:30] + np.int32(40), columns, distances


def listen() -> Iterator[Arguments]:
    squared = np.sort(_rng().random((6, 30), F32) ** 2, axis=1)
    squared[2] = 0.25
    for perplexity in (2.0, 10.0):
        yield 0, 6, squared, perplexity, _blank(6, 30), _blank(6)


def renumber() -> Iterator[Arguments]:
    starts, indices, values = _edges()
    order = _rng().permutation(60)
    fresh = np.concatenate([[0], np.cumsum(np.diff(starts)[order])])
    new = (fresh, np.zeros_like(indices), np.zeros_like(values))
    yield 0, 60, order, np.argsort(order).astype(np.int32), (starts, indices, values), new


def attract2() -> Iterator[Arguments]:
    yield 0, 60, _points(2), *_edges(), _blank(2, 60)


def attract3() -> Iterator[Arguments]:
    yield 5, 50, _points(3), *_edges(), _blank(3, 60)


def stretch() -> Iterator[Arguments]:
    for axes in (2, 3):
        yield 0, 60, _points(axes), *_edges()


def repel2() -> Iterator[Arguments]:
    yield 0, 60, _points(2), _blank(2, 60)
    yield 0, 1, _points(2, 5)[:, :1].copy(), _blank(2, 1)


def repel3() -> Iterator[Arguments]:
    yield 10, 60, _points(3), _blank(3, 60)


def weights() -> Iterator[Arguments]:
    yield from ((F32(t),) for t in (0.0, 0.25, 0.999))


slopes = weights
WHERE = np.array([-30, -30, 2], F32)


def spread() -> Iterator[Arguments]:
    yield 0, 60, _points(2), WHERE, _blank(128, 128)


def gather() -> Iterator[Arguments]:
    yield 0, 60, _points(2), WHERE, _rng().standard_normal((128, 128)).astype(F32), _blank(2, 60)


def interleave() -> Iterator[Arguments]:
    for axes, top in ((2, 65535), (3, 1023)):
        y = _points(axes)
        low = y.min(axis=1)
        yield 0, 60, y, low, F32(top / (y - low[:, None]).max()), _blank(60, dtype=np.uint32)


def fill() -> Iterator[Arguments]:
    yield _points(3), 3, _blank(15, 5), _blank(3, 15), _blank(3, 15)


def _grown() -> tree.Tree:
    return tree.build(_points(3, 200), _rng().permutation(200))


def gather_list() -> Iterator[Arguments]:
    grown = _grown()
    for theta in (0.0, 0.8):
        nodes = (grown.nodes, grown.low, grown.high)
        yield 2, grown.y, grown.depth, nodes, np.array([theta**2, 0.25], F32), _blank(4, 400)


def walk() -> Iterator[Arguments]:
    grown = _grown()
    nodes = (grown.nodes, grown.low, grown.high)
    for theta in (0.0, 1.0):
        yield (
            0,
            grown.leaves,
            grown.y,
            grown.order,
            grown.depth,
            nodes,
            np.array([theta**2, 0.25], F32),
            _blank(3, 200),
            _blank(4, 400),
        )


def accelerate() -> Iterator[Arguments]:
    rng = _rng()
    old, forces = ((rng.standard_normal(60).astype(F32), rng.random(60, F32)) for _ in range(2))
    for start, stop, rate in ((0, 60, 0.1), (7, 33, 50.0), (5, 5, 1.0)):
        yield start, stop, old, forces, np.array([12, 0.5, rate, 0.8], F32), (_blank(60), _blank(60))


def expel() -> Iterator[Arguments]:
    for axes in (2, 3):
        yield 0, 20, np.ascontiguousarray(_points(axes)[:, :20].T), _points(axes), _blank(20, axes)


def of(kernel: str) -> Callable[[], Iterator[Arguments]] | None:
    """The cases of a kernel by its name, or None."""
    return globals().get(kernel) or next(
        filter(None, (getattr(file, kernel, None) for file in ELSEWHERE)), None
    )
