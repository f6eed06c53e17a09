"""The k best of many: bounded heaps over scores and distances."""

import numpy as np

from hyperscope.kernels.jit import inlined, kernel


@inlined
def sift(values, columns, value, column):
    """Put (value, column) in place of the root of a heap whose root is the worst: lowest value, then largest column."""
    size = values.shape[0]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (
            values[right] < values[child]
            or (values[right] == values[child] and columns[right] > columns[child])
        ):
            child = right
        if value < values[child] or (value == values[child] and column >= columns[child]):
            break
        values[place] = values[child]
        columns[place] = columns[child]
        place = child
    values[place] = value
    columns[place] = column


@kernel
def unheap(start, stop, values, columns):
    """Sort the heaps of rows start…stop, the best first."""
    for row in range(start, stop):
        heap, names = values[row], columns[row]
        for end in range(heap.shape[0] - 1, 0, -1):
            value, name = heap[end], names[end]
            heap[end], names[end] = heap[0], names[0]
            sift(heap[:end], names[:end], value, name)


@kernel
def measure(vectors, rows, inner, columns, distances):
    """`distances` (b, keep) of `rows` (b,) to `columns` (b, keep), without cancellation: Σ (a − b)², or −Σ a·b where `inner`."""
    for row in range(columns.shape[0]):
        for rank in range(columns.shape[1]):
            distances[row, rank] = apart(vectors, rows[row], columns[row, rank], inner)


@inlined
def apart(vectors, one, other, inner):
    """Σ (a − b)² of two rows, or −Σ a·b where `inner`, in float32."""
    total = np.float32(0)
    if inner:
        for axis in range(vectors.shape[1]):
            total -= vectors[one, axis] * vectors[other, axis]
        return total
    for axis in range(vectors.shape[1]):
        gap = vectors[one, axis] - vectors[other, axis]
        total += gap * gap
    return total


@kernel
def scan(start, stop, vectors, rows, others, names, columns, distances):
    """Put the nearest of `rows`[start…stop] among `others`, called `names`, into heaps, by differences alone: slow, and right
    where products cancel."""
    for place in range(start, stop):
        heap, heads = distances[place], columns[place]
        for at in range(others.shape[0]):
            if others[at] == rows[place]:
                continue
            score = -apart(vectors, rows[place], others[at], False)
            if score > heap[0]:
                sift(heap, heads, score, names[at])
