"""Run by test_two_at_once: projections side by side, two hundred that are left on the way, and a stranger's own parallel
numba code, all at the same time. Two hundred more must leave nothing behind.
"""

import gc
import os
import threading
from pathlib import Path

import numba
import numpy as np

import hyperscope
from hyperscope.dataset import Dataset
from hyperscope.pipeline import start
from hyperscope.progress import drive

vectors = np.random.default_rng(0).standard_normal((600, 8)).astype(np.float32)
few, more = Dataset("few", vectors[:80]), Dataset("more", vectors[:300])
finished, left = [], []


def project(method: str, p: int) -> None:
    short = {"n_iter": 60, "theta": 0.5} if method == "tsne" else {"n_epochs": 40}
    finished.append(hyperscope.project(vectors, method, p, **short).positions)


def leave(method: str, dataset: Dataset = few) -> None:
    """A hundred starts, each left one piece later than the one before: while preparing, or after a step or two."""
    for cycle in range(100):
        work = start(dataset, method, {}, 2 + cycle % 2)
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


def held() -> tuple[int, int, int]:
    """How many objects of ours are alive, how many threads, and the bytes of memory in use."""
    gc.collect()
    ours = sum(str(type(each).__module__).startswith("hyperscope") for each in gc.get_objects())
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return ours, threading.active_count(), pages * os.sysconf("SC_PAGE_SIZE")


leave("tsne", more)
leave("umap", more)
objects, threads_before, memory = held()
leave("tsne", more)
leave("umap", more)
assert held()[:2] == (objects, threads_before)
assert held()[2] - memory < 16 << 20  # two hundred states of these rows are more than 50 MB
print("alive on", numba.threading_layer())
