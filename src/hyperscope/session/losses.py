"""The losses of a run so far: what a page needs that comes to it later, thinned so that a long run stays short."""

import math

MOST = 500


class Losses:
    """Points (iteration, loss), ascending. Where there would be more than `MOST`, every other one is let go."""

    def __init__(self) -> None:
        self._points: list[tuple[int, float]] = []

    def note(self, iteration: int, loss: float | None) -> None:
        """One more; a smaller iteration means that the run has begun anew."""
        if loss is None or not math.isfinite(loss):
            return
        points = self._points
        if points and iteration < points[-1][0]:
            points = []
        elif points and iteration == points[-1][0]:
            points = points[:-1]
        elif len(points) >= MOST:
            points = points[::2]
        self._points = [*points, (iteration, loss)]

    @property
    def points(self) -> list[tuple[int, float]]:
        """A list that nobody changes any more."""
        return self._points
