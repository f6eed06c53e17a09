"""Starts the real program, waits for the line that says it is ready, and ends it again."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from typing import Any

READY = re.compile(r"Hyperscope at (http://\S+)")
HYPERSCOPE = (sys.executable, "-m", "hyperscope")


@contextmanager
def serving(
    *arguments: str | os.PathLike[str],
    command: Sequence[str] = HYPERSCOPE,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    seconds: float = 60,
) -> Iterator[str]:
    """The address, token included, of `hyperscope ARGUMENTS --no-browser` while the block runs.

    Edits are kept in a folder of its own, unless `env` names one: no other server sees them.
    """
    written = TemporaryDirectory(ignore_cleanup_errors=True)
    line = [*command, *map(os.fspath, arguments), "--no-browser"]
    process = subprocess.Popen(
        line,
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "HYPERSCOPE_DATA": written.name, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    said: Queue[str | None] = Queue()
    reader = threading.Thread(target=_pass_on, args=(process, said), daemon=True)
    reader.start()
    try:
        yield _address(said, seconds)
    finally:
        stop(process)
        reader.join()
        written.cleanup()


def stop(process: subprocess.Popen[Any], patience: float = 5) -> None:
    """Ask a program to go, and make it after so many seconds."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _pass_on(process: subprocess.Popen[str], said: Queue[str | None]) -> None:
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            said.put(line)
    said.put(None)


def _address(said: Queue[str | None], seconds: float) -> str:
    lines: list[str] = []
    while True:
        try:
            line = said.get(timeout=seconds)
        except Empty:
            raise AssertionError(f"no ready line within {seconds} s; it said:\n{''.join(lines)}") from None
        if line is None:
            raise AssertionError(f"the server ended before it was ready; it said:\n{''.join(lines)}")
        lines.append(line)
        if found := READY.search(line):
            return found[1]
