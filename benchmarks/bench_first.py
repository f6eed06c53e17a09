"""`scripts/bench first`: from `hyperscope FILE` to the first picture of a million rows of 128 dimensions.

Seconds from the start of a fresh process until its server listens, has opened the `.npy` file, and has answered with the first
picture (PCA, all rows, as the page asks for it); *memory* is the process's peak, pages of the mapped file included.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import tables
from benchmarks.machine import load

DIMENSIONS, GROUPS, AT_ONCE = 128, 100, 50_000
ADDRESS = re.compile(r"(http://\S+?)\?token=(\w+)")


def write(path: Path, rows: int) -> None:
    rng = np.random.default_rng(0)
    centres = rng.standard_normal((GROUPS, DIMENSIONS), np.float32)
    mapped = np.lib.format.open_memmap(path, "w+", np.float32, (rows, DIMENSIONS))
    for start in range(0, rows, AT_ONCE):
        part = mapped[start : start + AT_ONCE]
        part[:] = centres[rng.integers(0, GROUPS, len(part))] + rng.standard_normal(part.shape, np.float32)
    mapped.flush()


def measured(path: Path, rows: int, port: int) -> dict[str, Any]:
    began = time.perf_counter()
    command = [sys.executable, "-u", "-m", "hyperscope", str(path), "--no-browser", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            address = next(found for line in process.stdout or () if (found := ADDRESS.search(line)))
            listens = time.perf_counter() - began
            ask = Asker(*address.groups())
            entry = json.loads(ask("api/session"))["entries"][0]["id"]
            ask(f"api/datasets/{entry}")
            opened = time.perf_counter() - began
            run = json.loads(ask("api/runs", {"entry": entry, "method": "pca", "n_components": 3}))["id"]
            while not ask(f"api/runs/{run}/frame?after=-1&compact=1"):
                pass
            drawn = time.perf_counter() - began
            memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{process.pid}/status").read_text())
        finally:
            process.terminate()
    return {
        "rows": f"{rows:,}", "listens, s": round(listens, 1), "opened, s": round(opened, 1),
        "picture, s": round(drawn, 1), "memory, MB": int(memory[1]) // 1024 if memory else None, "load": load(),
    }  # fmt: skip


class Asker:
    def __init__(self, address: str, token: str) -> None:
        self._address = address
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def __call__(self, path: str, body: dict[str, Any] | None = None) -> bytes:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, self._headers)
        with urllib.request.urlopen(request) as answer:
            return answer.read()


def main() -> None:
    parser = argparse.ArgumentParser(prog="scripts/bench first", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--port", type=int, default=7791)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.npy"
        write(path, given.rows)
        rows = [measured(path, given.rows, given.port)]
    print(json.dumps(rows, indent=1))
    words = (__doc__ or "").partition("\n\n")[2].strip()
    tables.publish("first", f"The first picture of {DIMENSIONS} dimensions", words, rows)


if __name__ == "__main__":
    main()
