"""Approximate neighbours: every point looks through the clusters nearest to it, then asks its neighbours for theirs.

How many clusters is not guessed: for some points all neighbours are found, which tells how far down their lists of
clusters these lie. The rest is found by asking (`joining`), which is cheap once most neighbours are known, as often as
it pays. The recall reported is measured on points that had no say in any of this.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.kernels import lane
from hyperscope.kernels.blas import one_thread_each
from hyperscope.kernels.pool import Pool
from hyperscope.knn import clusters, exact, joining
from hyperscope.knn.candidates import Candidates, Scorer, scored
from hyperscope.knn.clusters import Clusters
from hyperscope.knn.points import Points
from hyperscope.knn.vectors import Found, Prepared, portions
from hyperscope.progress import Progress, Work

SAMPLE = 1_024  # points whose neighbours are all found; half choose, half judge
LOOKED_UP = 0.9  # share of the neighbours to find in clusters;
LOOKED_UP_OF_MANY = 0.993  # of more than can be asked so many that nobody need be
RECALL = 0.99  # where asking may end
PASSES, GAIN = 3, 0.002  # it ends anyway after so many passes, or when one brought less
FEWEST_CLUSTERS = 6
SLACK = 4  # candidates beyond k, for the rounding of products
PAYS_BELOW = 0.2  # of all pairs: beyond, an exact search costs little more
PAIRS_AT_MOST = 40_000  # for each point, however hard its neighbours are to find
POINTS_IN_A_PIECE = 2_048  # so that those who look through the same cluster do it in one product
PAIRS_AT_ONCE = 4_000_000  # about 10 ms on one thread, after which a piece may be left
LISTED_AT_ONCE = 250_000  # clusters in the judged points' lists: about 20 ms of sorting
SEED = 0


def nearest(prepared: Prepared, k: int) -> Work[Found]:
    """The approximate neighbours, or the exact ones where too many clusters would have to be looked through."""
    inner = prepared.metric == "dot"
    scorer = yield from scored(prepared.points, inner, prepared.mean)
    gathered = yield from clusters.gather(scorer.bare, SEED)
    ordered = yield from prepared.reordered(gathered.order)
    scorer = yield from scorer.reordered(gathered.order, ordered.points)
    search = _Search(ordered.points, scorer, gathered, k, inner)
    del scorer
    yield from search.sample()
    if search.depth is None:
        del search.scorer
        return (yield from exact.nearest((yield from ordered.reordered(np.argsort(gathered.order))), k))
    yield from search.look()
    del search.scorer  # asking takes no products: their room is given back
    yield from search.ask()
    return Found(*(yield from search.unsorted()), False, search.recall(1))


class _Search:
    """Everything here is in the order of the clusters; `unsorted` goes back."""

    def __init__(self, points: Points, scorer: Scorer, gathered: Clusters, k: int, inner: bool) -> None:
        self.points, self.scorer = points, scorer
        self.gathered, self.k, self.inner = gathered, k, inner
        self.sizes = np.diff(gathered.bounds)
        self.cluster_of = np.repeat(np.arange(gathered.count, dtype=np.int32), self.sizes)
        self.indices = np.empty((scorer.m, k), np.int32)
        self.distances = np.empty((scorer.m, k), np.float32)

    def sample(self) -> Work[None]:
        """Find all neighbours of some points, and from half of them how many clusters are needed; none if too many."""
        m = self.scorer.m
        self.judged: Rows = np.sort(np.random.default_rng(SEED).choice(m, min(SAMPLE, m), replace=False))
        candidates = Candidates(self.scorer, self.judged, self.k)
        for span in exact.pieces(self.scorer, len(self.judged)):
            candidates.look(span)
            self.points.rest()
            yield Progress("Measuring recall", span[0], m)
        columns, self.truth = candidates.measured(self.points, self.inner)
        place, looked = yield from self._ranked()
        reached = np.sort(np.take_along_axis(place, self.cluster_of[columns], axis=1)[::2].ravel())
        share = LOOKED_UP if self.k <= joining.REACH else LOOKED_UP_OF_MANY
        wanted = int(reached[min(int(share * len(reached)), len(reached) - 1)]) + 1
        self.depth: int | None = _depth(max(wanted, FEWEST_CLUSTERS), looked, m)

    def _ranked(self) -> Work[tuple[Indices, NDArray[np.float64]]]:
        """(judged, clusters) the place of each cluster in each judged point's list, which begins with the likeliest; and how
        many points are in the first clusters of a list, on average."""
        every = np.arange(self.gathered.count)
        place = np.empty((len(self.judged), len(every)), np.int32)
        points = np.zeros(len(every), np.int64)
        size = max(1, LISTED_AT_ONCE // len(every))
        for start in range(0, len(place), size):
            some = slice(start, start + size)
            scores = self.gathered.scores(self.scorer.bare.take(self.judged[some]), every, self.inner)
            ranked = np.argsort(-scores, axis=1, kind="stable")
            points += self.sizes[ranked].sum(axis=0)
            np.put_along_axis(place[some], ranked, every[None, :], axis=1)
            yield Progress("Measuring recall", start, len(place))
        return place, np.cumsum(points) / len(place)

    def look(self) -> Work[None]:
        """Every point through the first `depth` clusters of its own list, piece by piece."""
        depth = self.depth or self.gathered.count
        self.near = yield from self.gathered.near(max(4 * depth, 64), self.inner)
        waiting = (self._look(first, depth) for first in range(0, self.scorer.m, POINTS_IN_A_PIECE))
        together = 2 * lane.threads()
        going = list(islice(waiting, together))
        while going:
            reached = [self.scorer.m] * len(going)

            def task(at: int, _a: int, _b: int, going=going, reached=reached) -> None:
                reached[at] = next(going[at], self.scorer.m)

            with one_thread_each():
                lane.share(task, len(going), together)
            self.points.rest()
            yield Progress(exact.STAGE, min(reached), self.scorer.m)
            going = [piece for piece, first in zip(going, reached, strict=True) if first < self.scorer.m]
            going += islice(waiting, together - len(going))

    def _look(self, first: int, depth: int) -> Iterator[int]:
        """A piece of the points, left off now and then; gives its first point then."""
        last = min(first + POINTS_IN_A_PIECE, self.scorer.m)
        candidates = Candidates(self.scorer, np.arange(first, last), min(self.k + SLACK, self.scorer.m - 1))
        home = range(self.cluster_of[first], self.cluster_of[last - 1] + 1)
        near = np.unique(self.near[home.start : home.stop]).astype(np.int64)
        points, starts = self._grouped(first, last, near, depth)
        pairs = 0
        at_home = np.isin(near, home)
        for at in np.argsort(~at_home, kind="stable"):  # the nearest first: then few others get in
            places, cluster = points[starts[at] : starts[at + 1]], near[at]
            span = int(self.gathered.bounds[cluster]), int(self.gathered.bounds[cluster + 1])
            candidates.look_some(places, span)
            pairs += len(places) * int(self.sizes[cluster])
            if pairs > PAIRS_AT_ONCE:
                pairs = 0
                yield first
        candidates.pool.empty(short := candidates.short())
        candidates.look_some(short, (0, self.scorer.m))
        columns, distances = candidates.measured_alone(self.points, self.inner, 0, last - first)
        self.indices[first:last], self.distances[first:last] = columns[:, : self.k], distances[:, : self.k]

    def _grouped(self, first: int, last: int, near: Rows, depth: int) -> tuple[Rows, Rows]:
        """Points first…last, counted from the first, by who looks through which of the clusters `near`: a list, and where
        each cluster's part of it begins and ends. Each looks through `depth` of them."""
        depth, every = min(depth, len(near)), np.arange(last - first)
        scores = self.gathered.scores(self.scorer.bare.span(first, last), near, self.inner)
        likeliest = Pool(len(every), depth)
        likeliest.offer(scores, every, every + len(near), 0)
        narrow = np.uint16 if len(near) <= 2**16 else np.int32  # few bits: sorted in one go
        mine = likeliest.settle(0, len(every)).ravel().astype(narrow)
        bounds = np.concatenate([[0], np.cumsum(np.bincount(mine, minlength=len(near)))])
        return np.argsort(mine, kind="stable") // depth, bounds

    def ask(self) -> Work[None]:
        """Neighbours' neighbours, as long as those who choose gain by it."""
        known = self.recall(0)
        for _ in range(PASSES):
            if known >= RECALL:
                break
            self.indices, self.distances = yield from joining.refined(
                self.points, self.indices, self.distances, self.inner
            )
            before, known = known, self.recall(0)
            if known - before < GAIN:
                break

    def recall(self, half: int) -> float:
        """The share of true neighbours found, of the points that chose (0) or had no say (1); ties count by distance."""
        judged, truth = self.judged[half::2], self.truth[half::2, -1:]
        return float((self.distances[judged] <= truth + 1e-6 * np.abs(truth)).mean())

    def unsorted(self) -> Work[tuple[Indices, Floats]]:
        order = self.gathered.order
        names = order.astype(np.int32)
        indices, distances = np.empty_like(self.indices), np.empty_like(self.distances)
        for rows in portions(distances):
            here = order[rows]

            def task(_part: int, start: int, stop: int, rows: slice = rows, here: Rows = here) -> None:
                some = slice(rows.start + start, rows.start + stop)
                indices[here[start:stop]] = names[self.indices[some]]
                distances[here[start:stop]] = self.distances[some]

            lane.share(task, len(here))
            yield Progress(exact.STAGE, rows.stop, len(order))
        return indices, distances


def _depth(wanted: int, looked: NDArray[np.float64], m: int) -> int | None:
    """How many clusters to look through when the first of a list hold `looked` points together; None: an exact search."""
    affordable = min(PAYS_BELOW * m, PAIRS_AT_MOST)
    if looked[min(wanted, len(looked)) - 1] <= affordable:
        return wanted
    if affordable < PAIRS_AT_MOST:
        return None
    return max(1, int(np.searchsorted(looked, affordable, side="right")))
