"""Twin of `hyperscope.projections.tsne.update`."""

import numpy as np


def descend(start, stop, old, forces, pace, new):
    part = slice(start, stop)
    y, velocity, gains = (array[:, part] for array in old)
    slope = pace[0] * forces[0][:, part] - pace[1] * forces[1][:, part]
    gains = np.maximum(np.where(slope * velocity > 0, gains * 0.8, gains + 0.2), 0.01)
    velocity = pace[3] * velocity - pace[2] * gains * slope
    length = np.linalg.norm(velocity, axis=0)
    velocity = velocity * np.minimum(1, 5 / np.where(length > 0, length, 1))
    new[0][:, part], new[1][:, part], new[2][:, part] = y + velocity, velocity, gains
