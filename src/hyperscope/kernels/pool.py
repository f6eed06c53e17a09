"""The best of many scores, kept in pools: what is above a row's bar is put in, and a full pool is cut back to its best.

Putting one in costs two writes, and a cut looks at all of a pool a few times with vector code. A heap, which was here
before, moves half a dozen entries for each that is put in, and waits for each.
"""

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats, Indices, Rows
from hyperscope.kernels.bits import WIDTH, lowest, marks
from hyperscope.kernels.jit import kernel

ROOM, MOST_ROOM = 3 * WIDTH, 1_024  # for more than is kept
FLIPPED, NONE, ONE = np.int32(0x7FFFFFFF), np.uint64(0), np.uint64(1)
LOWEST = np.int32(-0x7F800001)  # of minus infinity, which nobody keeps
Keys = NDArray[np.int32]


class Pool:
    """The `keep` highest scores of each of `rows` rows, and their columns; of equal ones, those that came first.

    In row r the first `filled`[r] are taken, in the order they came; `keys` are whole numbers that order as the scores
    do. What was left out is not above `bars`[r].
    """

    def __init__(self, rows: int, keep: int) -> None:
        self.keep = keep
        width = keep + min(max(ROOM, keep), MOST_ROOM)
        self.keys, self.columns = np.empty((rows, width), np.int32), np.zeros((rows, width), np.int32)
        self.filled, self.bars = np.zeros(rows, np.int32), np.full(rows, LOWEST)
        self._offered = keep + ROOM // 8, width - WIDTH

    def offer(self, scores: Floats, places: Rows, rows: Rows, first_column: int) -> None:
        """Offer score (r, j), of column `first_column` + j, to the row at `places`[r], on this thread.

        That row stands for column `rows`[place], which is never its own. The scores are overwritten.
        """
        self._collect(scores, places, rows, first_column, self._offered)

    def settle(self, start: int, stop: int) -> Indices:
        """Rows start…stop with no more than they keep, and their columns (stop − start, keep)."""
        places = np.arange(start, stop)
        nothing = np.empty((len(places), 0), np.float32)
        self._collect(nothing, places, places, 0, (self.keep, self.keep))
        return self.columns[start:stop, : self.keep]

    def _collect(
        self, scores: Floats, places: Rows, rows: Rows, first_column: int, room: tuple[int, int]
    ) -> None:
        pool = self.keys, self.columns, self.filled, self.bars
        collect(scores.view(np.int32), places, rows, first_column, (self.keep, *room), pool)

    @property
    def highest_left_out(self) -> Floats:
        """(rows,) a score that none of those left out is above."""
        return flipped(self.bars).view(np.float32)

    def empty(self, places: Rows) -> None:
        self.filled[places], self.bars[places] = 0, LOWEST


def flipped(bits: Keys) -> Keys:
    """The bits of floats as whole numbers in the same order, and back."""
    return bits ^ (bits >> 31 & FLIPPED)


def in_order(values: Floats, columns: Indices) -> tuple[Floats, Indices]:
    """Each row by (value, column), the lowest first: sorted as whole numbers, for which NumPy has vector code."""
    keys = flipped(values.view(np.int32)).astype(np.int64) << 32 | columns
    keys.sort(axis=1)
    return flipped((keys >> 32).astype(np.int32)).view(np.float32), keys.astype(np.int32)


@kernel
def above(keys, bar):
    """How many are above the bar."""
    count = np.int32(0)
    for place in range(keys.shape[0]):
        count = np.int32(count + (keys[place] > bar))  # in 32 bits: twice as many in a vector
    return count


@kernel
def cut(keys, columns, fewest, most):
    """Bring the best to the front, in the order they came; return how many, and the bar that the others are not above.

    The bar, found by halving, leaves `fewest` to `most`; where equal ones forbid that, it is theirs, and the first stay.
    """
    bar = high = keys[0]
    for place in range(keys.shape[0]):
        bar = min(bar, keys[place])
        high = max(high, keys[place])
    count = above(keys, bar)
    while count > most:
        middle = np.int32((np.int64(bar) + np.int64(high)) >> 1)
        if middle == bar:
            bar, count = high, above(keys, high)
            break
        found = above(keys, middle)
        if found < fewest:
            high = middle
        else:
            bar, count = middle, found
    kept, equal = 0, fewest - count
    for place in range(keys.shape[0]):
        value = keys[place]
        keys[kept], columns[kept] = value, columns[place]
        kept += value > bar
        if equal > 0 and value == bar:
            kept, equal = kept + 1, equal - 1
    return kept, bar


@kernel
def collect(scores, places, rows, first_column, room, pool):
    """See `Pool.offer`; `scores` are their bits, `pool` its arrays.

    Of more than `full` the best are kept, `keep` to `most`; `room` are (keep, most, full).
    """
    keys, columns, filled, bars = pool
    keep, most, full = room
    size = scores.shape[1]
    for row in range(places.shape[0]):
        place = places[row]
        line, mine, names = scores[row], keys[place], columns[place]
        count, bar = filled[place], bars[place]
        for at in range(size):
            line[at] ^= line[at] >> np.int32(31) & FLIPPED
        if 0 <= rows[place] - first_column < size:
            line[rows[place] - first_column] = LOWEST
        for first in range(0, max(size, 1), WIDTH):
            if count > full:
                count, bar = cut(mine[:count], names, keep, most)
            marked = marks(line, first, bar)
            while marked != NONE:
                at = first + lowest(marked)
                marked &= marked - ONE
                mine[count], names[count] = line[at], first_column + at
                count += 1
        filled[place], bars[place] = count, bar
