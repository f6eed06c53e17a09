"""Twins of `hyperscope.projections.umap.epoch`, edge by edge in double precision."""

import numpy as np

from tests.twins.chance import scramble


def held(force):
    return np.clip(force, -4, 4)


def pull(squared, a, b):
    return -2 * a * b * squared ** (float(b) - 1) / (1 + a * squared ** float(b))


def push(squared, a, b):
    return 2 * b / ((0.001 + squared) * (1 + a * squared ** float(b)))


def due(rate, phase, turn):
    before, after = (int(phase) + t * int(rate) for t in (int(turn) - 1, int(turn)))
    return after // 2**32 > before // 2**32


def drawn_point(seed, count, n):
    return scramble((int(seed) + int(count) * 0x9E3779B9) % 2**32) * n // 2**32


def move2(start, stop, y, edges, draw, shape, moved):
    starts, indices, rates, phases = edges
    turn, key, negatives = (int(number) for number in draw)
    a, b, rate = (float(number) for number in shape)
    for point in range(start, stop):
        own = range(starts[point], starts[point + 1])
        partners = [indices[edge] for edge in own if due(rates[edge], phases[edge], turn)]
        gaps = y[:, point, None].astype(float) - y[:, partners]
        pulls = pull((gaps**2).sum(axis=0) + 1e-12, a, b)
        at = y[:, point] + rate / max(1, -rate * pulls.sum() / 8) * (pulls * gaps).sum(axis=1)
        seed = scramble(point ^ key)
        strangers = [drawn_point(seed, count, y.shape[1]) for count in range(len(partners) * negatives)]
        gaps = at[:, None] - y[:, strangers]
        moved[:, point] = at + rate * held(held(push((gaps**2).sum(axis=0), a, b) * gaps).sum(axis=1))


move3 = move2
