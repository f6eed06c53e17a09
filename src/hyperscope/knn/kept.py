"""Graphs that have been computed, kept for whoever asks for the same neighbours, or fewer."""

import threading
from collections import OrderedDict

from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest, KnnGraph
from hyperscope.knn.search import search
from hyperscope.progress import Work


class Graphs:
    """The largest graph found so far for each fingerprint (history included) and metric; the oldest is forgotten."""

    def __init__(self, at_most: int = 4) -> None:
        self._at_most = at_most
        self._graphs: OrderedDict[tuple[str, str], KnnGraph] = OrderedDict()
        self._door = threading.Lock()

    def get(self, dataset: Dataset, request: GraphRequest) -> Work[KnnGraph]:
        """The graph asked for: from memory where it is there, else searched for and kept."""
        key = (dataset.fingerprint, request.metric)
        with self._door:
            known = self._graphs.get(key)
        if known is None or known.k < min(request.k, dataset.n - 1):
            known = yield from search(dataset, request)
            self._keep(key, known)
        return known.first(request.k)

    def _keep(self, key: tuple[str, str], graph: KnnGraph) -> None:
        with self._door:
            self._graphs[key] = graph
            self._graphs.move_to_end(key)
            while len(self._graphs) > self._at_most:
                self._graphs.popitem(last=False)
