"""Random numbers as a function of a counter: no state, so any thread may draw any of them at any time."""

import numpy as np

from hyperscope.kernels.jit import inlined

U32 = np.uint32


@inlined
def scramble(number):
    """32 random bits for a 32-bit counter: a bijection of low bias (C. Wellons, "hash-prospector", 2018)."""
    bits = U32(number)
    bits = U32(U32(bits ^ U32(bits >> U32(16))) * U32(0x7FEB352D))
    bits = U32(U32(bits ^ U32(bits >> U32(15))) * U32(0x846CA68B))
    return U32(bits ^ U32(bits >> U32(16)))


def key(*counters: int) -> np.uint32:
    """A 32-bit key that depends on all counters, such as a seed and an epoch."""
    return np.random.SeedSequence(counters).generate_state(1)[0]
