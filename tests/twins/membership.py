"""Twin of `hyperscope.projections.umap.membership`."""

import numpy as np
from scipy.optimize import brentq


def belong(start, stop, distances, wanted, strengths):
    for row in range(start, stop):
        d = distances[row].astype(float)
        rho = d[d > 0].min() if d.any() else 0.0
        gaps = np.maximum(d - rho, 0)
        if not gaps.any():
            strengths[row] = 1
            continue
        least = 1e-3 * d.sum() / (len(d) + 1)
        sigma = least
        if np.exp(-gaps / least).sum() < wanted:
            sigma = brentq(
                lambda s, gaps=gaps: np.exp(-gaps / s).sum() - wanted, least, 1e6 * gaps.max(), xtol=1e-300
            )
        strengths[row] = np.exp(-gaps / sigma)
