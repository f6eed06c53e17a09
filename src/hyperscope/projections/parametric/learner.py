"""How the network learns: t-SNE's loss, estimated from a batch of pairs.

KL(P ‖ Q) = Σ p log p − Σ_ij p_ij log w_ij + log Z, with w_ij = 1 / (1 + |y_i − y_j|²) and Z = Σ_{k≠l} w_kl. The second
term is a mean over pairs drawn by P. Z is a mean over all pairs of points in the batch that were not drawn together;
its running mean over many batches stands in the denominator of d log Z = dZ / Z, as the logarithm of one batch's
mean would be biased (after Damrich, Böhm, Hamprecht & Kobak 2023).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.backend import keras

MEMORY = 0.98  # of the running mean of Z from batch to batch
FEW_BATCHES = 60  # below that compiling costs more than it saves


class Learner:
    """Trains `model` in place on batches of `pairs` pairs; `batches` are to come, for the learning rate's fall."""

    def __init__(self, model: Any, pairs: int, batches: int, learning_rate: float) -> None:
        rate = keras().optimizers.schedules.CosineDecay(learning_rate, batches)
        self._pairs = _pairs(model, pairs)
        self._pairs.compile(
            optimizer=keras().optimizers.Adam(rate), run_eagerly=batches < FEW_BATCHES, jit_compile="auto"
        )

    def learn(self, rows: Floats, points: NDArray[np.int32]) -> None:
        """One batch: the rows of `points` (2 · pairs,), heads first."""
        self._pairs.train_on_batch(rows, points)

    def loss(self, n: int) -> float:
        """Σ −p log w + log Z of n points, as the running means have it: the KL divergence but for Σ p log p."""
        attraction, mean, weight = (
            float(keras().ops.convert_to_numpy(one.value)) for one in self._pairs.means
        )
        return attraction / weight + float(np.log(mean / weight * n * max(n - 1, 1)))


def _pairs(model: Any, pairs: int) -> Any:
    ops = keras().ops

    class Pairs(keras().Model):
        """The network with t-SNE's loss of a batch; `means` are running sums of −log w, of w, and of their weight."""

        def __init__(self) -> None:
            super().__init__()
            self.network = model
            self.means = [
                self.add_weight(shape=(), initializer="zeros", trainable=False, name=name)
                for name in ("attraction", "kernel", "weight")
            ]

        def call(self, x: Any, training: bool = False) -> Any:
            return self.network(x, training=training)

        def compute_loss(  # Keras's own signature
            self,
            x: Any = None,  # noqa: ARG002
            y: Any = None,
            y_pred: Any = None,
            sample_weight: Any = None,  # noqa: ARG002
            training: bool = True,  # noqa: ARG002
        ) -> Any:
            attraction = ops.mean(ops.log1p(ops.sum(ops.square(y_pred[:pairs] - y_pred[pairs:]), axis=1)))
            kernel = self._kernel(y_pred, y)
            seen = [ops.stop_gradient(one) for one in (attraction, kernel, ops.ones_like(kernel))]
            now = [MEMORY * old + (1 - MEMORY) * one for old, one in zip(self.means, seen, strict=True)]
            for mean, value in zip(self.means, now, strict=True):
                mean.assign(value)
            return attraction + kernel * (now[2] / now[1])

        def _kernel(self, places: Any, points: Any) -> Any:
            """The mean of w over the batch's pairs of different points, those that were drawn as pairs apart."""
            number = ops.arange(2 * pairs)
            strangers = ops.not_equal(points[:, None], points[None])
            strangers = ops.logical_and(
                strangers, ops.not_equal(ops.abs(number[:, None] - number[None]), pairs)
            )
            lengths = ops.sum(ops.square(places), axis=1)
            gaps = lengths[:, None] + lengths[None] - 2 * ops.matmul(places, ops.transpose(places))
            counted = ops.cast(strangers, places.dtype)
            met = ops.maximum(ops.sum(counted), 1)
            return ops.maximum(ops.sum(counted / (1 + ops.maximum(gaps, 0))) / met, 1e-12)

    made = Pairs()
    made.build((2 * pairs, *model.input_shape[1:]))
    return made
