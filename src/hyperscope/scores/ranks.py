"""The rank of a neighbour: how many are nearer."""

from hyperscope.kernels.jit import kernel


@kernel
def ranks(start, stop, distances, columns, found):
    """For rows start…stop: `found` (rows, k) = 1 + how many columns come before each of `columns`, ties by column."""
    for row in range(start, stop):
        line = distances[row]
        for place in range(columns.shape[1]):
            column = columns[row, place]
            distance = line[column]
            before = 0
            for other in range(column):
                before += line[other] <= distance
            for other in range(column + 1, line.shape[0]):
                before += line[other] < distance
            found[row, place] = before + 1
