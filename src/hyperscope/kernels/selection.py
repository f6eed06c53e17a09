"""The k best of many: bounded heaps over scores and distances."""

import numpy as np

from hyperscope.kernels.jit import kernel

STRIP = 64  # scores looked at together: the count below becomes vector code, and most strips hold nothing new


@kernel
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
def offer(line, itself, first_column, heap, names):
    """The highest of the scores `line` (c,), of columns `first_column` + j, into a heap; j = `itself` is left out."""
    for begin in range(0, line.shape[0], STRIP):
        strip = line[begin : begin + STRIP]
        least = heap[0]
        better = 0
        for place in range(strip.shape[0]):
            better += strip[place] > least
        if better == 0:
            continue
        for place in range(strip.shape[0]):
            if strip[place] > heap[0] and begin + place != itself:
                sift(heap, names, strip[place], first_column + begin + place)


@kernel
def best_scores(start, stop, scores, rows, first_column, values, columns):
    """For rows start…stop of `scores` (b, c): the highest scores into heaps `values`, `columns` (b, keep).

    Score (r, j) is of point `rows`[r] with point `first_column` + j; a point is never its own neighbour. The heaps go
    on from what they hold. Equal scores: the lowest column wins, if columns come in rising order.
    """
    for row in range(start, stop):
        offer(scores[row], rows[row] - first_column, first_column, values[row], columns[row])


@kernel
def scattered_scores(scores, places, first_row, first_column, values, columns):
    """The same where `scores` (s, c) are of some rows alone: row r is of point `first_row` + `places`[r], with that heap."""
    for row in range(places.shape[0]):
        place = places[row]
        offer(scores[row], first_row + place - first_column, first_column, values[place], columns[place])


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
def measure(start, stop, vectors, rows, inner, columns, distances):
    """Measure the candidates `columns` (b, keep) of `rows` (b,) again, without cancellation, and sort by (distance, column).

    `distances` (b, keep) become Σ (a − b)², or −Σ a·b where `inner`.
    """
    keep = columns.shape[1]
    for row in range(start, stop):
        for rank in range(keep):
            distances[row, rank] = apart(vectors, rows[row], columns[row, rank], inner)
        for rank in range(1, keep):  # insertion sort: scores have put them almost in order
            distance, column = distances[row, rank], columns[row, rank]
            place = rank
            while place > 0 and (
                distances[row, place - 1] > distance
                or (distances[row, place - 1] == distance and columns[row, place - 1] > column)
            ):
                distances[row, place] = distances[row, place - 1]
                columns[row, place] = columns[row, place - 1]
                place -= 1
            distances[row, place] = distance
            columns[row, place] = column


@kernel
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
def scan(start, stop, vectors, rows, columns, distances):
    """The nearest of `rows`[start…stop] by differences alone: slow, and right where products cancel."""
    for place in range(start, stop):
        heap, names = distances[place], columns[place]
        heap[:] = -np.inf
        names[:] = vectors.shape[0]
        for other in range(vectors.shape[0]):
            score = -apart(vectors, rows[place], other, False)
            if other != rows[place] and score > heap[0]:
                sift(heap, names, score, other)
