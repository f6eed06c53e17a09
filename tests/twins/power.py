"""Twin of `hyperscope.projections.umap.power`."""


def power(base, exponent):
    return min(max(float(base) ** float(exponent), 2.0**-120), 2.0**120)
