"""One epoch: each point is drawn along its edges that are due, then pushed from random points (paper, algorithm 5).

All points move from where they were before the epoch, so the result depends on the seed alone, never on the number of
threads or who was first. As in the paper, an edge moves the end it is looked at from; every edge is looked at from both.
A point's pulls are summed up, then its pushes, and each sum is bounded.
Coordinates lie in separate rows, so that both loops become vector code with gathers; slices and unsigned places spare it a
look for negative ones.
"""

import numpy as np

from hyperscope.kernels.jit import inlined, kernel
from hyperscope.projections.umap.chance import scramble
from hyperscope.projections.umap.power import power

F32, U32, U64 = np.float32, np.uint32, np.uint64
# All of a point's forces act at once here, where the paper applies one after the other and each sees what the last did.
# Without the two bounds below, 1,797 digits from a spectral start end torn apart (label agreement 0.86 for 0.99).
FARTHEST = 4.0  # along one axis, by one random point or all of them, times the learning rate
STIFFEST = 8.0  # Σ of pulls per distance: a point with many edges does not overshoot its partners
SOFT = 1e-3  # added to d² where points repel (the authors' implementation)
TINY = 1e-12  # added to d² where they attract: points at one place do not divide by 0
STRIDE = 0x9E3779B9  # 2^32 over the golden ratio: successive counters lie far apart


@inlined
def held(force):
    return min(max(force, F32(-FARTHEST)), F32(FARTHEST))


@inlined
def pull(squared, a, b):
    """∇ log ν along y_i − y_j, ν = 1 / (1 + a d^2b)."""
    near = power(squared, b)
    return F32(-2) * a * b * near / (squared * (F32(1) + a * near))


@inlined
def push(squared, a, b):
    """∇ log(1 − ν) along y_i − y_k."""
    return F32(2) * b / ((F32(SOFT) + squared) * (F32(1) + a * power(squared, b)))


@inlined
def due(rate, phase, turn):
    return U32(phase + U32(turn * rate)) < rate


@inlined
def drawn_point(seed, count, n):
    """The `count`-th of a point's random partners among n."""
    bits = scramble(U32(seed + U32(U32(count) * U32(STRIDE))))
    return U32((U64(bits) * U64(n)) >> U64(32))


@kernel
def move2(start, stop, y, edges, draw, shape, moved):
    """Points start…stop after epoch `draw`[0], in two dimensions.

    `edges` are (starts, indices, rates, phases), `draw` (epoch, key, negative samples), `shape` (a, b, learning rate).
    """
    starts, indices, rates, phases = edges
    xs, ys = y[0], y[1]
    turn, negatives, n = draw[0], draw[2], xs.shape[0]
    a, b, rate = shape[0], shape[1], shape[2]
    for point in range(start, stop):
        x0, y0 = xs[point], ys[point]
        fx, fy, stiff, count = F32(0), F32(0), F32(0), U32(0)
        here, there = starts[point], starts[point + 1]
        others, paces, delays = indices[here:there], rates[here:there], phases[here:there]
        for edge in range(others.shape[0]):
            other = U32(others[edge])
            dx, dy = x0 - xs[other], y0 - ys[other]
            on = due(paces[edge], delays[edge], turn)
            force = pull(dx * dx + dy * dy + F32(TINY), a, b) if on else F32(0)
            fx += force * dx
            fy += force * dy
            stiff -= force
            count += U32(1) if on else U32(0)
        step = rate / max(F32(1), rate * stiff / F32(STIFFEST))
        x0 += step * fx
        y0 += step * fy
        fx, fy = F32(0), F32(0)
        seed = scramble(U32(U32(point) ^ draw[1]))
        for sample in range(np.int64(count) * np.int64(negatives)):
            other = drawn_point(seed, sample, n)
            dx, dy = x0 - xs[other], y0 - ys[other]
            force = push(dx * dx + dy * dy, a, b)
            fx += held(force * dx)
            fy += held(force * dy)
        moved[0, point], moved[1, point] = x0 + rate * held(fx), y0 + rate * held(fy)


@kernel
def move3(start, stop, y, edges, draw, shape, moved):
    """Points start…stop after epoch `draw`[0], in three dimensions; arguments as for `move2`."""
    starts, indices, rates, phases = edges
    xs, ys, zs = y[0], y[1], y[2]
    turn, negatives, n = draw[0], draw[2], xs.shape[0]
    a, b, rate = shape[0], shape[1], shape[2]
    for point in range(start, stop):
        x0, y0, z0 = xs[point], ys[point], zs[point]
        fx, fy, fz, stiff, count = F32(0), F32(0), F32(0), F32(0), U32(0)
        here, there = starts[point], starts[point + 1]
        others, paces, delays = indices[here:there], rates[here:there], phases[here:there]
        for edge in range(others.shape[0]):
            other = U32(others[edge])
            dx, dy, dz = x0 - xs[other], y0 - ys[other], z0 - zs[other]
            on = due(paces[edge], delays[edge], turn)
            force = pull(dx * dx + dy * dy + dz * dz + F32(TINY), a, b) if on else F32(0)
            fx += force * dx
            fy += force * dy
            fz += force * dz
            stiff -= force
            count += U32(1) if on else U32(0)
        step = rate / max(F32(1), rate * stiff / F32(STIFFEST))
        x0 += step * fx
        y0 += step * fy
        z0 += step * fz
        fx, fy, fz = F32(0), F32(0), F32(0)
        seed = scramble(U32(U32(point) ^ draw[1]))
        for sample in range(np.int64(count) * np.int64(negatives)):
            other = drawn_point(seed, sample, n)
            dx, dy, dz = x0 - xs[other], y0 - ys[other], z0 - zs[other]
            force = push(dx * dx + dy * dy + dz * dz, a, b)
            fx += held(force * dx)
            fy += held(force * dy)
            fz += held(force * dz)
        moved[0, point], moved[1, point] = x0 + rate * held(fx), y0 + rate * held(fy)
        moved[2, point] = z0 + rate * held(fz)
