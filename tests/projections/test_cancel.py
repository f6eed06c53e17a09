"""Long work can be left quickly: no piece between two Progress reports is long, in any phase, at a size that matters."""

import time

import numpy as np

from hyperscope.dataset import Dataset
from hyperscope.pipeline import start
from hyperscope.progress import drive

VECTORS = np.random.default_rng(0).standard_normal((6_000, 20)).astype(np.float32)


def test_phases_report_often_enough_to_be_left():
    """CPU time, so that a busy machine does not fail it; the first pass loads kernels."""
    for _ in range(2):
        longest, last = 0.0, time.thread_time()
        work = start(Dataset("test", VECTORS), "tsne", {}, 3)
        while True:
            try:
                next(work)
            except StopIteration as end:
                stepper = end.value
                break
            longest, last = max(longest, time.thread_time() - last), time.thread_time()
        work.close()
    assert longest < 0.2
    for _ in range(2):
        began = time.thread_time()
        drive(stepper.step())
    assert time.thread_time() - began < 0.2


def test_two_hundred_starts_and_stops():
    small = Dataset("test", VECTORS[:200])
    for cycle in range(200):
        work = start(small, "tsne", {"perplexity": 5}, 2)
        for _ in range(cycle % 6):
            next(work, None)
        work.close()
    assert drive(start(small, "tsne", {"perplexity": 5}, 2)).layout.positions.shape == (200, 2)
