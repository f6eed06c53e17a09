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


def best_scores(start, stop, scores, rows, first_column, values, columns):
    for row in range(start, stop):
        for column, score in enumerate(scores[row], start=first_column):
            if column != rows[row] and score > values[row, 0]:
                sift(values[row], columns[row], score, column)


def unheap(start, stop, values, columns):
    for row in range(start, stop):
        order = np.lexsort((columns[row], -values[row]))
        values[row], columns[row] = values[row, order], columns[row, order]


def measure(start, stop, vectors, rows, inner, columns, distances):
    for row in range(start, stop):
        found = [(apart(vectors, rows[row], column, inner), column) for column in columns[row]]
        distances[row], columns[row] = zip(*sorted(found), strict=True)


def apart(vectors, one, other, inner):
    if inner:
        return -np.dot(vectors[one], vectors[other])
    return np.square(vectors[one] - vectors[other]).sum()


def scan(start, stop, vectors, rows, columns, distances):
    scores = -np.square(vectors[rows][:, None] - vectors[None]).sum(axis=2)
    for place in range(start, stop):
        distances[place], columns[place] = -np.inf, len(vectors)
        best_scores(place, place + 1, scores, rows, 0, distances, columns)
