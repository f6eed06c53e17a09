"""Twins of `hyperscope.projections.tsne.affinities`."""

import numpy as np
from scipy.optimize import brentq


def listen(start, stop, squared, perplexity, conditional, reached):
    def weights(gaps, beta):
        w = np.exp(-beta * gaps)
        return w / w.sum()

    def perplexity_of(p):
        p = p[p > 0]
        return np.exp(-(p * np.log(p)).sum())

    for row in range(start, stop):
        gaps = (squared[row] - squared[row].min()).astype(float)
        beta = 1.0
        if gaps.any():
            beta = brentq(
                lambda b, gaps=gaps: perplexity_of(weights(gaps, b)) - perplexity, 0, 1e6, xtol=1e-12
            )
        conditional[row] = weights(gaps, beta)
        reached[row] = perplexity_of(weights(gaps, beta))


def renumber(start, stop, order, place, old, new):
    for row in range(start, stop):
        source = slice(old[0][order[row]], old[0][order[row] + 1])
        target = slice(new[0][row], new[0][row + 1])
        new[1][target], new[2][target] = place[old[1][source]], old[2][source]
