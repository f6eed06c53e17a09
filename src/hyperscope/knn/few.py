"""What takes the place of pools and of measuring where points are few: NumPy alone, so that no first picture waits for them.

Compiling them takes longer than all the rest of a search among a thousand or two points, by a factor of thirty.
"""

import numpy as np

from hyperscope.arrays import Floats, Indices, Rows

FEW = 2_000  # points, whose scores are kept whole: 16 MB of them
NUMBERS_AT_ONCE = 100_000  # differences measured together, which stay in the cache, however wide the rows are


class Scores:
    """All scores of `rows` rows among `m` columns, until the `keep` highest are asked for (see `kernels.pool.Pool`)."""

    def __init__(self, rows: int, keep: int, m: int) -> None:
        self.keep = keep
        self._lowered = np.full((rows, m), np.inf, np.float32)
        self.highest_left_out = np.full(rows, -np.inf, np.float32)

    @property
    def filled(self) -> Rows:
        return np.minimum((self._lowered < np.inf).sum(axis=1), self.keep)

    def offer(self, scores: Floats, places: Rows, rows: Rows, first_column: int) -> None:
        """Put score (r, j), of column `first_column` + j, where the row at `places`[r] has it, but for its own."""
        stop = first_column + scores.shape[1]
        self._lowered[places, first_column:stop] = -scores
        own = rows[places]
        here = (first_column <= own) & (own < stop)
        self._lowered[places[here], own[here]] = np.inf

    def settle(self, start: int, stop: int) -> Indices:
        """The columns (stop − start, keep) of the highest scores of rows start…stop, in no order."""
        lowered = self._lowered[start:stop]
        found = np.argpartition(lowered, self.keep, axis=1)
        left_out = np.take_along_axis(lowered, found[:, [self.keep]], 1)
        self.highest_left_out[start:stop] = -left_out[:, 0]
        return np.ascontiguousarray(found[:, : self.keep], np.int32)

    def empty(self, places: Rows) -> None:
        self._lowered[places] = np.inf


def measure(vectors: Floats, rows: Rows, inner: bool, columns: Indices, distances: Floats) -> None:
    """`kernels.selection.measure`: Σ (a − b)² of each row and its columns, or −Σ a·b where `inner`."""
    size = max(1, NUMBERS_AT_ONCE // max(1, columns.shape[1] * vectors.shape[1]))
    for start in range(0, len(rows), size):
        some = slice(start, start + size)
        here, there = vectors[rows[some], None], vectors[columns[some]]
        if inner:
            distances[some] = 0 - np.einsum("rij,rij->ri", np.broadcast_to(here, there.shape), there)  # no −0
        else:
            np.subtract(here, there, out=there)
            distances[some] = np.einsum("rij,rij->ri", there, there)
