"""Ridge ("joy") plots: the densities of many groups above each other, each a little behind the next."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from hyperscope.arrays import as_vectors
from hyperscope.errors import ShapeError
from hyperscope.plots.density import BINS, Floats, density
from hyperscope.plots.groups import Groups
from hyperscope.plots.paper import INK, LINE, MUTED, NORMAL, PAPER, SMALL, colours, figure, halo, heading

FLOOR = -20.0  # e^−20: what a classifier finds less likely than this it finds impossible
OVERLAP = 2.5  # the highest ridge reaches so many feet up


def ridge(
    values: ArrayLike,
    labels: Sequence[Any],
    *,
    title: str | None = None,
    axis: str = "log-probability",
    palette: Sequence[str] | None = None,
) -> Any:
    """Per class, the density of a classifier's log-probability; returns a `matplotlib.figure.Figure`.

    `values` (n,) with `labels` (n,) gives one ridge a label: the values of its rows. `values` (n, k) with k `labels`
    gives one ridge a column: how likely all n rows are found to be of that class. −∞, and what is below e^−20, is drawn at
    that end. `palette` names a colour for each ridge. The figure is yours: `ridge(…).savefig("ridges.png")`.

    Raises `ShapeError` where labels and values do not fit, `MissingExtra` without matplotlib.
    """
    names, groups = _groups(values, labels)
    drawn = figure(7.2, 1.2 + 0.42 * max(len(names), 2))
    draw(drawn.subplots(), names, groups, palette=palette, axis=axis, title=title)
    return drawn


def draw(
    axes: Any, names: Sequence[str], groups: Sequence[Floats], *, palette: Sequence[str] | None, axis: str,
    title: str | None,
) -> None:  # fmt: skip
    """The ridges of `groups` on an axes, the first at the top."""
    shown = [np.maximum(values, FLOOR) for values in groups]
    low, high = _ends(shown)
    across = low + (np.arange(BINS) + 0.5) * (high - low) / BINS
    curves = [density(values, low, high) for values in shown]
    scale = OVERLAP / max(float(curve.max()) for curve in curves)
    paints = palette or colours(len(names))
    for place, (name, curve) in enumerate(zip(names, curves, strict=True)):
        foot = -float(place)
        top = foot + scale * curve
        axes.fill_between(
            across, foot, top, color=paints[place], alpha=0.82, linewidth=0, zorder=2 * place + 2
        )
        axes.plot(across, top, color=PAPER, linewidth=1.3, zorder=2 * place + 3)
        axes.axhline(foot, color=LINE, linewidth=0.6, zorder=1)
        axes.text(
            -0.015, foot, name, transform=axes.get_yaxis_transform(), ha="right", va="bottom", fontsize=NORMAL,
            color=INK, path_effects=halo(),
        )  # fmt: skip
    axes.set_xlim(low, high)
    axes.set_ylim(-len(names) + 0.85, OVERLAP + 0.15)
    _bare(axes, axis)
    heading(axes, title)


def _groups(values: ArrayLike, labels: Sequence[Any]) -> tuple[tuple[str, ...], list[Floats]]:
    numbers = np.asarray(values, np.float64)
    if numbers.ndim == 2:
        as_vectors(numbers, where="values")
        if len(labels) != numbers.shape[1]:
            raise ShapeError(
                f"{numbers.shape[1]} labels, one a column", f"{len(labels)}", "Name the classes in the columns' order.",
                where="labels",
            )  # fmt: skip
        return tuple(map(str, labels)), [_known(column) for column in numbers.T]
    if numbers.ndim == 1 and len(numbers) == 0:
        _known(numbers)
    if numbers.ndim != 1:
        raise ShapeError(
            "values (n,), or (n, k) for k classes",
            f"{numbers.ndim} axes",
            "Pass log-probabilities.",
            where="values",
        )
    found = Groups.of(labels, len(numbers))
    return found.names, [_known(numbers[found.rows(code)]) for code in range(len(found.names))]


def _known(values: Floats) -> Floats:
    if not len(values) or np.isnan(values).any() or (values == np.inf).any():
        got = "no value" if not len(values) else "NaN or +∞"
        raise ShapeError(
            "log-probabilities, which are numbers or −∞", got, "Check the classifier.", where="values"
        )
    return values


def _ends(groups: Sequence[Floats]) -> tuple[float, float]:
    """A little more than the values need; log-probabilities end at 0."""
    low, high = min(float(each.min()) for each in groups), max(float(each.max()) for each in groups)
    margin = 0.03 * (high - low) or 0.5
    return low - margin, min(
        high + margin, 0.0
    ) if high <= 0 and high + margin > 0 and high > low else high + margin


def _bare(axes: Any, axis: str) -> None:
    axes.set_facecolor(PAPER)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(axis="x", colors=MUTED, labelsize=SMALL, length=3)
    axes.set_xlabel(axis, fontsize=SMALL, color=MUTED)
