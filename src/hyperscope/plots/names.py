"""The names of classes, written among their points."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from hyperscope.plots.groups import Groups
from hyperscope.plots.paper import INK, NORMAL, SMALL, halo

CELLS = 24  # a side: where a class is densest is sought on a grid
TRIED = 40
SMOOTHED = 2.0  # cells: the middle of a crowd, not the fullest cell
Points = NDArray[np.floating[Any]]


def write_names(axes: Any, positions: Points, groups: Groups) -> None:
    """Each name at the densest place of its class where no other name stands; the largest class chooses first.

    A class of one point has its name close by; where there is no room, it goes without.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas = FigureCanvasAgg(axes.figure)
    canvas.draw()  # limits and layout are settled, so that places can be measured
    taken: list[Any] = []
    for code in sorted(range(len(groups.names)), key=lambda code: -len(groups.rows(code))):
        rows = groups.rows(code)
        placed = positions[rows][np.isfinite(positions[rows]).all(axis=1)]
        if len(placed):
            alone = len(placed) == 1
            text = axes.text(
                0, 0, groups.names[code], ha="center", va="center", fontsize=SMALL if alone else NORMAL,
                fontweight="normal" if alone else "bold", color=INK, path_effects=halo(3), zorder=10,
            )  # fmt: skip
            places = _around(placed[0], axes) if alone else _dense(placed)
            box = _settled(text, places, taken, canvas.get_renderer())
            if box is not None:
                taken.append(box)
            elif alone:
                text.remove()


def _settled(text: Any, places: Points, taken: list[Any], renderer: Any) -> Any:
    """Put the text at the first place where it overlaps no other: its box there. Else at the first, and nothing."""
    for place in places:
        text.set_position(place)
        box = text.get_window_extent(renderer)
        if not any(box.overlaps(other) for other in taken):
            return box
    text.set_position(places[0])
    return None


def _around(point: Points, axes: Any) -> Points:
    """Places above and below a point, a line's height away and a little to the sides."""
    across, up = (0.02 * np.ptp(ends) for ends in (axes.get_xlim(), axes.get_ylim()))
    return point + np.array(
        [(0, up), (0, -up), *((side * across, way * up) for way in (1, -1) for side in (1, -1, 2, -2))]
    )


def _dense(points: Points) -> Points:
    """Places of the class, the densest first."""
    counts, *edges = np.histogram2d(*points.T, bins=CELLS)
    counts = gaussian_filter(counts, SMOOTHED, mode="constant")
    order = np.argsort(-counts, axis=None, kind="stable")[:TRIED]
    middles = [(edge[1:] + edge[:-1]) / 2 for edge in edges]
    across, up = np.unravel_index(order, counts.shape)
    return np.stack([middles[0][across], middles[1][up]], axis=1)
