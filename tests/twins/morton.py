"""Twin of `hyperscope.projections.tsne.morton`."""

import numpy as np


def interleave(start, stop, y, low, scale, codes):
    axes = len(y)
    for point in range(start, stop):
        cells = ((y[:, point] - low) * scale).astype(np.uint32)
        bits = [format(int(cell), "016b" if axes == 2 else "010b") for cell in cells]
        codes[point] = int("".join("".join(turn[::-1]) for turn in zip(*bits, strict=True)), 2)
