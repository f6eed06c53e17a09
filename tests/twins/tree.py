"""Twins of `hyperscope.projections.tsne.tree`: recursion instead of stacks, whole boxes instead of running ones."""

import numpy as np


def _points(node, depth, n):
    level = int(np.log2(node + 1))
    first, count = node + 1 - 2**level, 2 ** (depth - level)
    return slice(first * count * n // 2**depth, (first + 1) * count * n // 2**depth)


def fill(y, depth, nodes, low, high):
    for node in range(len(nodes)):
        part = y[:, _points(node, depth, y.shape[1])]
        low[:, node], high[:, node] = part.min(axis=1), part.max(axis=1)
        nodes[node] = *part.mean(axis=1), part.shape[1], (high[:, node] - low[:, node]).max() ** 2


def _met(node, group, y, depth, tree, reach):
    nodes, low, high = tree
    centre = nodes[node, :3]
    away = np.maximum(low[:, group] - centre, centre - high[:, group]).clip(min=0)
    if nodes[node, 4] < reach[0] * (reach[1] + (away**2).sum()):
        return [[*centre, nodes[node, 3]]]
    if node >= 2**depth - 1:
        return [[*point, 1] for point in y[:, _points(node, depth, y.shape[1])].T]
    return [
        row for child in (2 * node + 1, 2 * node + 2) for row in _met(child, group, y, depth, tree, reach)
    ]


def gather_list(leaf, y, depth, tree, reach, listed):
    met = np.array(_met(0, 2**depth - 1 + leaf, y, depth, tree, reach), np.float32).T
    listed[:, : met.shape[1]] = met
    return met.shape[1]


def walk(start, stop, y, order, depth, tree, reach, force, listed):
    total = 0.0
    for leaf in range(start, stop):
        met = listed[:, : gather_list(leaf, y, depth, tree, reach, listed)].T.astype(float)
        part = _points(2**depth - 1 + leaf, depth, y.shape[1])
        gaps = y[:, part, None] - met[:, :3].T[:, None, :]
        q = 1 / (1 + (gaps**2).sum(axis=0))
        force[:, order[part]] = (met[:, 3] * q**2 * gaps).sum(axis=2)
        total += (met[:, 3] * q).sum()
    return total
