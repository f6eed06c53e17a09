"""One judge for all engines: the exact loss, and whether neighbours in the picture share a label."""

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import NearestNeighbors

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import search
from hyperscope.progress import drive
from hyperscope.projections.tsne.affinities import Affinities, affinities

ROWS_AT_ONCE = 1_000
NEIGHBOURS = 15


def target(vectors: NDArray[np.float32], perplexity: float) -> Affinities:
    """P from the exact 3 × perplexity nearest neighbours."""
    graph = drive(search(Dataset("bench", vectors), GraphRequest(int(3 * perplexity))))
    return drive(affinities(graph, perplexity))[0]


def loss(positions: NDArray[np.floating], p: Affinities) -> float:
    """KL(P ‖ Q) in float64, Z over all pairs."""
    y = np.asarray(positions, np.float64)
    lengths = np.einsum("ij,ij->i", y, y)
    z = -float(len(y))
    for start in range(0, len(y), ROWS_AT_ONCE):
        part = y[start : start + ROWS_AT_ONCE]
        squared = lengths[start : start + ROWS_AT_ONCE, None] + lengths[None] - 2 * part @ y.T
        z += float((1 / (1 + np.maximum(squared, 0))).sum())
    rows = np.repeat(np.arange(p.n), np.diff(p.starts))
    squared = np.square(y[rows] - y[p.indices]).sum(axis=1)
    values = p.values.astype(np.float64)
    seen = values > 0
    return float((values[seen] * (np.log(values[seen]) + np.log1p(squared[seen]))).sum() + np.log(z))


def agreement(positions: NDArray[np.floating], labels: NDArray[np.int64], votes: int = 10) -> float:
    """The share of points whose label the majority of their `votes` nearest in the picture has."""
    near = NearestNeighbors(n_neighbors=votes + 1).fit(positions).kneighbors(return_distance=False)[:, :votes]
    won = [np.bincount(labels[row], minlength=labels.max() + 1).argmax() for row in near]
    return float((np.array(won) == labels).mean())


def nearest(vectors: NDArray[np.float32]) -> NDArray[np.int32]:
    """(n, 15) every row's own, exactly."""
    return drive(search(Dataset("bench", vectors), GraphRequest(NEIGHBOURS), True)).indices


def kept(positions: NDArray[np.floating], truth: NDArray[np.int32]) -> float:
    """The share of `truth` (n, 15) that is among the 15 nearest in the picture, over all rows."""
    near = NearestNeighbors(n_neighbors=NEIGHBOURS).fit(positions).kneighbors(return_distance=False)
    return float(np.mean([np.isin(*rows).mean() for rows in zip(near, truth, strict=True)]))
