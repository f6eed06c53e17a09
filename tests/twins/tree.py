"""Twins of `hyperscope.projections.tsne.tree`: recursion instead of stacks, whole boxes instead of running ones."""

import numpy as np


def _points(node, depth, n):
    level = int(np.log2(node + 1))
    first, count = node + 1 - 2**level, 2 ** (depth - level)
    return slice(first * count * n // 2**depth, (first + 1) * count * n // 2**depth)


def fill(y, depth, mass, centre, low, high):
    for node in range(len(mass)):
        part = y[:, _points(node, depth, y.shape[1])]
        mass[node], centre[:, node] = part.shape[1], part.mean(axis=1)
        low[:, node], high[:, node] = part.min(axis=1), part.max(axis=1)


def _met(node, group, y, depth, nodes, theta2):
    mass, centre, low, high = nodes
    away = np.maximum(low[:, group] - centre[:, node], centre[:, node] - high[:, group]).clip(min=0)
    if (high[:, node] - low[:, node]).max() ** 2 < theta2 * (1 + (away**2).sum()):
        return [[*centre[:, node], mass[node]]]
    if node >= 2**depth - 1:
        return [[*point, 1] for point in y[:, _points(node, depth, y.shape[1])].T]
    return [
        row for child in (2 * node + 2, 2 * node + 1) for row in _met(child, group, y, depth, nodes, theta2)
    ]


def gather_list(leaf, y, depth, nodes, theta2, listed):
    met = np.array(_met(0, 2**depth - 1 + leaf, y, depth, nodes, theta2), np.float32).T
    listed[:, : met.shape[1]] = met
    return met.shape[1]


def walk(start, stop, y, order, depth, nodes, theta2, force):
    total = 0.0
    for leaf in range(start, stop):
        met = np.array(_met(0, 2**depth - 1 + leaf, y, depth, nodes, theta2))
        part = _points(2**depth - 1 + leaf, depth, y.shape[1])
        gaps = y[:, part, None] - met[:, :3].T[:, None, :]
        q = 1 / (1 + (gaps**2).sum(axis=0))
        force[:, order[part]] = (met[:, 3] * q**2 * gaps).sum(axis=2)
        total += (met[:, 3] * q).sum()
    return total
