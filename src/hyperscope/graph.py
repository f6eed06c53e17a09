"""KnnGraph: every row's k nearest neighbours."""

from dataclasses import dataclass

import numpy as np

from hyperscope.arrays import Floats, Indices

METRICS = ("euclidean", "cosine", "dot")


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """What a projection asks for before it can start: k neighbours by a metric."""

    k: int
    metric: str = "euclidean"


@dataclass(frozen=True, slots=True, eq=False)
class KnnGraph:
    """`indices` (n, k) int32 and `distances` (n, k) float32, nearest first, the row itself left out.

    Rows that could not be compared (not finite) hold -1 and inf. `recall` is 1.0 for an exact graph, else the share of
    true neighbours found, measured on a sample.
    """

    indices: Indices
    distances: Floats
    metric: str
    exact: bool
    recall: float
    notes: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        return self.indices.shape[0]

    @property
    def k(self) -> int:
        return self.indices.shape[1]

    def __repr__(self) -> str:
        found = "exact" if self.exact else f"recall {self.recall:.3f}"
        return f"<KnnGraph: {self.k:,} neighbours of {self.n:,} rows, {self.metric}, {found}>"

    def first(self, k: int) -> "KnnGraph":
        """The same graph with only the `k` nearest of each row."""
        if k >= self.k:
            return self
        return KnnGraph(
            np.ascontiguousarray(self.indices[:, :k]),
            np.ascontiguousarray(self.distances[:, :k]),
            self.metric,
            self.exact,
            self.recall,
            self.notes,
        )
