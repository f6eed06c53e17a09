"""Attraction A_i = Σ_j p_ij q_ij (y_i − y_j) along the edges of P, and the loss. q = 1 / (1 + |y_i − y_j|²).

Coordinates lie in separate rows (2, n) or (3, n), so that the loops over edges become vector code with gathers. Slices and
unsigned names spare that code a look for negative places: it is twice as fast.
"""

import numpy as np

from hyperscope.kernels.jit import kernel
from hyperscope.kernels.logarithm import logarithm


@kernel
def attract2(start, stop, y, starts, indices, values, force):
    """Points start…stop of A in two dimensions."""
    xs, ys = y[0], y[1]
    for point in range(start, stop):
        x0, y0 = xs[point], ys[point]
        fx, fy = np.float32(0), np.float32(0)
        others, weights = (
            indices[starts[point] : starts[point + 1]],
            values[starts[point] : starts[point + 1]],
        )
        for edge in range(others.shape[0]):
            other = np.uint32(others[edge])
            dx, dy = x0 - xs[other], y0 - ys[other]
            pull = weights[edge] / (np.float32(1) + dx * dx + dy * dy)
            fx += pull * dx
            fy += pull * dy
        force[0, point], force[1, point] = fx, fy


@kernel
def attract3(start, stop, y, starts, indices, values, force):
    """Points start…stop of A in three dimensions."""
    xs, ys, zs = y[0], y[1], y[2]
    for point in range(start, stop):
        x0, y0, z0 = xs[point], ys[point], zs[point]
        fx, fy, fz = np.float32(0), np.float32(0), np.float32(0)
        others, weights = (
            indices[starts[point] : starts[point + 1]],
            values[starts[point] : starts[point + 1]],
        )
        for edge in range(others.shape[0]):
            other = np.uint32(others[edge])
            dx, dy, dz = x0 - xs[other], y0 - ys[other], z0 - zs[other]
            pull = weights[edge] / (np.float32(1) + dx * dx + dy * dy + dz * dz)
            fx += pull * dx
            fy += pull * dy
            fz += pull * dz
        force[0, point], force[1, point], force[2, point] = fx, fy, fz


@kernel
def stretch(start, stop, y, starts, indices, values):
    """Σ p_ij log(1 + |y_i − y_j|²) over the edges of points start…stop: the part of the loss that edges decide."""
    xs, ys, zs = y[0], y[1], y[y.shape[0] - 1]
    solid = np.float32(y.shape[0] - 2)  # 0 in two dimensions, where there is no z
    total = 0.0
    for point in range(start, stop):
        x0, y0, z0, part = xs[point], ys[point], zs[point], np.float32(0)
        others, weights = (
            indices[starts[point] : starts[point + 1]],
            values[starts[point] : starts[point + 1]],
        )
        for edge in range(others.shape[0]):
            other = np.uint32(others[edge])
            dx, dy, dz = x0 - xs[other], y0 - ys[other], z0 - zs[other]
            part += weights[edge] * logarithm(np.float32(1) + dx * dx + dy * dy + solid * dz * dz)
        total += part
    return total
