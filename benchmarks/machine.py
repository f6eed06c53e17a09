"""What the figures were measured on."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("numpy", "scipy", "numba", "scikit-learn", "openTSNE")


def machine() -> dict[str, str | int]:
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "hyperscope": version("hyperscope"),
        **{name: version(name) for name in PACKAGES},
    }


def load() -> float | None:
    """How many programs wanted a core in the last minute, ours included; None where the system does not say."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if not listed.is_file():
        return platform.processor() or "unknown"
    names = [
        line.partition(":")[2].strip()
        for line in listed.read_text().splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else "unknown"
