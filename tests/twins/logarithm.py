"""Twin of `hyperscope.kernels.logarithm`."""

import numpy as np


def logarithm(x):
    return np.log(np.float64(x))
