"""Layout: positions that a projection made; Quality: how far they can be trusted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Positions

LARGEST = float(np.finfo(np.float32).max)
NO_AXIS = "no axis"  # the name of a column that means nothing beside others that do


@dataclass(frozen=True, slots=True)
class Linear:
    """What a linear method did: positions are v · `directions`ᵀ − `offsets`, of shapes (d,), (p, d) and (p,)."""

    directions: NDArray[np.float64]
    offsets: NDArray[np.float64]

    def of(self, vectors: NDArray[np.generic]) -> Positions:
        """(n, p) the positions of vectors (n, d), for other rows of the same space as well; float32's largest beyond it."""
        found = vectors.astype(np.float64) @ self.directions.T - self.offsets
        return np.clip(found, -LARGEST, LARGEST).astype(np.float32)


class Transform(Protocol):
    """What a method learnt, and does to other rows of the same space."""

    def of(self, vectors: NDArray[np.generic]) -> Positions:
        """(m, p) the positions of vectors (m, d)."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """`positions` (n, p) float32, NaN where a row was left out; `params` are the resolved ones, seed included, every
    "auto" the number it came to (the learning rate: that of the last step). `reached` tells what was found for what was
    asked: the median perplexity.

    `axes` name the columns where they have a meaning; `transform` is set where the method learnt one.
    """

    method: str
    positions: Positions
    params: Mapping[str, Any] = field(default_factory=dict)
    iteration: int = 0
    loss: float | None = None
    explained_variance_ratio: NDArray[np.float64] | None = None
    finished: bool = True
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    transform: Transform | None = None
    reached: Mapping[str, float] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return self.positions.shape[0]

    @property
    def n_components(self) -> int:
        return self.positions.shape[1]

    def __repr__(self) -> str:
        steps = f", {self.iteration:,} iterations" if self.iteration else ""
        loss = "" if self.loss is None else f", loss {self.loss:.3f}"
        end = "" if self.finished else ", not finished"
        return f"<Layout {self.method}: {self.n:,} × {self.n_components}{steps}{loss}{end}>"


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two groups and the place of their centroids' distance among all such pairs: 0 the nearest pair, 1 the farthest."""

    one: str
    other: str
    in_data: float
    in_layout: float

    def __str__(self) -> str:
        apart = "farther apart" if self.in_layout > self.in_data else "closer together"
        return (
            f"{self.one} and {self.other} look {apart} than they are: of all pairs, {self.in_data:.0%} are closer "
            f"in the data, {self.in_layout:.0%} in the layout"
        )


@dataclass(frozen=True, slots=True, eq=False)
class Quality:
    """Named scores of a layout as a whole, and one value per row where a score has one; 1 is best.

    `trustworthiness`, `continuity`, `neighbors_kept`, `distance_correlation`; with labels `label_agreement`, and
    `group_distance_correlation` where at least three groups have two rows: near 1, distances between groups mean
    something. `worst_pairs` are the pairs of groups the layout misplaces most, worst first. `space` names what the
    layout was compared with; `sampled` of its `rows` placed rows were measured.
    """

    scores: Mapping[str, float]
    per_point: Mapping[str, NDArray[np.float32]]
    space: str
    sampled: int
    rows: int
    k: int
    worst_pairs: tuple[GroupPair, ...] = ()

    def __getitem__(self, name: str) -> float:
        return self.scores[name]

    def __repr__(self) -> str:
        scores = ", ".join(f"{name} {value:.3f}" for name, value in self.scores.items())
        rows = f"{self.rows:,}" if self.sampled == self.rows else f"{self.sampled:,} of {self.rows:,}"
        return f"<Quality: {scores}; {rows} rows, {self.k} neighbours, {self.space}>"
