"""x^y in float32 by arithmetic alone, so that the loops that call it become vector code.

x = m · 2^e with m in [1, 2); log₂ m and 2^f are polynomials at Chebyshev nodes. Relative error below 1e-5 for |y| ≤ 3.
"""

import numpy as np

from hyperscope.kernels.jit import inlined

F32, I32, U32 = np.float32, np.int32, np.uint32


@inlined
def power(base, exponent):
    """base^exponent for base ≥ 0, held between 2^−120 and 2^120."""
    bits = F32(base).view(U32)
    whole = I32(I32(bits >> U32(23)) - I32(127))
    m = U32((bits & U32(0x7FFFFF)) | U32(0x3F800000)).view(F32) - F32(1)
    log = F32(-0.0946268068) + m * F32(0.0200166497)
    log = F32(-0.3383772075) + m * (F32(0.2139432132) + m * log)
    log = F32(-0.7211440802) + m * (F32(0.4774963558) + m * log)
    log = m * (F32(1.4426929951) + m * log)
    wanted = min(max((F32(whole) + log) * exponent, F32(-120)), F32(120))
    down = np.floor(wanted)
    f = wanted - down
    mantissa = F32(0.0089495908) + f * F32(0.0018937540)
    mantissa = F32(0.2401418239) + f * (F32(0.0558603369) + f * mantissa)
    mantissa = F32(0.9999998807) + f * (F32(0.6931545138) + f * mantissa)
    return U32(I32(I32(down) + I32(127)) << I32(23)).view(F32) * mantissa
