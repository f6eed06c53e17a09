"""Twins of `hyperscope.projections.tsne.mesh`, by scipy's own B-splines."""

import numpy as np
from scipy.interpolate import BSpline

CUBIC = BSpline.basis_element([-2, -1, 0, 1, 2], extrapolate=False)
SLOPE = CUBIC.derivative()
NODES = np.array([-1, 0, 1, 2])


def weights(t):
    return tuple(np.nan_to_num(CUBIC(t - NODES)))


def slopes(t):
    return tuple(np.nan_to_num(SLOPE(t - NODES)))


def _place(y, where, point):
    u = (y[:, point] - where[:2]) * where[2]
    node = np.floor(u).astype(int)
    rows, columns = slice(node[0] - 1, node[0] + 3), slice(node[1] - 1, node[1] + 3)
    return (rows, columns), u - node


def spread(start, stop, y, where, charges):
    for point in range(start, stop):
        nodes, t = _place(y, where, point)
        charges[nodes] += np.outer(weights(t[0]), weights(t[1]))


def gather(start, stop, y, where, potential, force):
    total = 0.0
    for point in range(start, stop):
        nodes, t = _place(y, where, point)
        down, across = np.array(weights(t[0])), np.array(weights(t[1]))
        force[0, point] = -where[2] / 2 * (slopes(t[0]) @ potential[nodes] @ across)
        force[1, point] = -where[2] / 2 * (down @ potential[nodes] @ slopes(t[1]))
        total += down @ potential[nodes] @ across
    return total
