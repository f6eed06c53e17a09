"""Compilation: kept on disk under a hash of the sources, NaN-safe, and nobody else's settings are touched."""

import subprocess
import sys

import numpy as np
import pytest
from numba.core import config
from numba.core.errors import NumbaError

from hyperscope.kernels import jit
from hyperscope.kernels.jit import KERNELS, kernel


def test_the_persons_own_cache_folder_stays_theirs():
    before = config.CACHE_DIR
    name = kernel(lambda number: number + 1)
    assert before == config.CACHE_DIR
    KERNELS.pop(next(key for key, value in KERNELS.items() if value is name))


def test_folder_follows_the_sources(monkeypatch, tmp_path):
    here = jit.cache_folder()
    source = tmp_path / "arithmetic.py"
    source.write_text("from hyperscope.kernels.jit import kernel\n", encoding="utf-8")
    monkeypatch.setattr(jit, "_PACKAGE", tmp_path)
    first = jit.cache_folder()
    source.write_text("from hyperscope.kernels.jit import kernel\nX = 1\n", encoding="utf-8")
    assert len({here, first, jit.cache_folder()}) == 3


def test_fast_math_leaves_nan_and_infinity_alone():
    assert not {"nnan", "ninf", "fast"} & jit.FAST


def test_a_folder_that_cannot_be_written_compiles_all_the_same(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setattr(jit, "_kept", [blocked / "kernels"])
    double = jit._compile(lambda numbers: numbers.sum() * 2)
    assert double(np.ones(3)) == 6


def test_a_kernel_allocates_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(jit, "_kept", [tmp_path])
    with pytest.raises(NumbaError, match="NRT"):
        jit._compile(lambda n: np.zeros(n).sum())(3)


def test_inlined_kernels_are_not_kept_apart(monkeypatch, tmp_path):
    monkeypatch.setattr(jit, "_kept", [tmp_path])
    one = jit._compile(lambda number: number + 1, inline="always")
    two = jit._compile(lambda number: one(number) * 2)
    assert two(3) == 8
    assert len(list(tmp_path.rglob("*.nbi"))) == 1
    assert one(3) == 4


NO_SCIPY = """
import sys
import numpy as np
from hyperscope.kernels.jit import kernel
assert kernel(lambda number: number + 1)(1) == 2
assert "scipy.linalg" not in sys.modules
import numba
one = np.ones((2, 2))
assert numba.njit(lambda a, b: np.dot(a, b))(one, one)[0, 0] == 2
assert "scipy.linalg" in sys.modules
"""


def test_kernels_spare_scipy_and_a_persons_own_products_find_it():
    done = subprocess.run([sys.executable, "-c", NO_SCIPY], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nobody_else_compiles():
    for path in jit._PACKAGE.rglob("*.py"):
        if path.name != "jit.py":
            assert "njit" not in path.read_text(encoding="utf-8"), path
