"""Opening files: seconds to the first row, and megabytes a second for all of them, beside the libraries that wrote them.

python -m benchmarks.bench_readers [--publish] [--tensorflow PYTHON] puts the ratios on the page. Files are written first, so that
the page cache is warm for all alike. TensorFlow runs under an interpreter that has it; whoever is not there is
said to be missing.
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
from benchmarks import tables
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
OURS = "hyperscope"
Job = tuple[str, str, int, Callable[[], object]]


def jobs(folder: Path) -> list[Job]:
    """(what, by whom, bytes that are read, the work)."""
    matrix = np.random.default_rng(0).standard_normal((ROWS, COLUMNS), np.float32)
    vectors, size = Dataset("v", matrix), matrix.nbytes
    new = write_bundle(folder / "new.ckpt-1", {"embedding": matrix})
    old = write_saved(folder / "old.ckpt-1", {"embedding": matrix})
    made: list[Job] = [
        ("V2 checkpoint, opened", OURS, 0, lambda: first(new)),
        ("V1 checkpoint, opened", OURS, 0, lambda: first(old)),
        ("V2 checkpoint, all rows", OURS, size, lambda: everything(new)),
        ("V1 checkpoint, all rows", OURS, size, lambda: everything(old)),
    ]
    for ending in (".npy", ".safetensors", ".arrow", ".parquet"):
        path = folder / f"v{ending}"
        converter(path)(vectors)
        made.append((f"{ending}, opened", OURS, 0, lambda path=path: first(path)))
        made.append((f"{ending}, all rows", OURS, size, lambda path=path: everything(path)))
    made.append(
        (".npy, opened", "numpy.load", 0, lambda: np.array(np.load(folder / "v.npy", mmap_mode="r")[0]))
    )
    made.append((".npy, all rows", "numpy.load", size, lambda: np.load(folder / "v.npy")))
    made += their_safetensors(folder / "v.safetensors", size)
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
        ("numeric TSV", OURS, table.stat().st_size, lambda: everything(table)),
        ("GloVe text", OURS, words.stat().st_size, lambda: everything(words)),
        (
            "1,000,000 rows of metadata",
            OURS,
            labels.stat().st_size,
            lambda: with_labels(narrow, labels),
        ),
    ]
    return made + theirs(words)


def their_safetensors(path: Path, size: int) -> list[Job]:
    try:
        from safetensors import safe_open
        from safetensors.numpy import load_file
    except ImportError:
        print("safetensors is missing: pip install safetensors")
        return []

    def opened() -> object:
        with safe_open(path, "np") as file:
            return file.get_slice(next(iter(file.keys())))[:1]

    return [
        (".safetensors, opened", "safetensors", 0, opened),
        (".safetensors, all rows", "safetensors", size, lambda: load_file(path)),
    ]


def theirs(words: Path) -> list[Job]:
    try:
        from gensim.models import KeyedVectors
    except ImportError:
        print("gensim is missing: pip install gensim")
        return []
    return [("GloVe text", "gensim", words.stat().st_size,
             lambda: KeyedVectors.load_word2vec_format(str(words), no_header=True))]  # fmt: skip


def first(path: Path) -> object:
    """Open, and look at the first row."""
    (entry, *_) = inspect(path, OpenOptions())
    return np.array(entry.load().vectors[0]) if entry.step is None else entry.load().vectors[:1]


def everything(path: Path) -> object:
    dataset = inspect(path, OpenOptions())[0].load()
    if dataset.check is not None:
        dataset.check()
    return np.array(dataset.vectors)


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


def in_tensorflow(python: str, folder: Path, size: int) -> list[dict[str, Any]]:
    """The rows of the interpreter `python`, none where it has no TensorFlow."""
    script = Path(__file__).with_name("tensorflow_reads.py")
    prefixes = [str(folder / "new.ckpt-1"), str(folder / "old.ckpt-1")]
    done = subprocess.run(
        [python, script, "embedding", *prefixes], check=False, capture_output=True, text=True
    )
    if done.returncode:
        print(f"TensorFlow is missing for {python}: {(done.stderr.splitlines() or ['?'])[-1]}")
        return []
    told = json.loads(done.stdout.splitlines()[-1])
    by = f"TensorFlow {told['version']}"
    versions = zip(("V2", "V1"), told["times"], strict=True)
    return [row(f"{version} checkpoint, all rows", by, size, *times) for version, times in versions]


def row(what: str, by: str, size: int, seconds: float, processor: float) -> dict[str, Any]:
    speed = size / MEGA / seconds if size else None
    print(
        f"{what:30} {by:18} {1000 * seconds:10.2f} ms {1000 * processor:10.2f} ms {speed or 0:8.0f} MB/s",
        flush=True,
    )
    return {"what": what, "by": by, "ms": 1000 * seconds, "processor_ms": 1000 * processor, "mb_per_s": speed,
            "load": load()}  # fmt: skip


def run(python: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        rows = [row(what, whom, size, *timed(work)) for what, whom, size, work in jobs(Path(name))]
        rows += in_tensorflow(python, Path(name), 4 * ROWS * COLUMNS)
        huge = memory_of_a_huge_file(Path(name))
    print(f"memory to open a 20 GB .npy: {huge / MEGA:.0f} MB")
    return {"readers": rows, "huge_mb": huge / MEGA}


def compared(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the page shows: ours, the other's where there is one, and how many times as long it takes."""
    table = []
    for ours in [one for one in rows if one["by"] == OURS]:
        others = [one for one in rows if one["what"] == ours["what"] and one is not ours]
        table += [_beside(ours, other) for other in others or [None]]
    return table


def _beside(ours: dict[str, Any], other: dict[str, Any] | None) -> dict[str, str]:
    used = ours["processor_ms"]
    shown = {
        "": ours["what"],
        "hyperscope, ms": f"{used:.1f}",
        "MB/s": f"{ours['mb_per_s'] * ours['ms'] / used:,.0f}" if ours["mb_per_s"] else "–",
        "beside": "–",
        "takes, ms": "–",
        "times as long": "–",
        "load": f"{ours['load']:.1f}",
    }
    if other is None:
        return shown
    theirs = other["processor_ms"]
    return shown | {
        "beside": other["by"],
        "takes, ms": f"{theirs:.1f}",
        "times as long": f"{theirs / used:.2g}",
    }


def publish(results: dict[str, Any]) -> None:
    size = 4 * ROWS * COLUMNS / MEGA
    words = (
        f"{ROWS:,} × {COLUMNS} float32 ({size:.0f} MB), as text {TEXT_ROWS:,} × {TEXT_COLUMNS}; files in the page cache,\n"
        "medians of 3. Times are those of the processor, all threads together, which other programs disturb less than the\n"
        "clock. *Opened* is until the first row is there, *all rows* until all are in memory, checksums of checkpoints\n"
        "looked at. *Times as long* is the other's time over ours: more than 1 where ours is faster.\n"
        f"Opening a .npy of 20 GB takes {results['huge_mb']:.0f} MB of memory, imports included."
    )
    tables.publish("readers", "Opening files", words, compared(results["readers"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=None, help="where to write the figures")
    parser.add_argument("--publish", action="store_true", help="put the ratios on the page")
    parser.add_argument(
        "--tensorflow", default=sys.executable, metavar="PYTHON", help="an interpreter that has it"
    )
    given = parser.parse_args()
    results = run(given.tensorflow)
    if given.json is not None:
        given.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if given.publish:
        publish(results)


if __name__ == "__main__":
    main()
