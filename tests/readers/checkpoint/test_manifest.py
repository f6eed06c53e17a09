"""Every checkpoint among the fixtures: bit for bit what TensorFlow reads in it."""

import hashlib

import numpy as np
import pytest

from hyperscope.entry import OpenOptions
from hyperscope.errors import FormatError
from hyperscope.readers import inspect
from hyperscope.readers.checkpoint.opened import open_checkpoint
from tests.readers.places import FIXTURES, items, sha256

ITEMS = items(__file__)


def tensors(kind):
    """(item, tensor) of every tensor of numbers, of strings or of complex numbers."""
    kinds = {"string": "string", "complex64": "complex", "complex128": "complex"}
    return [
        pytest.param(item["path"], tensor, id=f"{name}:{tensor['name'][:40]}")
        for name, item in ITEMS.items()
        for tensor in item["tensors"]
        if kinds.get(tensor["dtype"], "number") == kind
    ]


@pytest.mark.parametrize(("path", "expected"), tensors("number"))
def test_numbers_are_those_that_tensorflow_reads(path, expected):
    checkpoint = open_checkpoint(FIXTURES / path)
    tensor = checkpoint.find(expected["name"])
    numbers = checkpoint.read(expected["name"])
    assert tensor.problem is None
    assert (tensor.shape, tensor.dtype) == (tuple(expected["shape"]), expected["dtype"])
    assert numbers.shape == tensor.shape
    assert sha256(numbers) == expected["sha256_f32"]


@pytest.mark.parametrize(("path", "expected"), tensors("string"))
def test_strings_are_those_that_tensorflow_reads(path, expected):
    checkpoint = open_checkpoint(FIXTURES / path)
    texts = checkpoint.strings(expected["name"])
    assert checkpoint.find(expected["name"]).shape == tuple(expected["shape"]) == (len(texts),)
    assert hashlib.sha256("\0".join(texts).encode()).hexdigest() == expected["sha256_joined"]
    with pytest.raises(FormatError, match="one of text"):
        checkpoint.read(expected["name"])


@pytest.mark.parametrize(("path", "expected"), tensors("complex"))
def test_complex_numbers_are_read_as_such(path, expected):
    numbers = open_checkpoint(FIXTURES / path).read(expected["name"])
    assert numbers.dtype == np.dtype(expected["dtype"])
    assert numbers.flat[0] == pytest.approx(complex(-2.9223907, -0.2855102), rel=1e-6)


@pytest.mark.parametrize("name", [name for name, item in ITEMS.items() if "count" in item])
def test_no_tensor_is_lost(name):
    assert len(open_checkpoint(FIXTURES / ITEMS[name]["path"]).tensors) == ITEMS[name]["count"]


@pytest.mark.parametrize("name", ITEMS)
def test_reading_without_verifying_gives_the_same(name):
    checkpoint = open_checkpoint(FIXTURES / ITEMS[name]["path"])
    for tensor in list(checkpoint.tensors.values())[:50]:
        if tensor.dtype != "string":
            np.testing.assert_array_equal(
                checkpoint.read(tensor.name, verify=False), checkpoint.read(tensor.name)
            )


@pytest.mark.parametrize("name", ITEMS)
def test_the_door_offers_every_tensor_by_the_name_that_tensorflow_gives_it(name):
    """Matrices with the same numbers; the rest is listed with shape and type."""
    entries = inspect(FIXTURES / ITEMS[name]["path"], OpenOptions(hidden=True))
    offered = {alias: entry for entry in reversed(entries) for alias in (*entry.aliases, entry.name)}
    for tensor in ITEMS[name]["tensors"]:
        entry = offered[tensor["name"]]
        assert entry.dtype == tensor["dtype"]
        if len(tensor["shape"]) == 2 and tensor["shape"][0] and "sha256_f32" in tensor:
            assert sha256(entry.load().vectors) == tensor["sha256_f32"]
