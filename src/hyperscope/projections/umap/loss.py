"""The cross entropy that an epoch lowers, by samples: −log ν for an edge, −log(1 − ν) for its negative samples."""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work
from hyperscope.projections.umap.chance import scramble
from hyperscope.projections.umap.epoch import SOFT, drawn_point
from hyperscope.projections.umap.membership import Membership
from hyperscope.projections.union import blocks

F32, U32 = np.float32, np.uint32
EDGES_AT_ONCE = 500_000  # about 50 ms


def cross_entropy(
    y: Floats, edges: Membership, drawn: np.uint32, negatives: int, curve: Floats
) -> Work[float]:
    """Σ μ_ij (−log ν_ij − m log(1 − ν_ik)) / Σ μ_ij: every edge, and one random k for each; m negative samples.

    This is the loss of sampling with m negatives, per edge drawn (Damrich & Hamprecht 2021, eq. 9), not the cross
    entropy of all pairs, which the method never lowers. 1e-3 is added to d², as in the push.
    """
    draw, listed = np.array([drawn, negatives], U32), (edges.starts, edges.indices, edges.strengths)
    total, size = 0.0, blocks(len(edges.indices), edges.n, EDGES_AT_ONCE)
    for start in size:
        sums = np.zeros(lane.PARTS)

        def task(
            part: int, first: int, last: int, start: int = start, sums: NDArray[np.float64] = sums
        ) -> None:
            sums[part] = surprise(start + first, start + last, y, listed, draw, curve)

        lane.share(task, min(size.step, edges.n - start))
        total += float(sums.sum())
        if len(size) > 1:
            yield Progress("Measuring the loss", start, edges.n)
    return total / float(edges.strengths.sum(dtype=np.float64))


@kernel
def surprise(start, stop, y, edges, draw, curve):
    """Σ over the edges of points start…stop; `draw` is (key, negative samples), `curve` (a, b)."""
    n, axes = y.shape[1], y.shape[0]
    a, b, negatives = curve[0], curve[1], F32(draw[1])
    total = 0.0
    for point in range(start, stop):
        seed = scramble(U32(U32(point) ^ draw[0]))
        for edge in range(edges[0][point], edges[0][point + 1]):
            partner, stranger = edges[1][edge], drawn_point(seed, edge - edges[0][point], n)
            near, far = F32(SOFT), F32(SOFT)
            for axis in range(axes):
                near += (y[axis, point] - y[axis, partner]) ** 2
                far += (y[axis, point] - y[axis, stranger]) ** 2
            drawn = np.log(F32(1) + a * near**b)
            pushed = np.log(F32(1) + F32(1) / (a * far**b))
            total += edges[2][edge] * (drawn + negatives * pushed)
    return total
