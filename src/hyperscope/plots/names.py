"""The names of classes, written among their points."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from hyperscope.plots.groups import Groups
from hyperscope.plots.paper import INK, NORMAL, halo

CELLS = 24  # a side: where a class is densest is sought on a grid
TRIED = 40
SMOOTHED = 2.0  # cells: the middle of a crowd, not the fullest cell
Points = NDArray[np.floating[Any]]


def write_names(axes: Any, positions: Points, groups: Groups) -> None:
    """Each name at the densest place of its class where no other name stands; the largest class chooses first."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(axes.figure)
    canvas.draw()  # limits and layout are settled, so that places can be measured
    taken: list[Any] = []
    for code in sorted(range(len(groups.names)), key=lambda code: -len(groups.rows(code))):
        rows = groups.rows(code)
        placed = positions[rows][np.isfinite(positions[rows]).all(axis=1)]
        if len(placed):
            text = axes.text(
                0, 0, groups.names[code], ha="center", va="center", fontsize=NORMAL, fontweight="bold", color=INK,
                path_effects=halo(3), zorder=10,
            )  # fmt: skip
            taken.append(_settled(text, _dense(placed), taken, canvas.get_renderer()))


def _settled(text: Any, places: Points, taken: list[Any], renderer: Any) -> Any:
    """Put the text at the first place where it overlaps no other, else at the first; its box there."""
    for place in places:
        text.set_position(place)
        box = text.get_window_extent(renderer)
        if not any(box.overlaps(other) for other in taken):
            return box
    text.set_position(places[0])
    return text.get_window_extent(renderer)


def _dense(points: Points) -> Points:
    """Places of the class, the densest first."""
    counts, *edges = np.histogram2d(*points.T, bins=CELLS)
    counts = gaussian_filter(counts, SMOOTHED, mode="constant")
    order = np.argsort(-counts, axis=None, kind="stable")[:TRIED]
    middles = [(edge[1:] + edge[:-1]) / 2 for edge in edges]
    across, up = np.unravel_index(order, counts.shape)
    return np.stack([middles[0][across], middles[1][up]], axis=1)
