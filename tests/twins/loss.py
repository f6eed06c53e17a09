"""Twin of `hyperscope.projections.umap.loss`."""

import numpy as np

from tests.twins.chance import scramble
from tests.twins.epoch import drawn_point


def surprise(start, stop, y, edges, draw, curve):
    a, b = curve[:2].astype(float)
    total = 0.0
    for point in range(start, stop):
        seed = scramble(point ^ int(draw[0]))
        for place, edge in enumerate(range(edges[0][point], edges[0][point + 1])):
            others = edges[1][edge], drawn_point(seed, place, y.shape[1])
            near, far = (
                np.square((y[:, point] - y[:, other]).astype(float)).sum() + 1e-3 for other in others
            )
            nu = 1 / (1 + a * np.array([near, far]) ** b)
            total += edges[2][edge] * (-np.log(nu[0]) - int(draw[1]) * np.log(1 - nu[1]))
    return total
