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


def offer(line, itself, first_column, heap, names):
    for place, score in enumerate(line):
        if place != itself and score > heap[0]:
            sift(heap, names, score, first_column + place)


def best_scores(start, stop, scores, rows, first_column, values, columns):
    for row in range(start, stop):
        offer(scores[row], rows[row] - first_column, first_column, values[row], columns[row])


def scattered_scores(scores, places, first_row, first_column, values, columns):
    for line, place in zip(scores, places, strict=True):
        offer(line, first_row + place - first_column, first_column, values[place], columns[place])


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
