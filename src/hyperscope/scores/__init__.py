"""How far a layout can be trusted: whole, and row by row."""

from hyperscope.scores.quality import measure as measure
