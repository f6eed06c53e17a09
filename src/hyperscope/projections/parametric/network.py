"""The network that lays out: made for the data, or brought along; and asked for the places of rows."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from hyperscope.arrays import Floats, Positions, Vectors
from hyperscope.backend import keras
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.principal import Axes
from hyperscope.progress import Progress, Work

START_SCALE = 0.5  # of Glorot's weights
ROWS_AT_ONCE = 512  # about 10 ms, and in the cache: 2,048 take a sixth longer. One height, so that one function is compiled


@dataclass(frozen=True, slots=True)
class Network:
    """A Keras model from rows (m, d), reshaped to what it takes, to positions (m, p)."""

    model: Any

    def of(self, vectors: Vectors) -> Positions:
        """(m, p) the positions of vectors (m, d)."""
        blocks = [self._block(vectors[at : at + ROWS_AT_ONCE]) for at in range(0, len(vectors), ROWS_AT_ONCE)]
        return np.concatenate(blocks) if blocks else np.empty((0, self.model.output_shape[-1]), np.float32)

    def placed(self, vectors: Vectors) -> Work[Positions]:
        """The same as work that can be shown and cancelled."""
        positions = np.empty((len(vectors), self.model.output_shape[-1]), np.float32)
        for at in range(0, len(vectors), ROWS_AT_ONCE):
            positions[at : at + ROWS_AT_ONCE] = self._block(vectors[at : at + ROWS_AT_ONCE])
            yield Progress("Placing points", at, len(vectors))
        return positions

    def taken(self, vectors: Vectors) -> Floats:
        """Rows as the model takes them."""
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        return rows.reshape(len(rows), *self.model.input_shape[1:])

    def _block(self, vectors: Vectors) -> Positions:
        rows = self.taken(vectors)
        padded = np.zeros((ROWS_AT_ONCE, *rows.shape[1:]), np.float32)
        padded[: len(rows)] = rows
        return np.asarray(self.model.predict_on_batch(padded))[: len(rows)]


def dense(axes: Axes, hidden: tuple[int, ...], p: int, seed: int, spread: float = 1.0) -> Network:
    """Principal components → `hidden` rectified layers → p (van der Maaten 2009, with rectifiers for sigmoids, which
    need no pre-training) → times `spread`, the deviation of what is to be learnt. The components, the first of deviation
    1, and the spread are layers that do not learn: so the network takes the vectors (d,) as they are, and is complete when
    it is saved. Weights begin half as large as Glorot & Bengio (2010) have it: the features are then learnt rather
    than drawn, and unseen MNIST digits placed no worse (10-NN accuracy 0.952 after eight epochs of one seed; a quarter:
    0.943, as large: 0.946).
    """
    layers = keras().layers
    begin = keras().initializers.VarianceScaling
    deviation = math.sqrt(axes.variances[0]) * axes.scale or 1.0
    turn = axes.directions.T / deviation
    components = layers.Dense(turn.shape[1], name="components", trainable=False)
    stack = [keras().Input((turn.shape[0],)), components]
    small = [
        begin(START_SCALE**2, "fan_avg", "uniform", seed=seed + place) for place in range(len(hidden) + 1)
    ]
    stack += [
        layers.Dense(width, activation="relu", kernel_initializer=start)
        for width, start in zip(hidden, small[:-1], strict=True)
    ]
    stack += [layers.Dense(p, kernel_initializer=small[-1]), layers.Rescaling(spread, name="spread")]
    model = keras().Sequential(stack, name="parametric_tsne")
    components.set_weights([turn.astype(np.float32), (-axes.centre @ turn).astype(np.float32)])
    return Network(model)


def brought(model: Any, d: int, p: int) -> Network:
    """A person's own model. Raises `ShapeError` where it does not take d numbers or give p."""
    shape, width = tuple(model.input_shape[1:]), model.output_shape[-1]
    if None in shape or math.prod(shape) != d or len(model.output_shape) != 2 or width != p:
        raise ShapeError(
            f"a network from {d} numbers, in any shape, to {p}",
            f"one from {shape} to {tuple(model.output_shape[1:])}",
            "Change its input or its last layer, or n_components.", where="network",
        )  # fmt: skip
    return Network(model)


def widths(text: Any) -> tuple[int, ...]:
    """The hidden layers that '500, 500, 2000' stands for. Raises `ParameterError` for anything else."""
    try:
        found = tuple(int(part) for part in str(text).replace(",", " ").split())
    except ValueError:
        found = ()
    if not found or not all(1 <= width <= 65_536 for width in found):
        raise ParameterError(
            "widths of layers from 1 to 65,536", repr(text), "Write '500, 500, 2000', say.", where="hidden"
        )
    return found
