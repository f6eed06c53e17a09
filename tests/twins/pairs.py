"""Twins of `hyperscope.projections.tsne.pairs`."""


def repel2(start, stop, y, force):
    gaps = y[:, start:stop, None] - y[:, None, :]
    q = 1 / (1 + (gaps**2).sum(axis=0))
    force[:, start:stop] = (q**2 * gaps).sum(axis=2)
    return q.sum()


repel3 = repel2
