"""Twins of `hyperscope.projections.placing.tsne`."""

import numpy as np


def expel(start, stop, y, among, force):
    gaps = y[start:stop, :, None] - among[None]
    w = 1 / (1 + np.square(gaps).sum(axis=1))
    force[start:stop] = (np.square(w)[:, None] * gaps).sum(axis=2) / w.sum(axis=1)[:, None]
