"""Twin of `hyperscope.projections.umap.timetable`."""

from tests.twins.chance import scramble


def plan(start, stop, edges, unit, drawn, rates, phases):
    for point in range(start, stop):
        for edge in range(edges[0][point], edges[0][point + 1]):
            near, far = sorted((point, int(edges[1][edge])))
            rates[edge] = int(min(float(edges[2][edge]) * unit, 2**32 - 1))
            phases[edge] = scramble((scramble(near ^ int(drawn)) + far) % 2**32)
