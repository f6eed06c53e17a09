"""Compilation: kept on disk under a hash of the sources, NaN-safe, and nobody else's settings are touched."""

import numpy as np
from numba.core import config

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


def test_nobody_else_compiles():
    for path in jit._PACKAGE.rglob("*.py"):
        if path.name != "jit.py":
            assert "njit" not in path.read_text(encoding="utf-8"), path
