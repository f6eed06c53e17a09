"""What a network can learn from: a layout that is there, or pairs of points. Both teach it epoch by epoch."""

from typing import Protocol

from hyperscope.arrays import Positions, Vectors
from hyperscope.progress import Work

STAGE = "Learning"


class Teaching(Protocol):
    """Trains a network in place. `batch` is how many points it sees in a step of learning."""

    batch: int

    def epoch(self, vectors: Vectors, seed: tuple[int, int]) -> Work[None]:
        """Every point of `vectors` (n, d) about once."""
        ...

    def loss(self, positions: Positions) -> Work[float | None]:
        """KL(P ‖ Q) of the network's positions after an epoch; None where it cannot be told."""
        ...
