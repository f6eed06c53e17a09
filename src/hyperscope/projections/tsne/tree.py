"""Repulsion by a tree over the Morton order whose leaves share their interaction lists.

A balanced binary tree in heap order (children of node i: 2i + 1, 2i + 2). A leaf holds about 32 neighbouring points;
all of them use one list of far nodes (centre of mass, mass) and near points, run as one vectorised loop. A far node is
accepted when size² < θ² (1 + distance²): the kernel is flat below distance 1, so a dense early layout opens few nodes.
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
LEAVES_AT_ONCE = 1_024  # about 40 ms


@dataclass(frozen=True, slots=True)
class Tree:
    """`y` (3, n) sorted by `order`; `mass` (nodes,), `centre`, `low`, `high` (3, nodes); 2^`depth` leaves."""

    y: Floats
    order: NDArray[np.int64]
    depth: int
    mass: Floats
    centre: Floats
    low: Floats
    high: Floats

    @property
    def leaves(self) -> int:
        return 2**self.depth


def build(y: Floats, order: NDArray[np.int64]) -> Tree:
    """The tree of coordinates y (3, n) along `order`, which should be near a Morton order."""
    n = len(order)
    depth = max(0, math.ceil(math.log2(n / POINTS_IN_A_LEAF)))
    nodes = 2 ** (depth + 1) - 1
    tree = Tree(
        np.ascontiguousarray(y[:, order]), order, depth,
        np.empty(nodes, np.float32), *(np.empty((3, nodes), np.float32) for _ in range(3)),
    )  # fmt: skip
    fill(tree.y, depth, tree.mass, tree.centre, tree.low, tree.high)
    return tree


def repel(y: Floats, order: NDArray[np.int64], theta: float) -> Work[tuple[Floats, float]]:
    """(R (p, n), Z = Σ_{i≠j} q_ij) of y (p, n), p = 2 or 3; far nodes are summed up as `theta` allows (0: none)."""
    tree = build(solid(y), order)
    n = len(order)
    force, total = np.empty((3, n), np.float32), 0.0
    for start in range(0, tree.leaves, LEAVES_AT_ONCE):
        count = min(LEAVES_AT_ONCE, tree.leaves - start)
        sums = np.zeros(lane.PARTS)

        def task(part: int, first: int, last: int, start: int = start, sums=sums) -> None:
            sums[part] = walk(
                start + first, start + last, tree.y, tree.order, tree.depth,
                (tree.mass, tree.centre, tree.low, tree.high), np.float32(theta * theta), force,
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
def fill(y, depth, mass, centre, low, high):
    """Every node's mass, centre of mass and box, leaves first."""
    n, leaves = y.shape[1], 2**depth
    for leaf in range(leaves):
        node = leaves - 1 + leaf
        first, last = leaf * n // leaves, (leaf + 1) * n // leaves
        mass[node] = last - first
        for axis in range(3):
            total = np.float32(0)
            least, most = y[axis, first], y[axis, first]
            for point in range(first, last):
                value = y[axis, point]
                total += value
                least = min(least, value)
                most = max(most, value)
            centre[axis, node] = total / np.float32(last - first)
            low[axis, node], high[axis, node] = least, most
    for node in range(leaves - 2, -1, -1):
        left, right = 2 * node + 1, 2 * node + 2
        mass[node] = mass[left] + mass[right]
        for axis in range(3):
            weighted = mass[left] * centre[axis, left] + mass[right] * centre[axis, right]
            centre[axis, node] = weighted / mass[node]
            low[axis, node] = min(low[axis, left], low[axis, right])
            high[axis, node] = max(high[axis, left], high[axis, right])


@kernel
def gather_list(leaf, y, depth, nodes, theta2, listed):
    """Write what the points of a leaf meet into `listed` (4, …): x, y, z, mass. Returns how many there are."""
    mass, centre, low, high = nodes
    n, leaves = y.shape[1], 2**depth
    group = leaves - 1 + leaf
    stack = np.empty(2 * depth + 2, np.int64)
    stack[0], top, count = 0, 1, 0
    while top > 0:
        top -= 1
        node = stack[top]
        squared, size = np.float32(1), np.float32(0)
        for axis in range(3):
            away = max(low[axis, group] - centre[axis, node], centre[axis, node] - high[axis, group])
            if away > 0:
                squared += away * away
            size = max(size, high[axis, node] - low[axis, node])
        if size * size < theta2 * squared:
            listed[0, count], listed[1, count] = centre[0, node], centre[1, node]
            listed[2, count], listed[3, count] = centre[2, node], mass[node]
            count += 1
        elif node >= leaves - 1:
            there = node - leaves + 1
            for point in range(there * n // leaves, (there + 1) * n // leaves):
                listed[0, count], listed[1, count] = y[0, point], y[1, point]
                listed[2, count], listed[3, count] = y[2, point], np.float32(1)
                count += 1
        else:
            stack[top], stack[top + 1] = 2 * node + 1, 2 * node + 2
            top += 2
    return count


@kernel
def walk(start, stop, y, order, depth, nodes, theta2, force):
    """R of the points of leaves start…stop; returns Σ q over them, each point's own 1 included."""
    n, leaves = y.shape[1], 2**depth
    listed = np.empty((4, n + nodes[0].shape[0]), np.float32)
    xs, ys, zs, masses = listed[0], listed[1], listed[2], listed[3]
    total = 0.0
    for leaf in range(start, stop):
        count = gather_list(leaf, y, depth, nodes, theta2, listed)
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
