"""Twins of `hyperscope.kernels.pool`: sort everything, then take what is wanted."""

import numpy as np

from hyperscope.kernels.pool import ROOM


def key(score):
    bits = int(np.float32(score).view(np.int32))
    return bits if bits >= 0 else -(bits & 0x7FFFFFFF) - 1


def score(key):
    return np.uint32(key if key >= 0 else (-int(key) - 1) | 1 << 31).view(np.float32)


def above(values, bar):
    return (values > bar).sum()


def divide(keys, fewest, most):
    low, high = int(keys.min()), int(keys.max())
    while above(keys, low) > most:
        middle = (low + high) // 2
        if middle == low:
            return high
        low, high = (low, middle) if above(keys, middle) < fewest else (middle, high)
    return low


def cut(keys, columns, fewest, most):
    bar = divide(keys, fewest, most)
    order = np.argsort(-keys.astype(np.int64), kind="stable")
    kept = np.sort(order[: max(fewest, above(keys, bar))])
    keys[: len(kept)], columns[: len(kept)] = keys[kept], columns[kept]
    return len(kept), score(bar)


def collect(scores, places, rows, first_column, keep, pool):
    keys, columns, filled, bars = pool
    for line, place in zip(scores, places, strict=True):
        itself = rows[place] - first_column
        if 0 <= itself < len(line):
            line[itself] = -np.inf
        for first in range(0, len(line), 64):
            strip = line[first : first + 64]
            if (strip > bars[place]).any() and filled[place] > keys.shape[1] - 64:
                some = keys[place, : filled[place]]
                filled[place], bars[place] = cut(some, columns[place], keep, keep + ROOM // 8)
            for at in np.flatnonzero(strip > bars[place]):
                keys[place, filled[place]] = key(strip[at])
                columns[place, filled[place]] = first_column + first + at
                filled[place] += 1


def settle(start, stop, keep, pool):
    keys, columns, filled, bars = pool
    for row in range(start, stop):
        if filled[row] > keep:
            filled[row], bars[row] = cut(keys[row, : filled[row]], columns[row], keep, keep)
