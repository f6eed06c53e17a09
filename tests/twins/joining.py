"""Twins of `hyperscope.knn.joining`: sets of names, all measured, then sorted."""

from tests.twins.selection import apart


def answer(start, stop, rank, joined, degrees):
    for row in range(start, stop):
        other = joined[row, rank]
        if degrees[other] < joined.shape[1]:
            joined[other, degrees[other]] = row
            degrees[other] += 1


def join(start, stop, vectors, inner, graph, asked, found, seen):
    (indices, _), (joined, degrees), (names, distances) = graph, asked, found
    for row in range(start, stop):
        near = [int(other) for other in joined[row, : degrees[row]]]
        far = [int(other) for one in near for other in joined[one, : degrees[one]]]
        met = sorted({*indices[row].tolist(), *near, *far} - {row})
        seen[[row, *met]] = row
        best = sorted((apart(vectors, row, other, inner), other) for other in met)[: indices.shape[1]]
        distances[row], names[row] = zip(*best, strict=True)
