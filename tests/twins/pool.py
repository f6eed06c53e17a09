"""Twins of `hyperscope.kernels.pool`: sort everything, then take what is wanted."""

import numpy as np

LOWEST = -0x7F800001


def above(keys, bar):
    return (keys > bar).sum()


def _divided(keys, fewest, most):
    low, high = int(keys.min()), int(keys.max())
    while above(keys, low) > most:
        middle = (low + high) // 2
        if middle == low:
            return high
        low, high = (low, middle) if above(keys, middle) < fewest else (middle, high)
    return low


def cut(keys, columns, fewest, most):
    bar = _divided(keys, fewest, most)
    order = np.argsort(-keys.astype(np.int64), kind="stable")
    kept = np.sort(order[: max(fewest, above(keys, bar))])
    if kept[-1] < len(keys) - 1:
        kept = np.append(kept, len(keys) - 1)  # the last to be refused is left behind them
        keys[: len(kept)], columns[: len(kept)] = keys[kept], columns[kept]
        return len(kept) - 1, bar
    keys[: len(kept)], columns[: len(kept)] = keys[kept], columns[kept]
    return len(kept), bar


def collect(scores, places, rows, first_column, room, pool):
    keys, columns, filled, bars = pool
    keep, most, full = room
    scores[scores < 0] ^= 0x7FFFFFFF
    for line, place in zip(scores, places, strict=True):
        itself = rows[place] - first_column
        if 0 <= itself < len(line):
            line[itself] = LOWEST
        for first in range(0, max(len(line), 1), 64):
            if filled[place] > full:
                some = keys[place, : filled[place]]
                filled[place], bars[place] = cut(some, columns[place], keep, most)
            for at in first + np.flatnonzero(line[first : first + 64] > bars[place]):
                keys[place, filled[place]], columns[place, filled[place]] = line[at], first_column + at
                filled[place] += 1
