"""Twins of `hyperscope.projections.tsne.attraction`."""

import numpy as np


def attract2(start, stop, y, starts, indices, values, force):
    for point in range(start, stop):
        edges = slice(starts[point], starts[point + 1])
        gaps = y[:, point, None] - y[:, indices[edges]]
        force[:, point] = (values[edges] / (1 + (gaps**2).sum(axis=0)) * gaps).sum(axis=1)


attract3 = attract2


def stretch(start, stop, y, starts, indices, values):
    total = 0.0
    for point in range(start, stop):
        edges = slice(starts[point], starts[point + 1])
        gaps = y[:, point, None] - y[:, indices[edges]]
        total += (values[edges] * np.log1p((gaps**2).sum(axis=0))).sum()
    return total
