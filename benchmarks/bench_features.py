"""`scripts/bench features`: the features of 10,000 MNIST digits beside the model's own `predict`, and the memory of many rows."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import hyperscope
from benchmarks import sources, tables
from benchmarks.machine import load
from hyperscope.backend import keras
from hyperscope.features import extract

ROWS, BATCH, WIDTH = 10_000, 256, 256
MANY = (5_000, 20_000)
WORDS = (
    f"A layer of {WIDTH} units behind two convolutions, {ROWS:,} digits in batches of {BATCH}: *predict* is Keras's own for the "
    "same layer, *extract* ours, thumbnails included, into memory and into a file. Medians of three, by turns; *processor* is "
    "the time of all cores together. *Memory* is the most that a process held while it wrote the features of so many pictures, "
    "drawn batch by batch, to a file."
)
Row = dict[str, Any]


def model() -> Any:
    """The network of the first story."""
    keras().utils.set_random_seed(0)
    layers = keras().layers
    return keras().Sequential(
        [
            keras().Input((28, 28, 1)),
            layers.Conv2D(16, 3, activation="relu"),
            layers.Conv2D(32, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(WIDTH, activation="relu", name="dense"),
            layers.Dense(10, activation="softmax", name="digit"),
        ]
    )


def times(folder: Path) -> list[Row]:
    data = hyperscope.read(f"demo:mnist:{sources.mnist_files()}")
    pictures = data.as_float32()[:ROWS].reshape(-1, 28, 28, 1) / 255
    whole = model()
    part = keras().Model(whole.inputs, whole.get_layer("dense").output)
    said = {"batch_size": BATCH, "progress": False}
    ways: dict[str, Callable[[], Any]] = {
        "predict": lambda: part.predict(pictures, batch_size=BATCH, verbose=0),
        "extract": lambda: extract(whole, pictures, "dense", **said),
        "extract, into a file": lambda: extract(
            whole, pictures, "dense", out=folder / "f.npy", resume=False, **said
        ),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(4):  # the first compiles
        for name, way in ways.items():
            began, used = time.perf_counter(), time.process_time()
            way()
            taken[name].append((time.perf_counter() - began, time.process_time() - used))
    found = []
    for name, each in taken.items():
        seconds, processor = np.median(each[1:], axis=0)
        found.append({
            "": name, "rows": f"{ROWS:,}", "seconds": round(seconds, 3), "processor, s": round(processor, 3),
            "memory, MB": "", "load": load(),
        })  # fmt: skip
    return found


def memory(rows: int, folder: Path) -> Row:
    """In a process of its own, which tells the most it held."""
    asked = [sys.executable, "-m", "benchmarks.bench_features", str(rows), str(folder)]
    done = subprocess.run(asked, cwd=sources.ROOT, check=True, capture_output=True, text=True)
    return {
        "": "extract, into a file", "rows": f"{rows:,}", "seconds": "", "processor, s": "",
        "memory, MB": int(done.stdout), "load": load(),
    }  # fmt: skip


def held(rows: int, folder: Path) -> None:
    rng = np.random.default_rng(0)
    batches = (rng.random((BATCH, 28, 28, 1), np.float32) for _ in range(-(-rows // BATCH)))
    found = extract(model(), batches, "dense", out=folder / f"{rows}.npy", resume=False, progress=False)
    assert found.n >= rows
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def main() -> None:
    if len(sys.argv) == 3:
        held(int(sys.argv[1]), Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        rows = times(Path(folder))
        print(rows, file=sys.stderr, flush=True)
        rows += [memory(many, Path(folder)) for many in MANY]
    tables.publish("features", "Features of a layer", WORDS, rows)
    print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
