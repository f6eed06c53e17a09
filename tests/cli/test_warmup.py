"""`hyperscope warmup` leaves nothing to compile."""

import os
import subprocess
import sys

SCRIPT = """
import sys
from hyperscope.cli import main
main(["warmup"], standalone_mode=False)
from hyperscope.kernels.jit import KERNELS
apart = {name: kernel for name, kernel in KERNELS.items() if kernel.targetoptions.get("inline") != "always"}
print("cold:", sorted(name for name, kernel in apart.items() if not kernel.signatures))
from numba.core import event
class Listener(event.Listener):
    def on_start(self, event): print("compiles", event.data["dispatcher"].__name__)
    def on_end(self, event): pass
event.register("numba:compile", Listener())
import numpy as np, hyperscope
from hyperscope.projections.tsne import forces, projection
forces.TREE_UP_TO, projection.RENUMBER_ABOVE = {2: 100, 3: None}, 10
vectors = np.random.default_rng(1).standard_normal((2_100, 5))
for p in (2, 3):
    hyperscope.project(vectors, "tsne", p, n_iter=31, theta=0.5)
    hyperscope.project(vectors, "umap", p, n_epochs=21)
hyperscope.neighbors(vectors, 5, "cosine", exact=False)
print("done")
"""


def test_warmup_leaves_nothing_to_compile(tmp_path):
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Ready after" in done.stdout
    assert "cold: []" in done.stdout
    assert "compiles" not in done.stdout
    assert "t-SNE, 3-D" in done.stderr
