"""Judging a picture without storing one."""

from dataclasses import dataclass

from tests.browser.watched import Watched

# Rows whose neighbours on the screen are far enough away that nothing else can lie on top of them.
ALONE = """(hyperscope, distance) => {
  const spots = Array.from({ length: hyperscope.stats().points }, (_, row) => ({ row, ...hyperscope.locate(row) }));
  const shown = spots.filter((spot) => spot.visible);
  const near = (a, b) => a.row !== b.row && Math.hypot(a.x - b.x, a.y - b.y) < distance;
  return shown.filter((spot) => !shown.some((other) => near(spot, other)));
}"""
COUNT = """async (hyperscope) => {
  const { width, height, data } = await hyperscope.readPixels();
  const counts = new Map();
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [width, height, counts.size, Math.max(...counts.values())];
}"""


@dataclass(frozen=True)
class Colours:
    """How many colours a picture has, and how much of it (0…1) is covered by the most frequent one."""

    width: int
    height: int
    distinct: int
    ground: float


def colours(watched: Watched) -> Colours:
    width, height, distinct, most = watched.ask(COUNT)
    return Colours(width, height, distinct, most / (width * height))
