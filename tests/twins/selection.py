"""Twins of `hyperscope.kernels.selection`: sort everything, then take what is wanted."""

import numpy as np


def sift(values, columns, value, column):
    values[0], columns[0] = value, column
    place = 0
    while True:
        worst = place
        for child in (2 * place + 1, 2 * place + 2):
            if child < len(values) and (values[child], -columns[child]) < (values[worst], -columns[worst]):
                worst = child
        if worst == place:
            return
        values[[place, worst]] = values[[worst, place]]
        columns[[place, worst]] = columns[[worst, place]]
        place = worst


def unheap(start, stop, values, columns):
    for row in range(start, stop):
        order = np.lexsort((columns[row], -values[row]))
        values[row], columns[row] = values[row, order], columns[row, order]


def measure(vectors, rows, inner, columns, distances):
    for row, others in enumerate(columns):
        distances[row] = [apart(vectors, rows[row], other, inner) for other in others]


def apart(vectors, one, other, inner):
    if inner:
        return -np.dot(vectors[one], vectors[other])
    return np.square(vectors[one] - vectors[other]).sum()


def scan(start, stop, vectors, rows, others, names, columns, distances):
    for place in range(start, stop):
        scores = -np.square(vectors[rows[place]] - vectors[others]).sum(axis=1)
        for other, name, score in zip(others, names, scores, strict=True):
            if other != rows[place] and score > distances[place, 0]:
                sift(distances[place], columns[place], score, name)
