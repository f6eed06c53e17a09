"""Repulsion by a tree over the Morton order whose leaves share their interaction lists.

A balanced binary tree in heap order (children of node i: 2i + 1, 2i + 2). A leaf holds about 32 neighbouring points;
all of them use one list of far nodes (centre of mass, mass) and near points, run as one vectorised loop. A far node is
accepted when size² < θ² (near² + distance²): the kernel is flat below distance 1, so a dense early layout opens few nodes.
After Barnes & Hut 1986, with the groups of Barnes 1990. A layout in two dimensions is one of three, lying flat: kernels of
its own would save a fifth of the time and cost a second of compilation.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel
from hyperscope.progress import Progress, Work

POINTS_IN_A_LEAF = 32
# Layout units below which a node seems no nearer. In 2-D neighbours are told apart by groups half as large: with 1, 10,000 words
# end 0.03 higher (mean of four seeds), to save about 0.3 ms a step; Fashion-MNIST ends the same.
NEAR = {2: 0.5, 3: 1.0}
LEAVES_AT_ONCE = 1_024  # about 40 ms


@dataclass(frozen=True, slots=True)
class Tree:
    """`y` (3, n) sorted by `order`; 2^`depth` leaves; boxes `low`, `high` (3, nodes).

    `nodes` (nodes, 5) are what a list asks of a node, side by side in memory: its centre of mass, mass and size².
    """

    y: Floats
    order: NDArray[np.int64]
    depth: int
    nodes: Floats
    low: Floats
    high: Floats

    @property
    def leaves(self) -> int:
        return 2**self.depth


def build(y: Floats, order: NDArray[np.int64]) -> Tree:
    """The tree of coordinates y (3, n) along `order`, which should be near a Morton order."""
    n = len(order)
    depth = max(0, math.ceil(math.log2(n / POINTS_IN_A_LEAF)))
    count = 2 ** (depth + 1) - 1
    tree = Tree(
        np.ascontiguousarray(y[:, order]), order, depth,
        np.empty((count, 5), np.float32), np.empty((3, count), np.float32), np.empty((3, count), np.float32),
    )  # fmt: skip
    fill(tree.y, depth, tree.nodes, tree.low, tree.high)
    return tree


def repel(y: Floats, order: NDArray[np.int64], theta: float) -> Work[tuple[Floats, float]]:
    """(R (p, n), Z = Σ_{i≠j} q_ij) of y (p, n), p = 2 or 3; far nodes are summed up as `theta` allows (0: none)."""
    tree = build(solid(y), order)
    n, reach = len(order), np.array([theta * theta, NEAR[len(y)] ** 2], np.float32)
    force, total = np.empty((3, n), np.float32), 0.0
    for start in range(0, tree.leaves, LEAVES_AT_ONCE):
        count = min(LEAVES_AT_ONCE, tree.leaves - start)
        sums = np.zeros(lane.PARTS)

        def task(part: int, first: int, last: int, start: int = start, sums=sums) -> None:
            sums[part] = walk(
                start + first, start + last, tree.y, tree.order, tree.depth, (tree.nodes, tree.low, tree.high),
                reach, force, np.empty((4, n + len(tree.nodes)), np.float32),
            )  # fmt: skip

        lane.share(task, count)
        total += sums.sum()
        if tree.leaves > LEAVES_AT_ONCE:
            yield Progress("Repelling", start + count, tree.leaves)
    return force[: len(y)], max(total - n, np.finfo(np.float32).tiny)


def solid(y: Floats) -> Floats:
    """Coordinates (2, n) or (3, n) as (3, n)."""
    return y if len(y) == 3 else np.vstack([y, np.zeros((1, y.shape[1]), np.float32)])


@kernel
def fill(y, depth, nodes, low, high):
    """Every node's centre of mass, mass, size² and box, leaves first."""
    n, leaves = y.shape[1], 2**depth
    for leaf in range(leaves):
        node = leaves - 1 + leaf
        first, last = leaf * n // leaves, (leaf + 1) * n // leaves
        nodes[node, 3] = last - first
        for axis in range(3):
            total = np.float32(0)
            least, most = y[axis, first], y[axis, first]
            for value in y[axis, first:last]:
                total += value
                least = min(least, value)
                most = max(most, value)
            nodes[node, axis] = total / np.float32(last - first)
            low[axis, node], high[axis, node] = least, most
    for node in range(leaves - 2, -1, -1):
        left, right = 2 * node + 1, 2 * node + 2
        nodes[node, 3] = nodes[left, 3] + nodes[right, 3]
        for axis in range(3):
            weighted = nodes[left, 3] * nodes[left, axis] + nodes[right, 3] * nodes[right, axis]
            nodes[node, axis] = weighted / nodes[node, 3]
            low[axis, node] = min(low[axis, left], low[axis, right])
            high[axis, node] = max(high[axis, left], high[axis, right])
    for node in range(nodes.shape[0]):
        size = np.float32(0)
        for axis in range(3):
            size = max(size, high[axis, node] - low[axis, node])
        nodes[node, 4] = size * size


@kernel
def gather_list(leaf, y, depth, tree, reach, listed):
    """Write what the points of a leaf meet into `listed` (4, …): x, y, z, mass. Returns how many there are.

    `reach` is (θ², near²). Unsigned places spare the machine code a look for negative ones.
    """
    nodes, low, high = tree
    theta2, near2 = reach[0], reach[1]
    n, leaves = y.shape[1], 2**depth
    group = leaves - 1 + leaf
    x0, y0, z0 = low[0, group], low[1, group], low[2, group]
    x1, y1, z1 = high[0, group], high[1, group], high[2, group]
    node, count, none = 0, 0, np.float32(0)
    while True:
        row = nodes[np.uint64(node)]
        x, y_, z, mass, size2 = row[0], row[1], row[2], row[3], row[4]
        dx, dy, dz = max(x0 - x, x - x1, none), max(y0 - y_, y_ - y1, none), max(z0 - z, z - z1, none)
        if size2 < theta2 * (near2 + dx * dx + dy * dy + dz * dz):
            place = np.uint64(count)
            listed[0, place], listed[1, place], listed[2, place], listed[3, place] = x, y_, z, mass
            count += 1
        elif node >= leaves - 1:
            there = node - leaves + 1
            first = there * n // leaves
            size = (there + 1) * n // leaves - first
            for number in range(size):  # assigning slices would take two seconds to compile
                point, place = np.uint64(first + number), np.uint64(count + number)
                listed[0, place], listed[1, place], listed[2, place] = y[0, point], y[1, point], y[2, point]
                listed[3, place] = np.float32(1)
            count += size
        else:
            node = 2 * node + 1
            continue
        while node > 0 and node % 2 == 0:  # a right child: all below its parent is done
            node = (node - 1) // 2
        if node == 0:
            return count
        node += 1


@kernel
def walk(start, stop, y, order, depth, tree, reach, force, listed):
    """R of the points of leaves start…stop; returns Σ q over them, each point's own 1 included. `listed` is its room."""
    n, leaves = y.shape[1], 2**depth
    xs, ys, zs, masses = listed[0], listed[1], listed[2], listed[3]
    total = 0.0
    for leaf in range(start, stop):
        count = gather_list(leaf, y, depth, tree, reach, listed)
        for point in range(leaf * n // leaves, (leaf + 1) * n // leaves):
            x0, y0, z0 = y[0, point], y[1, point], y[2, point]
            fx, fy, fz, near = np.float32(0), np.float32(0), np.float32(0), np.float32(0)
            for other in range(count):
                dx, dy, dz = x0 - xs[other], y0 - ys[other], z0 - zs[other]
                q = np.float32(1) / (np.float32(1) + dx * dx + dy * dy + dz * dz)
                heavy = masses[other] * q
                near += heavy
                push = heavy * q
                fx += push * dx
                fy += push * dy
                fz += push * dz
            place = order[point]
            force[0, place], force[1, place], force[2, place] = fx, fy, fz
            total += near
    return total
