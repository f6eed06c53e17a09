"""A kick to a layout, to see whether it settles in the same arrangement."""

import numpy as np

from hyperscope.arrays import Floats

KICK = 0.1  # of the layout's radius, as TensorBoard's projector kicks
LEAST_RADIUS = 1e-4  # of a layout whose points lie at one place


def kicked(y: Floats, seed: tuple[int, ...]) -> Floats:
    """Coordinates y (p, n), each moved by up to a twentieth of the layout's radius about its middle, none beyond it."""
    middle = y.mean(axis=1, keepdims=True)
    apart = y - middle
    radius = max(float(np.linalg.norm(apart, axis=0).max()), LEAST_RADIUS)
    apart += np.float32(KICK * radius) * (
        np.random.default_rng(seed).random(y.shape, np.float32) - np.float32(0.5)
    )
    apart *= np.minimum(1, radius / np.maximum(np.linalg.norm(apart, axis=0), radius))
    return (middle + apart).astype(np.float32)
