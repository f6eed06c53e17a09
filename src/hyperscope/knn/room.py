"""How much memory may be taken: what is free, and what limits leave."""

import re
import sys
from contextlib import suppress
from pathlib import Path

GROUPS = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes")


def room() -> int:
    """Bytes that this process may still take. Only Linux tells; elsewhere it is taken for unlimited."""
    found = [sys.maxsize]
    with suppress(OSError, ImportError, ValueError):
        import resource

        taken = _told(Path("/proc/self/status"))
        for limit, what in ((resource.RLIMIT_AS, "VmSize"), (resource.RLIMIT_DATA, "VmData")):
            most = resource.getrlimit(limit)[0]
            if most != resource.RLIM_INFINITY:
                found.append(most - taken[what])
        found.append(_told(Path("/proc/meminfo"))["MemAvailable"])
        for group in GROUPS:
            with suppress(OSError, ValueError):  # "max" is no number
                found.append(int(group.read_text()) - taken["RssAnon"])
    return max(0, min(found))


def _told(path: Path) -> dict[str, int]:
    """The sizes in a file of `/proc`, in bytes."""
    return {name: 1024 * int(size) for name, size in re.findall(r"(\w+):\s+(\d+) kB", path.read_text())}
