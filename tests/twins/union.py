"""Twins of `hyperscope.projections.union`."""


def turn(start, stop, given, places, turned):
    starts, indices, values = given
    for row in range(start, stop):
        for edge in range(starts[row], starts[row + 1]):
            place = places[indices[edge]]
            turned[1][place], turned[2][place] = row, values[edge]
            places[indices[edge]] += 1


def merge(start, stop, ours, theirs, overlap, both):
    total = 0.0
    for row in range(start, stop):
        mine, yours = (
            dict(
                zip(one[1][one[0][row] : one[0][row + 1]], one[2][one[0][row] : one[0][row + 1]], strict=True)
            )
            for one in (ours, theirs)
        )
        united = {
            column: float(w + v - overlap * w * v)
            for column in sorted({*mine, *yours})
            if (w := mine.get(column, 0)) + (v := yours.get(column, 0)) > 0
        }
        if not len(both[1]):
            both[0][row + 1] = len(united)
            continue
        both[1][both[0][row] : both[0][row + 1]] = list(united)
        both[2][both[0][row] : both[0][row + 1]] = list(united.values())
        total += sum(united.values())
    return total
