"""One step of gradient descent with momentum and gains (van der Maaten & Hinton 2008, §3.4; Jacobs 1988)."""

import numpy as np

from hyperscope.kernels.jit import kernel

LEAST_GAIN = 0.01
LONGEST_STEP = 5.0  # layout units a point may move at once, as openTSNE bounds it


@kernel
def descend(start, stop, old, forces, pace, new):
    """Points start…stop of the next (y, velocity, gains), each (p, n), from the `old` three.

    `forces` are (attraction, repulsion), `pace` (exaggeration, 1 / Z, learning rate, momentum). The gradient is
    exaggeration · A − R / Z, a quarter of the derivative of the loss, as the original implementation defines its
    learning rate.
    """
    axes = old[0].shape[0]
    for point in range(start, stop):
        length2 = np.float32(0)
        for axis in range(axes):
            slope = pace[0] * forces[0][axis, point] - pace[1] * forces[1][axis, point]
            speed, gain = old[1][axis, point], old[2][axis, point]
            gain = gain * np.float32(0.8) if slope * speed > 0 else gain + np.float32(0.2)
            gain = max(gain, np.float32(LEAST_GAIN))
            speed = pace[3] * speed - pace[2] * gain * slope
            new[1][axis, point], new[2][axis, point] = speed, gain
            length2 += speed * speed
        brake = np.float32(1)
        if length2 > np.float32(LONGEST_STEP * LONGEST_STEP):
            brake = np.float32(LONGEST_STEP) / np.sqrt(length2)
        for axis in range(axes):
            new[1][axis, point] *= brake
            new[0][axis, point] = old[0][axis, point] + new[1][axis, point]
