"""The slowest vibrations of the neighbour graph: where groups stand apart before anything has moved.

They are the leading eigenvectors of N = D^−½ μ D^−½ after the first, which is known (Belkin & Niyogi 2003; paper, §4.3),
each divided by √D. Found by subspace iteration with a Chebyshev filter (Zhou, Saad, Tiago & Chelikowsky 2006) from the
principal components: a fixed number of products, so the time is bounded and every product can be interrupted.
"""

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.kernels.blas import one_thread_each
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work
from hyperscope.projections.umap.membership import Membership
from hyperscope.projections.union import blocks

PASSES, DEGREE = 4, 12
ROWS_AT_ONCE = 50_000  # about 30 ms, or three times as long where memory is far away
EDGES_AT_ONCE = 2_000_000  # about 40 ms
NUMBERS_IN_CACHE = 100_000
STAGE = "Finding the graph's slowest vibrations"


def vibrations(edges: Membership, mask: NDArray[np.bool_], guess: Floats, count: int) -> Work[Floats]:
    """(n, count): the slowest first; `guess` (n, more than count) is where the search begins.

    `mask` (n,) chooses one connected component; the rows of others are 0.
    """
    graph, roots = yield from _normalised(edges)
    basis = yield from _orthonormal(np.column_stack([roots, guess * roots[:, None]]) * mask[:, None])
    for turn in range(PASSES):
        basis, cut = yield from _aligned(graph, basis)
        basis = yield from _filtered(graph, basis, cut, turn)
    basis, _ = yield from _aligned(graph, basis)
    yield Progress(STAGE, PASSES * DEGREE, PASSES * DEGREE)
    return np.where(mask[:, None], basis[:, 1 : count + 1] / roots[:, None], 0).astype(np.float32)


def _normalised(edges: Membership) -> Work[tuple[Membership, Floats]]:
    """N with the pattern of μ, and √D."""
    roots, values = np.empty(edges.n, np.float32), np.empty_like(edges.strengths)
    size = blocks(len(values), edges.n, EDGES_AT_ONCE)
    for first in size:
        starts = edges.starts[first : first + size.step + 1]
        degrees = np.add.reduceat(
            edges.strengths[starts[0] : starts[-1]], starts[:-1] - starts[0], dtype=np.float64
        )
        roots[first : first + size.step] = np.sqrt(degrees)
        yield Progress(STAGE)
    for first in size:
        starts = edges.starts[first : first + size.step + 1]
        span = slice(starts[0], starts[-1])
        rows = np.repeat(roots[first : first + size.step], np.diff(starts))
        values[span] = edges.strengths[span] / rows / roots[edges.indices[span]]
        yield Progress(STAGE)
    return Membership(edges.starts, edges.indices, values), roots


def _orthonormal(block: Floats) -> Work[Floats]:
    """Q of the block's QR; of many rows that of each piece, then of what remains of all pieces (Demmel et al. 2012, TSQR)."""
    bounds = np.linspace(0, len(block), 1 + math.ceil(len(block) / ROWS_AT_ONCE)).astype(np.int64)
    if len(bounds) == 2:
        return np.asarray(np.linalg.qr(block)[0], np.float32)
    yield Progress(STAGE)
    basis, tops = np.empty(block.shape, np.float32), []
    for first, last in pairwise(bounds):
        basis[first:last], top = np.linalg.qr(block[first:last])
        tops.append(top)
        yield Progress(STAGE)
    turns = np.linalg.qr(np.concatenate(tops))[0].reshape(len(tops), -1, block.shape[1])
    for (first, last), turn in zip(pairwise(bounds), turns, strict=True):
        basis[first:last] = basis[first:last] @ turn
        yield Progress(STAGE)
    return basis


def _aligned(graph: Membership, basis: Floats) -> Work[tuple[Floats, float]]:
    """The basis turned to Ritz vectors, largest value first, and the smallest value (Rayleigh–Ritz)."""
    product = yield from _times(graph, basis)
    with one_thread_each():
        small = (basis.T @ product).astype(np.float64)
        values, turns = np.linalg.eigh((small + small.T) / 2)
    yield Progress(STAGE)
    with one_thread_each():
        return basis @ turns[:, ::-1].astype(np.float32), float(values[0])


def _filtered(graph: Membership, basis: Floats, cut: float, turn: int) -> Work[Floats]:
    """An orthonormal basis in which eigenvalues from −1 to `cut` are damped, those above magnified."""
    cut = float(np.clip(cut, -0.9, 0.999))
    half, middle = np.float32((cut + 1) / 2), np.float32((cut - 1) / 2)
    before, now = basis, (yield from _times(graph, basis))
    for rows in _portions(now):
        now[rows] = (now[rows] - middle * basis[rows]) / half
    for degree in range(1, DEGREE):
        product = yield from _times(graph, now)
        for rows in _portions(now):
            product[rows] = 2 * (product[rows] - middle * now[rows]) / half - before[rows]
        before, now = now, product
        yield Progress(STAGE, turn * DEGREE + degree, PASSES * DEGREE)
    return (yield from _orthonormal(now / np.linalg.norm(now, axis=0)))


def _portions(block: Floats) -> Iterator[slice]:
    """Rows a few at a time, which stay in the cache from one operation to the next."""
    size = max(1, NUMBERS_IN_CACHE // block.shape[1])
    return (slice(first, first + size) for first in range(0, len(block), size))


def _times(graph: Membership, block: NDArray[np.floating]) -> Work[Floats]:
    """The matrix times a block (n, c)."""
    dense, product = np.ascontiguousarray(block, np.float32), np.empty(block.shape, np.float32)
    for start in range(0, graph.n, ROWS_AT_ONCE):
        count = min(ROWS_AT_ONCE, graph.n - start)

        def task(_part: int, first: int, last: int, start: int = start) -> None:
            multiply(
                start + first, start + last, graph.starts, graph.indices, graph.strengths, dense, product
            )

        lane.share(task, count)
        yield Progress(STAGE)
    return product


@kernel
def multiply(start, stop, starts, indices, values, dense, product):
    """Rows start…stop of a sparse matrix times a dense one."""
    columns = dense.shape[1]
    for row in range(start, stop):
        for column in range(columns):
            product[row, column] = 0
        for edge in range(starts[row], starts[row + 1]):
            value, other = values[edge], indices[edge]
            for column in range(columns):
                product[row, column] += value * dense[other, column]
