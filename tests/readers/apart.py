"""Reading in a process of its own: damage that a library of C or Rust does not survive ends that process, never the tests.

``python -m tests.readers.apart`` reads the paths that its input names, one a line. It answers each with a line: an empty one
where the path was read or refused in words, else what went wrong.
"""

import contextlib
import os
import resource
import select
import subprocess
import sys
import time
from pathlib import Path

from hyperscope.entry import OpenOptions
from hyperscope.errors import HyperscopeError
from hyperscope.readers import inspect

ROOT = Path(__file__).parents[2]
SECONDS_AT_MOST = 120  # of the clock: only what hangs takes so long, however busy the machine
PROCESSOR_SECONDS_AT_MOST = 10  # the first read imports the library
MEMORY_AT_MOST = 16 << 30  # of addresses, of which Rust and DuckDB reserve far more than they use


class Apart:
    """A process that reads, started anew whenever it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._started().pid

    def read(self, path: Path) -> str:
        """What went wrong, "" if nothing did. A process that a signal ended is told by the signal's number."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(f"{path}\n".encode())
            process.stdin.flush()
        if not select.select([process.stdout], [], [], SECONDS_AT_MOST)[0]:
            self.close()
            return "hangs"
        answer = process.stdout.readline().decode()
        if answer:
            return answer.strip()
        code = process.wait()
        self.close()
        return f"ended by signal {-code}" if code < 0 else f"ended with {code}"

    def end(self) -> None:
        """Kill the process without starting another, as a fault would."""
        self._started().kill()
        self._started().wait()

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
            self._process.wait()
            self._process = None

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.readers.apart"],
                cwd=ROOT,
                env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


def outcome(path: Path) -> str:
    """All that a source offers is read; a refusal in words is as good."""
    started = time.process_time()
    try:
        for entry in inspect(path, OpenOptions(hidden=True)):
            with contextlib.suppress(HyperscopeError):
                entry.load()
    except HyperscopeError:
        pass
    except BaseException as error:  # a panic of Rust is no Exception
        return f"{type(error).__name__}: {error}".replace("\n", " ")
    taken = time.process_time() - started
    return "" if taken < PROCESSOR_SECONDS_AT_MOST else f"took {taken:.1f} s of the processor"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin:
        print(outcome(Path(line.rstrip("\n"))), flush=True)


if __name__ == "__main__":
    main()
