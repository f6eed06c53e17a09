"""Twin of `hyperscope.projections.umap.spectral`, by scipy."""

from scipy import sparse


def multiply(start, stop, starts, indices, values, dense, product):
    n = len(starts) - 1
    product[start:stop] = (sparse.csr_matrix((values, indices, starts), shape=(n, n)) @ dense)[start:stop]
