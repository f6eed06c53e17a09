"""What every plot is drawn on: a figure of its own, never pyplot's, in the page's colours.

Nothing of matplotlib's global state is read or changed, so that plots can be drawn in any thread and without a screen.
"""

from typing import Any

from hyperscope.errors import MissingExtra

INK, MUTED, LINE, PAPER = "#1c2024", "#5f6871", "#d9d9d3", "#fbfbf9"
SMALL, NORMAL, TITLE = 8.5, 10.0, 13.0  # points
DPI = 120
OKABE_ITO = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#f0e442", INK)


def figure(width: float, height: float) -> Any:
    """An empty `matplotlib.figure.Figure` of so many inches. Raises `MissingExtra` without matplotlib."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtra.named("plots", "draw plots (matplotlib, colorcet)", where="plots") from None
    return Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER, layout="constrained")


def colours(count: int) -> list[str]:
    """`count` colours to be told apart, as on the page: Okabe and Ito's up to 8, Glasbey's beyond, repeated after 256."""
    if count <= len(OKABE_ITO):
        return list(OKABE_ITO[:count])
    try:
        from colorcet import glasbey_dark
    except ImportError:
        raise MissingExtra.named("plots", "draw plots (matplotlib, colorcet)", where="plots") from None
    return [str(glasbey_dark[place % len(glasbey_dark)]) for place in range(count)]


def halo(width: float = 2.5) -> list[Any]:
    """Letters with an edge of paper, to be read on top of points."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=width, foreground=PAPER)]


def heading(axes: Any, title: str | None) -> None:
    """The title of an axes, at its left."""
    if title:
        axes.set_title(title, loc="left", fontsize=TITLE, color=INK, pad=10)
