"""Opening files: seconds to the first row, and megabytes a second for all of them, beside the libraries that wrote them.

python -m benchmarks.bench_readers [--json FILE]. Files are written first, so that the page cache is warm for all alike.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

import hyperscope
from benchmarks.machine import load
from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.readers import inspect
from hyperscope.writers import converter
from tests.readers.checkpoint.writing import write_bundle, write_saved

ROWS, COLUMNS, TIMES = 500_000, 200, 3
TEXT_ROWS, TEXT_COLUMNS = 100_000, 100
LABELS = 1_000_000
HUGE = 20 << 30
MEGA = 1e6
Job = tuple[str, str, int, Callable[[], object]]


def jobs(folder: Path) -> list[Job]:
    """(what, by whom, bytes that are read, the work)."""
    matrix = np.random.default_rng(0).standard_normal((ROWS, COLUMNS), np.float32)
    vectors, size = Dataset("v", matrix), matrix.nbytes
    new = write_bundle(folder / "new.ckpt-1", {"embedding": matrix})
    old = write_saved(folder / "old.ckpt-1", {"embedding": matrix})
    made: list[Job] = [
        ("V2 checkpoint, opened", "hyperscope", 0, lambda: first(new)),
        ("V1 checkpoint, opened", "hyperscope", 0, lambda: first(old)),
        ("V2 checkpoint, all rows", "hyperscope", size, lambda: everything(new)),
        ("V1 checkpoint, all rows", "hyperscope", size, lambda: everything(old)),
    ]
    for ending in (".npy", ".safetensors", ".arrow", ".parquet"):
        path = folder / f"v{ending}"
        converter(path)(vectors)
        made.append((f"{ending}, opened", "hyperscope", 0, lambda path=path: first(path)))
        made.append((f"{ending}, all rows", "hyperscope", size, lambda path=path: everything(path)))
    made.append((".npy, all rows", "numpy.load", size, lambda: np.array(np.load(folder / "v.npy"))))
    return made + texts(folder, matrix[:TEXT_ROWS, :TEXT_COLUMNS])


def texts(folder: Path, matrix: np.ndarray) -> list[Job]:
    """Tables and word vectors of TEXT_ROWS, and a million lines of metadata."""
    table, words, labels = folder / "t.tsv", folder / "glove.txt", folder / "labels.tsv"
    lines = ["\t".join(row) for row in np.char.mod("%.6f", matrix)]
    table.write_text("\n".join(lines) + "\n")
    words.write_text("".join(f"word{at} {line.replace(chr(9), ' ')}\n" for at, line in enumerate(lines)))
    labels.write_text("word\tyear\n" + "".join(f"label {at % 5000}\t{at}\n" for at in range(LABELS)))
    narrow = np.zeros((LABELS, 2), np.float32)
    made: list[Job] = [
        ("numeric TSV", "hyperscope", table.stat().st_size, lambda: everything(table)),
        ("GloVe text", "hyperscope", words.stat().st_size, lambda: everything(words)),
        (
            "1,000,000 rows of metadata",
            "hyperscope",
            labels.stat().st_size,
            lambda: with_labels(narrow, labels),
        ),
    ]
    return made + theirs(words)


def theirs(words: Path) -> list[Job]:
    try:
        from gensim.models import KeyedVectors
    except ImportError:
        return []
    return [("GloVe text", "gensim", words.stat().st_size,
             lambda: KeyedVectors.load_word2vec_format(str(words), no_header=True))]  # fmt: skip


def first(path: Path) -> object:
    """Open, and look at the first row."""
    (entry, *_) = inspect(path, OpenOptions())
    return np.array(entry.load().vectors[0]) if entry.step is None else entry.load().vectors[:1]


def everything(path: Path) -> object:
    return np.array(inspect(path, OpenOptions())[0].load().vectors)


def with_labels(vectors: np.ndarray, labels: Path) -> object:
    columns = hyperscope.read(vectors, metadata=labels).columns
    return [(column.kind, column.n_unique) for column in columns.values()]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Medians of (seconds, seconds of the processor); the first run is left out."""
    taken = []
    for _ in range(TIMES + 1):
        begun, used = time.perf_counter(), time.process_time()
        work()
        taken.append((time.perf_counter() - begun, time.process_time() - used))
    return median(one for one, _ in taken[1:]), median(one for _, one in taken[1:])


def memory_of_a_huge_file(folder: Path) -> int:
    """The most memory, in bytes, that a process takes to open a .npy of 20 GB and look at its first row."""
    path = folder / "huge.npy"
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(
            file, {"descr": "<f4", "fortran_order": False, "shape": (HUGE // 4 // 256, 256)}
        )
        file.truncate(file.tell() + HUGE)  # sparse: no such disk is needed
    # getrusage would tell the peak of whoever started the process as well
    code = (
        "import re, sys, hyperscope; hyperscope.read(sys.argv[1]); "
        "print(re.search(r'VmHWM:\\s*(\\d+) kB', open('/proc/self/status').read())[1])"
    )
    told = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True)
    return 1024 * int(told.stdout)


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        rows = []
        for what, whom, size, work in jobs(Path(name)):
            seconds, processor = timed(work)
            speed = size / MEGA / seconds if size else None
            rows.append({"what": what, "by": whom, "ms": 1000 * seconds, "processor_ms": 1000 * processor,
                         "mb_per_s": speed, "load": load()})  # fmt: skip
            print(
                f"{what:30} {whom:12} {1000 * seconds:10.2f} ms {1000 * processor:10.2f} ms {speed or 0:8.0f} MB/s",
                flush=True,
            )
        huge = memory_of_a_huge_file(Path(name))
    print(f"memory to open a 20 GB .npy: {huge / MEGA:.0f} MB")
    return {"readers": rows, "huge_mb": huge / MEGA}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=None, help="where to write the figures")
    given = parser.parse_args()
    results = run()
    if given.json is not None:
        given.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
