"""Arrays that are already in memory: numpy's, nested sequences, anything with `__array__`."""

from dataclasses import replace
from typing import Any

from hyperscope.arrays import as_array, as_vectors
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.readers import shapes
from hyperscope.readers.beside import companions
from hyperscope.readers.numbers import Numbers

NAME = "array"


def inspect(data: Any, options: OpenOptions) -> list[Entry]:
    """One entry, already loaded. Raises `ShapeError` for what cannot be vectors."""
    numbers = _numbers(data)
    dataset = companions.join(NAME, numbers, companions.chosen(options))
    return [_entry(dataset)]


def inspect_dataset(dataset: Dataset, options: OpenOptions) -> list[Entry]:
    """A dataset passes through, with whatever was named beside it."""
    beside = companions.chosen(options)
    if beside == companions.Companions(cell=beside.cell):
        return [_entry(dataset)]
    joined = companions.join(dataset.name, Numbers(dataset.vectors, dataset.columns, dataset.notes), beside)
    images = joined.images or dataset.images
    return [_entry(replace(dataset, columns=joined.columns, images=images, notes=joined.notes))]


def _entry(dataset: Dataset) -> Entry:
    shape, dtype = dataset.vectors.shape, str(dataset.vectors.dtype)
    layouts = {name: one.n_components for name, one in dataset.layouts.items() if one.n_components in (2, 3)}
    return Entry(dataset.name, NAME, lambda: dataset, shape=shape, dtype=dtype, layouts=layouts)


def _numbers(data: Any) -> Numbers:
    array = as_array(data, where=NAME)
    if array.ndim <= 2 or 0 in array.shape:
        return Numbers(as_vectors(array, where=NAME))
    vectors, notes = shapes.flat(array)
    return Numbers(as_vectors(vectors, where=NAME), notes=notes)
