"""Opening and reading a checkpoint of 500,000 × 200 float32 numbers, beside TensorFlow where that is installed.

python -m benchmarks.bench_checkpoint [ROWS]
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from hyperscope.readers.checkpoint.opened import open_checkpoint
from tests.readers.checkpoint.writing import write_bundle, write_saved

ROWS, COLUMNS, TIMES = 500_000, 200, 5
GIGA = 1e9


def milliseconds(work: Callable[[], object]) -> float:
    """Median of several runs; the first warms the page cache and is left out."""
    taken = []
    for _ in range(TIMES + 1):
        started = perf_counter()
        work()
        taken.append(1000 * (perf_counter() - started))
    return median(taken[1:])


def ours(path: Path) -> dict[str, Callable[[], object]]:
    return {
        "open and list": lambda: open_checkpoint(path).tensors,
        "open, map the matrix": lambda: open_checkpoint(path).read("embedding", verify=False),
        "open, map, verify": lambda: open_checkpoint(path).read("embedding"),
        "open, verify, copy to memory": lambda: np.array(open_checkpoint(path).read("embedding")),
    }


def theirs(path: Path) -> dict[str, Callable[[], object]]:
    """TensorFlow's reader, which always verifies and copies."""
    try:
        import tensorflow as tf
    except ImportError:
        return {}
    return {
        "TensorFlow: open and list": lambda: tf.train.load_checkpoint(str(path)).get_variable_to_shape_map(),
        "TensorFlow: open and read": lambda: tf.train.load_checkpoint(str(path)).get_tensor("embedding"),
    }


def main(rows: int = ROWS) -> None:
    matrix = np.random.default_rng(0).standard_normal((rows, COLUMNS), np.float32)
    with tempfile.TemporaryDirectory() as folder:
        places = {
            "V2": write_bundle(Path(folder) / "new.ckpt-1", {"bias": matrix[0, :3], "embedding": matrix}),
            "V1": write_saved(Path(folder) / "old.ckpt-1", {"bias": matrix[0, :3], "embedding": matrix}),
        }
        for version, path in places.items():
            for name, work in (ours(path) | theirs(path)).items():
                taken = milliseconds(work)
                speed = (
                    f"{matrix.nbytes / GIGA / taken * 1000:8.1f} GB/s"
                    if "map the" not in name and "list" not in name
                    else ""
                )
                print(f"{version} {rows:,} × {COLUMNS}  {name:30} {taken:9.2f} ms {speed}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
