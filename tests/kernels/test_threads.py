"""The number of threads changes how long it takes, never the result."""

import os
import subprocess
import sys

SCRIPT = """
import hashlib, numpy, hyperscope
from hyperscope.projections.tsne import forces
vectors = numpy.random.default_rng(0).standard_normal((700, 6)).astype(numpy.float32)
for p, most in ((2, 30_000), (2, 100), (3, None)):
    forces.TREE_UP_TO = {p: most}
    layout = hyperscope.project(vectors, "tsne", p, theta=0.8, n_iter=30)
    print(hashlib.sha256(layout.positions.tobytes()).hexdigest())
"""


def positions(threads: int) -> str:
    environment = {**os.environ, "NUMBA_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": "1"}
    asked = [sys.executable, "-c", SCRIPT]
    return subprocess.run(
        asked, env=environment, capture_output=True, text=True, timeout=120, check=True
    ).stdout


def test_one_thread_and_three_agree_bit_for_bit():
    assert positions(1) == positions(3)
