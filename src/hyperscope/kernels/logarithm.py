"""The natural logarithm in float32 by arithmetic alone, so that the loops that call it become vector code.

x = m · 2^e with m in [√½, √2); log m = 2 artanh(s), s = (m − 1) / (m + 1), by its series up to s⁹.
"""

import numpy as np

from hyperscope.kernels.jit import inlined

F32, I32 = np.float32, np.int32
ROOT_OF_HALF = 0x3F3504F3  # the bits of √½ as float32


@inlined
def logarithm(x):
    """log x for 2^−126 ≤ x < 2^128, within 3e-7 of it, relatively."""
    bits = F32(x).view(I32)
    whole = I32(I32(bits - I32(ROOT_OF_HALF)) >> I32(23))
    m = I32(bits - I32(whole << I32(23))).view(F32)
    s = (m - F32(1)) / (m + F32(1))
    z = s * s
    series = F32(2 / 5) + z * (F32(2 / 7) + z * F32(2 / 9))
    return F32(whole) * F32(np.log(2)) + s * (F32(2) + z * (F32(2 / 3) + z * series))
