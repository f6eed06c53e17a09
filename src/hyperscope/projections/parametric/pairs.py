"""Learning from pairs: t-SNE's loss, estimated from a batch of them (van der Maaten 2009).

KL(P ‖ Q) = Σ p log p − Σ_ij p_ij log w_ij + log Z, with w_ij = 1 / (1 + |y_i − y_j|²) and Z = Σ_{k≠l} w_kl. The second
term is a mean over pairs drawn by P. Z is a mean over all pairs of points in the batch that were not drawn together;
its running mean over many batches stands in the denominator of d log Z = dZ / Z, as the logarithm of one batch's
mean would be biased (after Damrich, Böhm, Hamprecht & Kobak 2023).
"""

from typing import Any

import numpy as np

from hyperscope.arrays import Positions, Vectors
from hyperscope.backend import keras
from hyperscope.progress import Progress, Work
from hyperscope.projections.parametric.edges import Edges
from hyperscope.projections.parametric.network import Network
from hyperscope.projections.parametric.teaching import STAGE
from hyperscope.projections.tsne.affinities import Affinities

MEMORY = 0.98  # of the running mean of Z from batch to batch


class Pairs:
    """Trains `network` in place on batches of `batch` points, two a pair, for so many `epochs`."""

    def __init__(
        self, network: Network, p: Affinities, batch: int, epochs: int, learning_rate: float
    ) -> None:
        self.batch, self._network, self._p, self._edges = batch, network, p, Edges.of(p)
        self._log_p: float | None = None
        self._batches = -(-p.n // (batch // 2))
        rate = keras().optimizers.schedules.CosineDecay(learning_rate, epochs * self._batches)
        self._pairs = _pairs(network.model, batch // 2)
        self._pairs.compile(optimizer=keras().optimizers.Adam(rate), jit_compile="auto")

    def epoch(self, vectors: Vectors, seed: tuple[int, int]) -> Work[None]:
        draw = np.random.default_rng(seed)
        for batch in range(self._batches):
            points = self._edges.drawn(self.batch // 2, draw)
            self._pairs.train_on_batch(self._network.taken(vectors[points]), points)
            yield Progress(STAGE, batch + 1, self._batches)

    def loss(self, positions: Positions) -> Work[float | None]:  # noqa: ARG002
        """As the running means over the batches have it."""
        if self._log_p is None:
            self._log_p = yield from self._p.log()
        attraction, mean, weight = (
            float(keras().ops.convert_to_numpy(one.value)) for one in self._pairs.means
        )
        n = self._p.n
        return self._log_p + attraction / weight + float(np.log(mean / weight * n * max(n - 1, 1)))


def _pairs(model: Any, pairs: int) -> Any:
    ops = keras().ops

    class Loss(keras().Model):
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

    made = Loss()
    made.build((2 * pairs, *model.input_shape[1:]))
    return made
