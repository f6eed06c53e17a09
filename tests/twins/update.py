"""Twin of `hyperscope.projections.tsne.update`."""

import numpy as np


def accelerate(start, stop, old, forces, pace, new):
    part = slice(start, stop)
    exaggeration, over_z, rate, momentum = pace
    slope = exaggeration * forces[0][part] - over_z * forces[1][part]
    gains = np.where(slope * old[0][part] > 0, old[1][part] * 0.8, old[1][part] + 0.2)
    new[1][part] = np.maximum(gains, 0.01)
    new[0][part] = momentum * old[0][part] - rate * new[1][part] * slope
    return np.abs(new[0][part]).max(initial=0)
