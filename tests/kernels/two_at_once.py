"""Run by test_two_at_once: two projections and a stranger's own parallel numba code, all at the same time."""

import threading

import numba
import numpy as np

import hyperscope

vectors = np.random.default_rng(0).standard_normal((600, 8)).astype(np.float32)
finished = []


def project(p: int) -> None:
    finished.append(hyperscope.project(vectors, "tsne", p, n_iter=60, theta=0.5).positions)


@numba.njit(parallel=True)
def strangers(numbers):
    total = 0.0
    for place in numba.prange(len(numbers)):
        total += numbers[place]
    return total


threads = [threading.Thread(target=project, args=(p,)) for p in (2, 3, 2)]
for thread in threads:
    thread.start()
assert strangers(np.ones(1_000)) == 1_000
for thread in threads:
    thread.join()
assert len(finished) == 3
assert all(np.isfinite(positions).all() for positions in finished)
print("alive on", numba.threading_layer())
