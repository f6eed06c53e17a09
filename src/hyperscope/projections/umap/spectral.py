"""The slowest vibrations of the neighbour graph: where groups stand apart before anything has moved.

They are the leading eigenvectors of N = D^−½ μ D^−½ after the first, which is known (Belkin & Niyogi 2003; paper, §4.3),
each divided by √D. Found by subspace iteration with a Chebyshev filter (Zhou, Saad, Tiago & Chelikowsky 2006) from the
principal components: a fixed number of products, so the time is bounded and every product can be interrupted.
"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work
from hyperscope.projections.umap.membership import Membership

PASSES, DEGREE = 4, 12
ROWS_AT_ONCE = 100_000  # about 50 ms
STAGE = "Finding the graph's slowest vibrations"


def vibrations(edges: Membership, mask: NDArray[np.bool_], guess: Floats, count: int) -> Work[Floats]:
    """(n, count): the slowest first; `guess` (n, more than count) is where the search begins.

    `mask` (n,) chooses one connected component; the rows of others are 0.
    """
    graph, roots = _normalised(edges)
    block = np.column_stack([roots, guess * roots[:, None]]) * mask[:, None]
    basis = np.linalg.qr(block)[0].astype(np.float32)
    for turn in range(PASSES):
        basis, cut = yield from _aligned(graph, basis)
        basis = yield from _filtered(graph, basis, cut, turn)
    basis, _ = yield from _aligned(graph, basis)
    return np.where(mask[:, None], basis[:, 1 : count + 1] / roots[:, None], 0).astype(np.float32)


def _normalised(edges: Membership) -> tuple[Membership, Floats]:
    """N with the pattern of μ, and √D."""
    degrees = np.add.reduceat(edges.strengths, edges.starts[:-1], dtype=np.float64)
    roots = np.sqrt(degrees).astype(np.float32)
    rows = np.repeat(roots, np.diff(edges.starts))
    return Membership(edges.starts, edges.indices, edges.strengths / rows / roots[edges.indices]), roots


def _aligned(graph: Membership, basis: Floats) -> Work[tuple[Floats, float]]:
    """The basis turned to Ritz vectors, largest value first, and the smallest value (Rayleigh–Ritz)."""
    product = yield from _times(graph, basis)
    small = (basis.T @ product).astype(np.float64)
    values, turns = np.linalg.eigh((small + small.T) / 2)
    return basis @ turns[:, ::-1].astype(np.float32), float(values[0])


def _filtered(graph: Membership, basis: Floats, cut: float, turn: int) -> Work[Floats]:
    """An orthonormal basis in which eigenvalues from −1 to `cut` are damped, those above magnified."""
    cut = float(np.clip(cut, -0.9, 0.999))
    half, middle = np.float32((cut + 1) / 2), np.float32((cut - 1) / 2)
    before, now = basis, ((yield from _times(graph, basis)) - middle * basis) / half
    for degree in range(1, DEGREE):
        product = yield from _times(graph, now)
        before, now = now, 2 * (product - middle * now) / half - before
        yield Progress(STAGE, turn * DEGREE + degree, PASSES * DEGREE)
    return np.asarray(np.linalg.qr(now / np.linalg.norm(now, axis=0))[0], np.float32)


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
