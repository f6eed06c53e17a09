"""Files larger than memory: what is read of a map is given back, and nothing is copied whole."""

import subprocess
import sys

import numpy as np
import pytest

ROWS, DIMENSIONS = 1_500_000, 64  # 384 MB, sparse: the system reads zeros without a disk
HALF = ROWS * DIMENSIONS * 4 // 2
CODE = """
import contextlib, re, resource, sys
from pathlib import Path

import numpy as np
import hyperscope
from hyperscope.principal import coordinates, principal
from hyperscope.progress import drive

def status(name):
    return 1024 * int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

drive(principal(hyperscope.read(sys.argv[2]), 3))  # loads what is loaded when first needed
limit, before = int(sys.argv[3]), status("VmRSS")
resource.setrlimit(resource.RLIMIT_DATA, (status("VmData") + limit, resource.RLIM_INFINITY))
with contextlib.suppress(OSError):
    Path("/proc/self/clear_refs").write_text("5")  # the peak from here on
data = hyperscope.read(sys.argv[1])
assert data.fingerprint and not len(data.left_out) and data.largest
axes = drive(principal(data, 3))
assert len(drive(coordinates(data, axes))) == data.n
grown = status("VmHWM") - before
assert grown < limit, f"{grown:,} bytes of memory"
try:
    data.as_float32().copy()
except MemoryError:
    print("a whole copy does not fit")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sets RLIMIT_DATA")
def test_opening_and_pca_of_a_mapped_file_take_less_memory_than_half_of_it(tmp_path):
    large, small = tmp_path / "large.npy", tmp_path / "small.npy"
    np.save(small, np.eye(64, dtype=np.float32))
    with large.open("wb") as file:
        header = {"descr": "<f4", "fortran_order": False, "shape": (ROWS, DIMENSIONS)}
        np.lib.format.write_array_header_1_0(file, header)
        file.truncate(file.tell() + ROWS * DIMENSIONS * 4)
    command = [sys.executable, "-c", CODE, str(large), str(small), str(HALF)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == "a whole copy does not fit"
