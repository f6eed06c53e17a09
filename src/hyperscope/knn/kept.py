"""Graphs that have been computed, kept for whoever asks for the same neighbours, or fewer."""

import threading
from collections import OrderedDict
from typing import Protocol

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest, KnnGraph
from hyperscope.knn.search import search
from hyperscope.progress import Work


class Shelf(Protocol):
    """Where graphs outlive the process (`hyperscope.cache.graphs.Shelf`)."""

    def look(self, dataset: Dataset, metric: str, k: int) -> Work[KnnGraph | None]: ...
    def put(self, dataset: Dataset, graph: KnnGraph) -> Work[None]: ...


class Graphs:
    """The largest graph found so far for each fingerprint (history included) and metric; the oldest is forgotten.

    With a `shelf` graphs are looked for there before they are searched for, and put there afterwards.
    """

    def __init__(self, at_most: int = 4, shelf: Shelf | None = None) -> None:
        self._at_most = at_most
        self._shelf = shelf
        self._graphs: OrderedDict[tuple[str, str], KnnGraph] = OrderedDict()
        self._door = threading.Lock()

    def get(self, dataset: Dataset, request: GraphRequest) -> Work[KnnGraph]:
        """The graph asked for: from memory or the shelf where it is there, else searched for and kept."""
        key = (dataset.fingerprint, request.metric)
        with self._door:
            known = self._graphs.get(key)
        if known is None or known.k < min(request.k, dataset.n - 1):
            known = yield from self._find(dataset, request)
            self._keep(key, known)
        return known.first(request.k)

    def _find(self, dataset: Dataset, request: GraphRequest) -> Work[KnnGraph]:
        if self._shelf is None:
            return (yield from search(dataset, request))
        kept = yield from self._shelf.look(dataset, request.metric, min(request.k, dataset.n - 1))
        if kept is not None:
            return kept
        found = yield from search(dataset, request)
        yield from self._shelf.put(dataset, found)
        return found

    def _keep(self, key: tuple[str, str], graph: KnnGraph) -> None:
        with self._door:
            self._graphs[key] = graph
            self._graphs.move_to_end(key)
            while len(self._graphs) > self._at_most:
                self._graphs.popitem(last=False)
