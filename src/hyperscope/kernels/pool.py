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
Keys = NDArray[np.int32]


class Pool:
    """The `keep` highest scores of each of `rows` rows, and their columns; of equal ones, those that came first.

    In row r the first `filled`[r] are taken, in the order they came; `keys` order as the scores do. What was left out
    is not above `bars`[r].
    """

    def __init__(self, rows: int, keep: int) -> None:
        self.keep = keep
        width = keep + min(max(ROOM, keep), MOST_ROOM)
        self.keys, self.columns = np.empty((rows, width), np.int32), np.zeros((rows, width), np.int32)
        self.filled, self.bars = np.zeros(rows, np.int32), np.full(rows, -np.inf, np.float32)

    @property
    def arrays(self) -> tuple[Keys, Indices, Keys, Floats]:
        return self.keys, self.columns, self.filled, self.bars

    def offer(self, scores: Floats, places: Rows, rows: Rows, first_column: int) -> None:
        """Offer score (r, j), of column `first_column` + j, to the row at `places`[r], on this thread.

        That row stands for column `rows`[place], which is never its own; the score is overwritten.
        """
        collect(scores, places, rows, first_column, self.keep, self.arrays)

    def settle(self, start: int, stop: int) -> Indices:
        """Rows start…stop with no more than they keep, and their columns (stop − start, keep)."""
        settle(start, stop, self.keep, self.arrays)
        return self.columns[start:stop, : self.keep]

    def empty(self, places: Rows) -> None:
        self.filled[places], self.bars[places] = 0, -np.inf


def in_order(values: Floats, columns: Indices) -> tuple[Floats, Indices]:
    """Each row by (value, column), the lowest first: sorted as whole numbers, for which NumPy has vector code."""
    bits = values.view(np.int32)
    keys = (bits ^ (bits >> 31 & FLIPPED)).astype(np.int64) << 32 | columns
    keys.sort(axis=1)
    bits = (keys >> 32).astype(np.int32)
    return (bits ^ (bits >> 31 & FLIPPED)).view(np.float32), keys.astype(np.int32)


@kernel
def key(score):
    """A whole number that orders as the scores do."""
    bits = np.float32(score).view(np.int32)
    return np.int32(bits ^ (bits >> np.int32(31) & FLIPPED))


@kernel
def score(key):
    """The score of a key."""
    return np.int32(key ^ (key >> np.int32(31) & FLIPPED)).view(np.float32)


@kernel
def above(values, bar):
    """How many are above the bar."""
    count = np.int32(0)
    for place in range(values.shape[0]):
        count = np.int32(count + (values[place] > bar))  # in 32 bits: twice as many in a vector
    return count


@kernel
def divide(keys, fewest, most):
    """A bar that `fewest` to `most` of the keys are above, found by halving; where equal ones leave none, their key."""
    low = high = keys[0]
    for place in range(keys.shape[0]):
        low = min(low, keys[place])
        high = max(high, keys[place])
    count = above(keys, low)
    if count < fewest:
        return low
    while count > most:
        middle = np.int32((np.int64(low) + np.int64(high)) >> 1)
        if middle == low:
            return high
        found = above(keys, middle)
        if found < fewest:
            high = middle
        else:
            low, count = middle, found
    return low


@kernel
def cut(keys, columns, fewest, most):
    """Bring the best to the front, in the order they came; return how many, and the bar that the others are not above."""
    bar = divide(keys, fewest, most)
    kept = 0
    equal = fewest - above(keys, bar)
    if equal > 0:  # no bar divides them: the first of those on it stay
        for place in range(keys.shape[0]):
            if keys[place] > bar or (keys[place] == bar and equal > 0):
                equal -= keys[place] == bar
                keys[kept], columns[kept] = keys[place], columns[place]
                kept += 1
        return kept, score(bar)
    for first in range(0, keys.shape[0], WIDTH):
        marked = marks(keys, first, bar)
        while marked != NONE:
            place = first + lowest(marked)
            marked &= marked - ONE
            keys[kept], columns[kept] = keys[place], columns[place]
            kept += 1
    return kept, score(bar)


@kernel
def collect(scores, places, rows, first_column, keep, pool):
    """See `Pool.offer`; `pool` are its arrays."""
    keys, columns, filled, bars = pool
    full = keys.shape[1] - WIDTH
    most = keep + ROOM // 8
    for row in range(places.shape[0]):
        place = places[row]
        line, mine, names = scores[row], keys[place], columns[place]
        count, bar = filled[place], bars[place]
        itself = rows[place] - first_column
        if 0 <= itself < line.shape[0]:
            line[itself] = -np.inf
        for first in range(0, line.shape[0], WIDTH):
            marked = marks(line, first, bar)
            if marked != NONE and count > full:
                count, bar = cut(mine[:count], names, keep, most)
                marked = marks(line, first, bar)
            while marked != NONE:
                at = first + lowest(marked)
                marked &= marked - ONE
                mine[count] = key(line[at])
                names[count] = first_column + at
                count += 1
        filled[place], bars[place] = count, bar


@kernel
def settle(start, stop, keep, pool):
    """See `Pool.settle`."""
    keys, columns, filled, bars = pool
    for row in range(start, stop):
        if filled[row] > keep:
            filled[row], bars[row] = cut(keys[row, : filled[row]], columns[row], keep, keep)
