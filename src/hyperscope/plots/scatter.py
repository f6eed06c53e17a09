"""A layout as a picture for print: points in the page's colours, their classes named beside or among them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hyperscope.errors import ShapeError
from hyperscope.layout import Layout
from hyperscope.params import unknown_name
from hyperscope.pipeline import layout_of
from hyperscope.plots.groups import Groups
from hyperscope.plots.names import write_names
from hyperscope.plots.paper import INK, PAPER, SMALL, colours, figure, heading

WAYS = ("legend", "inline", "none")
LEGEND_ROWS = 24
Points = NDArray[np.float32]


def scatter(
    layout: Layout | ArrayLike,
    labels: Sequence[Any] | None = None,
    *,
    names: str = "legend",
    title: str | None = None,
    size: float | None = None,
    palette: Sequence[str] | None = None,
) -> Any:
    """Draw a layout (n, 2); returns a `matplotlib.figure.Figure`.

    `labels` (n,) colour the points; with `names="inline"` every class is named where its points are densest, with
    "legend" beside the picture, with "none" nowhere. `size` is a point's diameter in points (1/72 inch; default: by their
    number), `palette` a colour for each class. Rows that have no place are left out.

    Raises `ShapeError` for another number of labels or of columns, `MissingExtra` without matplotlib.
    """
    if names not in WAYS:
        raise unknown_name(names, WAYS, where="names")
    positions = layout_of(layout).positions
    if positions.shape[1] != 2:
        raise ShapeError(
            "a layout of 2 columns", f"{positions.shape[1]}", "Lay out with n_components=2.", where="layout"
        )
    groups = Groups.of([""] * len(positions) if labels is None else labels, len(positions))
    drawn = figure(6.4 + (1.6 if labels is not None and names == "legend" else 0), 6.0)
    axes = drawn.subplots()
    paints = palette or colours(len(groups.names))
    points(axes, positions, groups, paints, size)
    heading(axes, title)
    if labels is not None and names == "inline":
        write_names(axes, positions, groups)
    if labels is not None and names == "legend":
        _legend(axes, groups, paints)
    return drawn


def points(
    axes: Any,
    positions: Points,
    groups: Groups,
    palette: Sequence[str],
    size: float | None = None,
    alpha: float = 0.8,
) -> None:
    """All points in one mixed order, so that no class covers another merely by coming last."""
    placed = np.flatnonzero(np.isfinite(positions).all(axis=1))
    order = np.random.default_rng(0).permutation(placed)
    diameter = size or float(np.clip(160 / np.sqrt(max(len(placed), 1)), 1.2, 5.5))
    paints = np.array(list(palette))[groups.codes[order]]
    axes.scatter(
        *positions[order].T, s=diameter**2, c=paints, alpha=alpha, linewidths=0, rasterized=True,
    )  # fmt: skip
    axes.set_facecolor(PAPER)
    axes.set_aspect("equal", adjustable="datalim")
    axes.set_axis_off()
    axes.margins(0.04)


def _legend(axes: Any, groups: Groups, paints: Sequence[str]) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], marker="o", linestyle="", markersize=6, color=paint, label=name)
        for name, paint in zip(groups.names, paints, strict=False)
    ]
    axes.legend(
        handles=marks, loc="center left", bbox_to_anchor=(1, 0.5), frameon=False, fontsize=SMALL,
        labelcolor=INK, ncols=-(-len(marks) // LEGEND_ROWS), handletextpad=0.2,
    )  # fmt: skip
