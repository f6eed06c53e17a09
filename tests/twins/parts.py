"""Twin of `hyperscope.projections.umap.parts`: one list of who waits, one look at a time."""


def flood(most, starts, indices, part, queue, at):
    waiting, followed = [int(point) for point in queue[at[0] : at[1]]], 0
    while followed < most:
        if not waiting:
            free = [point for point in range(len(part)) if part[point] < 0]
            at[2] = free[0] if free else len(part)
            if not free:
                return True
            part[free[0]], at[3] = at[3], at[3] + 1
            queue[at[1]], at[1] = free[0], at[1] + 1
            waiting.append(free[0])
        point, at[0] = waiting.pop(0), at[0] + 1
        others = [int(other) for other in indices[starts[point] : starts[point + 1]]]
        followed += 1 + len(others)
        for other in others:
            if part[other] < 0:
                part[other] = part[point]
                queue[at[1]], at[1] = other, at[1] + 1
                waiting.append(other)
    return False
