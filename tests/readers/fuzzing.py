"""The contract of all fuzz tests: files with bytes flipped and cut at random are read, or refused in words, and soon.

A run of the suite tries a few dozen fixed mutations of each victim; `scripts/test --fuzz` sets HYPERSCOPE_FUZZ_SECONDS, and each
victim is then attacked with ever new seeds for so long. A failure names its seed.
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

SECONDS = float(os.environ.get("HYPERSCOPE_FUZZ_SECONDS", "0"))
SECONDS_AT_MOST = 2  # of the processor: others may use the machine
FEW = 16


def seeds(name: str, count: int = FEW) -> Iterator[int]:
    """The same few for a name at any time; with HYPERSCOPE_FUZZ_SECONDS new ones until these are over."""
    if not SECONDS:
        yield from random.Random(name).sample(range(1 << 32), count)
        return
    begun, seed = time.monotonic(), time.time_ns() % (1 << 32)
    while time.monotonic() - begun < SECONDS:
        yield seed
        seed += 1


def attack(name: str, files: Sequence[Path], read: Callable[[], None], count: int = FEW) -> None:
    """Mutate one of `files` after the other in place, `read` every time, and put back what was there."""
    originals = [file.read_bytes() for file in files]
    for seed in seeds(name, count):
        place = seed % len(files)
        files[place].write_bytes(mutate(originals[place], seed))
        started = time.process_time()
        try:
            read()
        except BaseException as error:
            error.add_note(f"seed {seed} of {name!r}, file {files[place].name!r}")
            raise
        finally:
            files[place].write_bytes(originals[place])
        assert time.process_time() - started < SECONDS_AT_MOST, f"seed {seed} of {name!r} took too long"


def mutate(data: bytes, seed: int) -> bytes:
    """A few bytes changed, put in or taken out, mostly near either end, where headers are; sometimes cut off."""
    chosen = random.Random(seed)
    changed = bytearray(data)
    if changed and chosen.random() < 0.2:
        del changed[chosen.randrange(len(changed)) :]
    ends = chosen.choice([64, 1024, len(changed)])
    for _ in range(chosen.randint(1, 6)):
        if not changed:
            break
        near = chosen.randrange(max(1, min(ends, len(changed))))
        at = chosen.choice([near, len(changed) - 1 - near])
        kind = chosen.random()
        if kind < 0.6:
            changed[at] = chosen.randrange(256)
        elif kind < 0.8:
            changed[at:at] = chosen.randbytes(chosen.randint(1, 9))
        else:
            del changed[at : at + chosen.randint(1, 9)]
    return bytes(changed)
