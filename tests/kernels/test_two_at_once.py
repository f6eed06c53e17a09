"""Two threads inside numba's workqueue layer end the process; ours never enter it."""

import os
import subprocess
import sys
from pathlib import Path


def test_two_projections_at_once_survive_the_workqueue_layer():
    environment = {**os.environ, "NUMBA_THREADING_LAYER": "workqueue"}
    script = Path(__file__).with_name("two_at_once.py")
    done = subprocess.run(
        [sys.executable, script], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "alive on workqueue" in done.stdout
