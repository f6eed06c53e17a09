"""Every kernel does what its twin does; a kernel without a twin, or without a case, fails."""

import copy
import importlib
import re
from pathlib import Path

import numpy as np
import pytest

import hyperscope
from hyperscope.kernels.jit import KERNELS
from tests.twins import cases

PACKAGE = Path(hyperscope.__file__).parent
MARK = re.compile("^@(?:kernel|inlined)$", re.MULTILINE)
SOURCES = [path for path in PACKAGE.rglob("*.py") if MARK.search(path.read_text(encoding="utf-8"))]
for path in SOURCES:
    importlib.import_module(".".join(["hyperscope", *path.relative_to(PACKAGE).with_suffix("").parts]))


def flat(values):
    for value in values:
        if isinstance(value, tuple):
            yield from flat(value)
        elif value is not None:
            yield value


def test_all_kernels_are_listed():
    assert len(KERNELS) == sum(len(MARK.findall(path.read_text(encoding="utf-8"))) for path in SOURCES)


@pytest.mark.parametrize("kernel", sorted(KERNELS))
def test_kernel_equals_its_twin(kernel):
    module, _, name = kernel.rpartition(".")
    twin = getattr(importlib.import_module(f"tests.twins.{module.rpartition('.')[2]}"), name)
    make = cases.of(name)
    assert make is not None, f"write a case for {kernel}"
    for arguments in make():
        ours, theirs = copy.deepcopy(arguments), copy.deepcopy(arguments)
        results = KERNELS[kernel](*ours), twin(*theirs)
        got, wanted = flat([*ours, results[0]]), flat([*theirs, results[1]])
        for one, other in zip(got, wanted, strict=True):
            np.testing.assert_allclose(one, other, rtol=2e-4, atol=2e-5)
