"""The first picture of a dataset must not wait for a compiler."""

import subprocess
import sys

SCRIPT = """
import sys, numpy, hyperscope
layout = hyperscope.project(numpy.random.default_rng(0).standard_normal((50, 6)), "pca")
from hyperscope.query.nearest import to_row
to_row(hyperscope.Dataset("test", layout.positions), 0, 5)
hyperscope.quality(layout.positions, layout, labels=[row % 4 for row in range(50)])
sys.exit(" ".join({"numba", "scipy"} & sys.modules.keys()) or None)
"""


def test_pca_its_quality_and_the_inspectors_neighbours_load_neither_numba_nor_scipy():
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
