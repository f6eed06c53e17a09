"""One step of gradient descent with momentum and gains (van der Maaten & Hinton 2008, §3.4; Jacobs 1988)."""

import math

import numpy as np

from hyperscope.arrays import Floats
from hyperscope.kernels import lane
from hyperscope.kernels.jit import kernel

LEAST_GAIN = 0.01
LONGEST_STEP = 5.0  # layout units a point may move at once, as openTSNE bounds it


def descended(
    old: tuple[Floats, Floats, Floats], forces: tuple[Floats, Floats], pace: Floats
) -> tuple[Floats, Floats, Floats]:
    """The next (y, velocity, gains), each (p, n), y about its middle. `forces` and `pace` are those of `accelerate`."""
    y, velocity, gains = old[0], np.empty_like(old[1]), np.empty_like(old[2])
    fastest = np.zeros(lane.PARTS, np.float32)
    before, pulls = (old[1].reshape(-1), old[2].reshape(-1)), (forces[0].reshape(-1), forces[1].reshape(-1))
    after = (velocity.reshape(-1), gains.reshape(-1))

    def task(part: int, first: int, last: int) -> None:
        fastest[part] = accelerate(first, last, before, pulls, pace, after)

    lane.share(task, y.size)
    if float(fastest.max()) * math.sqrt(len(y)) > LONGEST_STEP:
        length = np.linalg.norm(velocity, axis=0)
        velocity *= LONGEST_STEP / np.maximum(length, np.float32(LONGEST_STEP))
    moved = y + velocity
    return moved - moved.mean(axis=1, keepdims=True), velocity, gains


@kernel
def accelerate(start, stop, old, forces, pace, new):
    """Coordinates start…stop of the next (velocity, gains), flat, from the `old` two; returns the largest |velocity|.

    `forces` are (attraction, repulsion), `pace` (exaggeration, 1 / Z, learning rate, momentum). The gradient is
    exaggeration · A − R / Z, a quarter of the derivative of the loss, as the original implementation defines its
    learning rate.
    """
    pull, push, rate, momentum = pace[0], pace[1], pace[2], pace[3]
    fastest = np.float32(0)
    for place in range(start, stop):
        slope = pull * forces[0][place] - push * forces[1][place]
        speed, gain = old[0][place], old[1][place]
        gain = gain * np.float32(0.8) if slope * speed > 0 else gain + np.float32(0.2)
        gain = gain if gain > np.float32(LEAST_GAIN) else np.float32(LEAST_GAIN)
        speed = momentum * speed - rate * gain * slope
        new[0][place], new[1][place] = speed, gain
        fastest = abs(speed) if abs(speed) > fastest else fastest
    return fastest
