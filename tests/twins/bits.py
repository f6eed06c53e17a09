"""Twins of `hyperscope.kernels.bits`."""


def marks(values, first, bar):
    return sum(1 << place for place, value in enumerate(values[first : first + 64]) if value > bar)
