"""NumPy's matrix products inside the lane: each of our threads makes its own, none makes threads of its own.

Threads of a BLAS wait for each other by spinning. Where other programs want the cores, they spin away whole slices of time:
principal axes of 1,000,000 × 64 then took 1.8 s of processor with two of them, and 0.2 without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from threadpoolctl import ThreadpoolController

from hyperscope.kernels.lane import Lane, turn

_COUNTS = (
    Lane()
)  # a lane of their own: two who both set them, one of them in no lane, would not know what to give back


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Hold the lane while products run on their caller's thread alone; their libraries' own counts come back after."""
    with turn(), _COUNTS, _controller().limit(limits=1, user_api="blas"):
        yield


@lru_cache(maxsize=1)
def _controller() -> ThreadpoolController:
    return ThreadpoolController()  # looks at every loaded library: some milliseconds, so only once
