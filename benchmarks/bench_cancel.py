"""`scripts/bench cancel`: how long a million rows go on after a cancel, in every phase of t-SNE and UMAP.

Work is left where it yields, so the longest time between two yields is the longest anyone waits. Each row is the phase that a
yield tells, and the longest gap that ended there; *processor* is the time that the driving thread itself was busy in that gap,
which other programs lengthen less. Each figure is the smallest of the longest ones of {repeats} fresh processes that have loaded
their kernels.
*Grown* is t-SNE begun from a disc {width:g} units wide, as large maps become, its neighbours known.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType, GeneratorType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks import tables
from benchmarks.bench_million import data
from benchmarks.machine import load

WIDTH = 500.0
METHODS = ("tsne", "tsne, grown", "umap")
FIRST, LATER, STEPS = (
    0,
    29,
    2,
)  # iterations from which steps are made: one after 30 measures a loss and orders the points anew


class Gap(NamedTuple):
    """What lay between two yields: the phase told at its end, the lines it lies between, and ms by the clock and of work."""

    phase: str
    lines: str
    ms: float
    processor: float


class Watch:
    """Drives work as `progress.drive` does, and keeps the longest gap of each place."""

    def __init__(self) -> None:
        self.longest: dict[tuple[str, str], Gap] = {}

    def drive(self, work: Any, end: str) -> Any:
        here, told = "its start", end
        while True:
            began, used = time.perf_counter(), time.thread_time()
            try:
                told, there = next(work).stage, None
            except StopIteration as stop:
                self._keep(end, f"{here} → its end", began, used)
                return stop.value
            there = _line(work)
            self._keep(told, f"{here} → {there}", began, used)
            here = there

    def _keep(self, phase: str, lines: str, began: float, used: float) -> None:
        gap = Gap(phase, lines, 1000 * (time.perf_counter() - began), 1000 * (time.thread_time() - used))
        known = self.longest.get((phase, lines))
        if known is None or gap.ms > known.ms:
            self.longest[phase, lines] = gap

    def look(self, what: str, gives: Any) -> None:
        """Time a single call."""
        began, used = time.perf_counter(), time.thread_time()
        gives()
        self._keep(what, what, began, used)


def _line(work: Any) -> str:
    """Where the innermost of the generators stands."""
    while isinstance(work.gi_yieldfrom, GeneratorType):
        work = work.gi_yieldfrom
    frame: FrameType | None = work.gi_frame
    assert frame is not None
    return f"{Path(frame.f_code.co_filename).stem}:{frame.f_lineno}"


def disc(n: int) -> NDArray[np.float32]:
    """Points strewn evenly over a disc."""
    rng = np.random.default_rng(0)
    angle, radius = rng.uniform(0, 2 * np.pi, n), WIDTH / 2 * np.sqrt(rng.uniform(0, 1, n))
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]).astype(np.float32)


def alone(methods: list[str], file: Path) -> None:
    """What a fresh process does: one method after another over the same rows."""
    from hyperscope.cli import warmup
    from hyperscope.knn.kept import Graphs
    from hyperscope.pipeline import read, start

    for _, job in warmup.jobs():
        job()
    dataset, graphs = read(file), Graphs()
    for name in methods:
        watch, method = Watch(), name.partition(",")[0]
        begin = disc(dataset.n) if name != method else None
        began, used = time.perf_counter(), time.process_time()
        stepper = watch.drive(start(dataset, method, {}, 2, start=begin, graphs=graphs), "Being ready")
        ready, busy = time.perf_counter() - began, time.process_time() - used
        for iteration in (FIRST, LATER):
            stepper.state = replace(stepper.state, iteration=iteration)
            for _ in range(STEPS):
                watch.drive(stepper.step(), "Ending a step")
                watch.look("Taking the picture", lambda stepper=stepper: stepper.layout)
        watch.look("Letting go", stepper.__dict__.clear)
        whole = {"until ready, s": round(ready, 1), "processor, s": round(busy, 1)}
        print(json.dumps({"method": name, **whole, "gaps": [*watch.longest.values()]}), flush=True)


def told(methods: list[str], file: Path) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "benchmarks.bench_cancel", "--alone", str(file), "--only", *methods]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    for line in done.stdout.splitlines():
        found = json.loads(line)
        print({key: value for key, value in found.items() if key != "gaps"}, file=sys.stderr)
        for gap in sorted(found["gaps"], key=lambda gap: -gap[2])[:12]:
            print("  {:40} {:50} {:6.0f} {:6.0f}".format(*gap), file=sys.stderr)
        yield found


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/bench cancel", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=list(METHODS), choices=METHODS)
    parser.add_argument("--alone", type=Path, default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.alone:
        alone(given.only, given.alone)
    else:
        compare(given.rows, given.repeats, given.only)


def compare(count: int, repeats: int, methods: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vectors.npy"
        np.save(file, data(count))
        found = [one for _ in range(repeats) for one in told(methods, file)]
    rows = [row for method in methods for row in _rows(method, count, found)]
    print(json.dumps(rows, indent=1))
    words = (__doc__ or "").partition("\n\n")[2].strip().format(repeats=repeats, width=WIDTH)
    others = tables.other("cancel", "method", rows)
    tables.publish("cancel", "Until a cancel is heard", words, others + rows)


def _rows(method: str, count: int, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One a phase, in the order in which phases come: of every place the smallest of the repeats, of these the largest."""
    places: dict[tuple[str, str], list[Gap]] = {}
    for one in found:
        for gap in map(Gap._make, one["gaps"] if one["method"] == method else ()):
            places.setdefault((gap.phase, gap.lines), []).append(gap)
    phases: dict[str, Gap] = {}
    for (phase, _), gaps in places.items():
        least = min(gaps, key=lambda gap: gap.ms)
        if phase not in phases or least.ms > phases[phase].ms:
            phases[phase] = least
    return [
        {"method": method, "rows": f"{count:,}", "phase": phase, "longest gap, ms": round(gap.ms),
         "processor, ms": round(gap.processor), "load": load()}
        for phase, gap in phases.items()
    ]  # fmt: skip


if __name__ == "__main__":
    main()
