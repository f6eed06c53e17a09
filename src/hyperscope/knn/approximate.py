"""Approximate neighbours: each cluster's points look through the clusters nearest to it, by the products of the exact search.

How many clusters is not guessed: for some points all neighbours are found, which tells how far down the list of
clusters theirs lie, and so how many must be looked through for the recall wanted. The recall reported is measured
afterwards on other points.
"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.kernels import lane
from hyperscope.kernels.blas import one_thread_each
from hyperscope.knn import clusters, exact
from hyperscope.knn.candidates import Candidates, Scorer, Span
from hyperscope.knn.clusters import Clusters
from hyperscope.knn.vectors import Found, Prepared
from hyperscope.progress import Progress, Work

RECALL = 0.994  # aimed at, so that what is measured stays above 0.99
SAMPLE = 512  # points whose neighbours are all found; half choose, half judge
SLACK = 4  # candidates beyond k, for the rounding of products
PAYS_BELOW = 0.4  # of all pairs: beyond, an exact search costs little more
ROWS_AT_ONCE = 512  # of one cluster, so that their scores stay in the cache
SEED = 0


def nearest(prepared: Prepared, k: int) -> Work[Found]:
    """The approximate neighbours, or the exact ones where too many clusters would have to be looked through."""
    inner = prepared.metric == "dot"
    gathered = yield from clusters.gather(prepared.centred, SEED)
    search = _Search(prepared, gathered, k, inner)
    yield from search.sample()
    if search.share() > PAYS_BELOW:
        return (yield from exact.nearest(prepared, k))
    yield from search.all()
    return Found(*search.unsorted(), False, search.recall())


class _Search:
    """Everything here is in the order of the clusters; `unsorted` goes back."""

    def __init__(self, prepared: Prepared, gathered: Clusters, k: int, inner: bool) -> None:
        self.gathered, self.k, self.inner = gathered, k, inner
        self.vectors = prepared.vectors[gathered.order]
        same = prepared.centred is prepared.vectors
        self.scorer = Scorer(self.vectors if same else prepared.centred[gathered.order], inner)
        self.near = gathered.near(inner)
        self.sizes = np.diff(gathered.bounds)
        self.cluster_of = np.repeat(np.arange(gathered.count), self.sizes)
        self.indices = np.empty((prepared.m, k), np.int32)
        self.squared = np.empty((prepared.m, k), np.float32)
        self.probes = gathered.count

    def sample(self) -> Work[None]:
        """Find all neighbours of some points, and from half of them how many clusters are needed."""
        m = self.scorer.m
        self.judged: Rows = np.sort(np.random.default_rng(SEED).choice(m, min(SAMPLE, m), replace=False))
        candidates = Candidates(self.scorer, self.judged, self.k)
        width = max(1, int(exact.FLOP_IN_A_PIECE / (2 * self.scorer.left[self.judged].size)))
        for begin in range(0, m, width):
            candidates.look([(begin, min(begin + width, m))])
            yield Progress("Measuring recall", begin, m)
        columns, self.truth = candidates.measured(self.vectors, self.inner)
        place = np.argsort(self.near[self.cluster_of[self.judged]], axis=1)
        depth = np.take_along_axis(place, self.cluster_of[columns], axis=1)[::2].ravel()
        self.probes = int(np.sort(depth)[min(int(RECALL * len(depth)), len(depth) - 1)]) + 1

    def share(self) -> float:
        """The share of all pairs that will be looked at."""
        looked = self.sizes[self.near[:, : self.probes]].sum(axis=1)
        return float((looked * self.sizes).sum() / self.scorer.m**2)

    def all(self) -> Work[None]:
        pieces = [piece for cluster in range(self.gathered.count) for piece in self._pieces(cluster)]
        for begin in range(0, len(pieces), lane.PARTS):
            part = pieces[begin : begin + lane.PARTS]
            with one_thread_each():
                lane.share(lambda number, _a, _b, part=part: self._look(*part[number]), len(part))
            yield Progress(exact.STAGE, begin, len(pieces))

    def _pieces(self, cluster: int) -> list[tuple[int, int, int]]:
        first, last = self.gathered.bounds[cluster : cluster + 2]
        return [(cluster, at, min(at + ROWS_AT_ONCE, last)) for at in range(first, last, ROWS_AT_ONCE)]

    def _look(self, cluster: int, first: int, last: int) -> None:
        keep = min(self.k + SLACK, self.scorer.m - 1)
        candidates = Candidates(self.scorer, np.arange(first, last), keep)
        candidates.look_alone(self._spans(cluster, keep))
        columns, distances = candidates.measured_alone(self.vectors, self.inner)
        self.indices[first:last], self.squared[first:last] = columns[:, : self.k], distances[:, : self.k]

    def _spans(self, cluster: int, keep: int) -> list[Span]:
        """The clusters to look through, more of them where they hold too few points to choose from."""
        near, bounds = self.near[cluster], self.gathered.bounds
        enough = int(np.searchsorted(np.cumsum(self.sizes[near]), keep + 1)) + 1
        return [(int(bounds[c]), int(bounds[c + 1])) for c in near[: max(self.probes, enough)]]

    def recall(self) -> float:
        """The share of true neighbours found, of points that had no say in the choice; ties count by distance."""
        judged, truth = self.judged[1::2], self.truth[1::2, -1:]
        return float((self.squared[judged] <= truth + 1e-6 * np.abs(truth)).mean())

    def unsorted(self) -> tuple[Indices, Floats]:
        order: NDArray[np.int64] = self.gathered.order
        indices, squared = np.empty_like(self.indices), np.empty_like(self.squared)
        indices[order], squared[order] = order.astype(np.int32)[self.indices], self.squared
        return indices, squared
