"""Run by test_two_at_once: projections side by side, two hundred that are left on the way, and a stranger's own parallel
numba code, all at the same time.
"""

import threading

import numba
import numpy as np

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.pipeline import start
from hyperscope.progress import drive

vectors = np.random.default_rng(0).standard_normal((600, 8)).astype(np.float32)
few = Dataset("few", vectors[:80])
finished, left = [], []


def project(method: str, p: int) -> None:
    short = {"n_iter": 60, "theta": 0.5} if method == "tsne" else {"n_epochs": 40}
    finished.append(hyperscope.project(vectors, method, p, **short).positions)


def leave(method: str) -> None:
    """A hundred starts, each left one piece later than the one before: while preparing, or after a step or two."""
    for cycle in range(100):
        work = start(few, method, {}, 2 + cycle % 2)
        try:
            for _ in range(cycle % 20):
                next(work)
        except StopIteration as end:
            step = end.value.step()
            next(step, None)
            step.close()
        work.close()
        left.append(method)


@numba.njit(parallel=True)
def strangers(numbers):
    total = 0.0
    for place in numba.prange(len(numbers)):
        total += numbers[place]
    return total


tasks = [
    (project, ("tsne", 2)),
    (project, ("tsne", 3)),
    (project, ("umap", 2)),
    (leave, ("tsne",)),
    (leave, ("umap",)),
]
threads = [threading.Thread(target=task, args=arguments) for task, arguments in tasks]
for thread in threads:
    thread.start()
while any(thread.is_alive() for thread in threads):
    assert strangers(np.ones(1_000)) == 1_000
    threads[0].join(0.01)
for thread in threads:
    thread.join()
assert len(finished) == 3
assert len(left) == 200
assert all(np.isfinite(positions).all() for positions in finished)
assert drive(start(few, "tsne", {}, 2)).layout.n == 80
ours = [thread for thread in threading.enumerate() if thread.name.startswith("hyperscope")]
assert len(ours) < numba.config.NUMBA_NUM_THREADS, ours
print("alive on", numba.threading_layer())
