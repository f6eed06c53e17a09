"""How far a layout can be trusted: whole, and row by row."""

from hyperscope.scores.measure import measure as measure
