"""Files larger than memory: what is read of a map is given back, and nothing is copied whole."""

import os
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


SEARCH = """
import contextlib, re, resource, sys
from pathlib import Path

import numpy as np
import hyperscope
from hyperscope import dataset, principal
from hyperscope.dataset import Dataset
from hyperscope.graph import GraphRequest
from hyperscope.knn import approximate, clusters, points, search, vectors
from hyperscope.pipeline.spaces import reduced
from hyperscope.progress import drive

dataset.BLOCK_BYTES = principal.BLOCK_BYTES = principal.PRODUCT_BYTES = 1 << 20  # the file is small for a large one
vectors.NUMBERS_AT_ONCE = points.FETCHED_AT_ONCE = clusters.NUMBERS_AT_ONCE = 1 << 18
approximate.POINTS_IN_A_PIECE = 512

path, limit, reduce, exact, metrics = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "True", sys.argv[5:]

def status(name):
    return 1024 * int(re.search(name + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

def neighbors(data, metric):
    space, _ = yield from reduced(data, {"reduce": reduce, "metric": metric}, 0)
    return (yield from search(space, GraphRequest(15, metric), exact=exact))

some = np.random.default_rng(0).standard_normal((3_000, 300)).astype(np.float32)
for metric in metrics:
    drive(neighbors(Dataset("small", some), metric))
before = status("VmRSS")
resource.setrlimit(resource.RLIMIT_DATA, (status("VmData") + limit, resource.RLIM_INFINITY))
with contextlib.suppress(OSError):
    Path("/proc/self/clear_refs").write_text("5")
for metric in metrics:
    graph = drive(neighbors(hyperscope.read(path), metric))
    assert graph.exact == exact and graph.recall > 0.9
grown = status("VmHWM") - before
assert not reduce or grown < limit, f"{grown:,} bytes of memory"
"""


def groups(path, rows, dimensions, dtype):
    """A file of rows in 200 groups of 20 dimensions; half of its size."""
    some = np.random.default_rng(1)
    wide = some.standard_normal((20, dimensions)).astype(np.float32)
    middles = 3 * some.standard_normal((200, 20)).astype(np.float32)
    file = np.lib.format.open_memmap(path, "w+", dtype, (rows, dimensions))
    for first in range(0, rows, 10_000):
        size = min(10_000, rows - first)
        noise = some.standard_normal((size, 20), np.float32)
        file[first : first + size] = (middles[some.integers(0, 200, size)] + noise) @ wide
    file.flush()
    return file.nbytes // 2


def assert_half_suffices(path, half, *told):
    command = [sys.executable, "-c", SEARCH, str(path), str(half), *map(str, told)]
    two = dict.fromkeys(("NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "2")
    done = subprocess.run(
        command, env={**os.environ, **two}, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sets RLIMIT_DATA")
def test_neighbours_in_a_mapped_file_take_less_memory_than_half_of_it(tmp_path):
    """Reduced to 50 dimensions first: the reduced rows, those put in order and one side of the products are all there is."""
    half = groups(tmp_path / "large.npy", 60_000, 768, np.float32)
    assert_half_suffices(tmp_path / "large.npy", half, 50, False, "euclidean", "cosine")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sets RLIMIT_DATA")
@pytest.mark.parametrize(("rows", "dimensions", "dtype", "exact", "metrics"), [
    (30_000, 768, np.float16, False, ["dot"]), (4_000, 3_000, np.float64, True, ["cosine"]),
    pytest.param(30_000, 768, np.float32, False, ["euclidean", "cosine"], marks=pytest.mark.slow),
    pytest.param(4_000, 3_000, np.float64, True, ["euclidean", "dot"], marks=pytest.mark.slow),
])  # fmt: skip
def test_neighbours_among_whole_rows_leave_them_in_the_file(
    tmp_path, rows, dimensions, dtype, exact, metrics
):
    """No copy fits: rows are fetched when they are needed. Pages of the file are not counted, which the system takes back."""
    half = groups(tmp_path / "large.npy", rows, dimensions, dtype)
    assert_half_suffices(tmp_path / "large.npy", half, 0, exact, *metrics)


NO_ROOM = """
import re, resource, sys
from pathlib import Path

import numpy as np
import hyperscope
from hyperscope.errors import PathError

hyperscope.read(np.eye(3))  # loads what is loaded when first needed
size = 1024 * int(re.search(r"VmSize:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
resource.setrlimit(resource.RLIMIT_AS, (size + int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    hyperscope.read(sys.argv[1])
except PathError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sets RLIMIT_AS")
def test_a_limit_on_address_space_is_told_in_words(tmp_path):
    """A map takes as much address space as the file is long; columns one after the other are not read without one."""
    large = tmp_path / "large.npy"
    with large.open("wb") as file:
        header = {"descr": "<f4", "fortran_order": True, "shape": (10 * ROWS, DIMENSIONS)}
        np.lib.format.write_array_header_1_0(file, header)
        file.truncate(file.tell() + 10 * ROWS * DIMENSIONS * 4)
    command = [sys.executable, "-c", NO_ROOM, str(large), str(10 * HALF)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert told.returncode == 0, told.stderr
    assert "bytes of address space" in told.stdout
    assert "ulimit -v" in told.stdout


WINDOWS = """
import re, resource, sys
from pathlib import Path

import numpy as np
from scipy import fft
import hyperscope
from hyperscope import dataset, principal
from hyperscope.cli import main
from hyperscope.errors import PathError
from hyperscope.knn import approximate, clusters, points, vectors

dataset.BLOCK_BYTES = principal.BLOCK_BYTES = principal.PRODUCT_BYTES = 1 << 20  # the file is small for a large one
vectors.NUMBERS_AT_ONCE = points.FETCHED_AT_ONCE = clusters.NUMBERS_AT_ONCE = 1 << 18
approximate.POINTS_IN_A_PIECE = 512
large, small, out, limit, whole = *sys.argv[1:4], int(sys.argv[4]), sys.argv[5] == "True"

def everything(path):
    try:
        main(["project", path, out, "--method", "pca"])
    except SystemExit as end:
        assert not end.code
    assert not whole or hyperscope.neighbors(path, 10).recall > 0.9
    return hyperscope.project(path, "tsne", perplexity=5, n_iter=2)

everything(small)  # loads what is loaded when first needed
fft.rfft2(np.ones((600, 600), np.float32), workers=2)  # its threads: the large one is laid out on a grid
size = 1024 * int(re.search(r"VmSize:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
resource.setrlimit(resource.RLIMIT_AS, (size + limit, resource.RLIM_INFINITY))
data = hyperscope.read(large)
assert not isinstance(data.vectors, np.ndarray)
assert len(everything(large).positions) == data.n
try:
    data.as_float32()
except PathError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc and sets RLIMIT_AS")
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_what_cannot_be_mapped_is_read_in_windows(tmp_path, whole):
    """PCA into a file, t-SNE of reduced rows and neighbours of `whole` ones, in address space for half of the file."""
    half = groups(tmp_path / "large.npy", 40_000, 768, np.float32)
    groups(tmp_path / "small.npy", 2_500, 300, np.float32)
    told = [str(tmp_path / name) for name in ("large.npy", "small.npy", "out.parquet")]
    two = dict.fromkeys(("NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), "2")
    done = subprocess.run(
        [sys.executable, "-c", WINDOWS, *told, str(half), str(whole)],
        env={**os.environ, **two}, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "memory for a copy" in done.stdout
