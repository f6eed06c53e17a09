"""Rows to look at, in batches: arrays, generators, `tf.data`, Keras datasets and PyTorch loaders alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from hyperscope.errors import ShapeError


@dataclass(frozen=True, slots=True)
class Batch:
    """`inputs` as the model takes them, rows first; `labels` of the same rows, or None."""

    inputs: Any
    labels: Any = None

    @property
    def rows(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True, slots=True)
class Batches:
    """Batches in order; `count` is the number of rows, or None where only the end will tell."""

    each: Iterable[Batch]
    count: int | None = None

    def after(self, rows: int) -> Iterator[tuple[Batch, bool]]:
        """Every batch, and whether its rows lie behind the first `rows`; a batch never lies on both sides.

        Raises `ShapeError` where one does: the batches are not those of the last time.
        """
        at = 0
        for batch in self.each:
            if at < rows < at + batch.rows:
                raise ShapeError(
                    f"a batch that ends after {rows:,} rows, where the work was left", f"rows {at:,} to {at + batch.rows:,}",
                    "Use the same batches as before, or pass resume=False.", where="data",
                )  # fmt: skip
            yield batch, at >= rows
            at += batch.rows


def batched(data: Any, batch_size: int, labels: Any = None) -> Batches:
    """`data` in batches. An array (n, …) is cut; anything else gives batches, or (inputs, labels) pairs, by itself."""
    if hasattr(data, "shape") and hasattr(data, "__getitem__"):
        return _cut(data, labels, batch_size)
    if isinstance(data, tuple) and len(data) == 2 and hasattr(data[0], "shape"):
        return _cut(data[0], data[1] if labels is None else labels, batch_size)
    each = _one_by_one(data)
    if each is None:
        raise ShapeError(
            "an array (n, …), or batches of inputs or of (inputs, labels)",
            f"a {type(data).__name__}",
            "Pass the images as one array, or a loader that gives them in batches.",
            where="data",
        )
    return Batches(_labelled(map(_pair, each), labels))


def _one_by_one(data: Any) -> Iterable[Any] | None:
    """What gives batches: an iterable, or Keras's datasets, which only count and number them."""
    if hasattr(data, "__iter__"):
        return data
    if hasattr(data, "__getitem__") and hasattr(data, "__len__"):
        return (data[at] for at in range(len(data)))
    return None


def _cut(array: Any, labels: Any, size: int) -> Batches:
    n = array.shape[0]
    if labels is not None and len(labels) != n:
        raise ShapeError(f"{n:,} labels, one for each row", f"{len(labels):,}", "Check both.", where="labels")

    def each() -> Iterator[Batch]:
        for at in range(0, n, size):
            yield Batch(array[at : at + size], None if labels is None else labels[at : at + size])

    return Batches(each(), n)


def _pair(item: Any) -> Batch:
    """A batch as loaders give it: inputs, (inputs,), (inputs, labels) or (inputs, labels, weights)."""
    if not isinstance(item, (tuple, list)):
        return Batch(item)
    return Batch(item[0], item[1] if len(item) > 1 else None)


def _labelled(each: Iterable[Batch], labels: Any) -> Iterator[Batch]:
    if labels is None:
        yield from each
        return
    rest = iter(labels)
    for batch in each:
        yield Batch(batch.inputs, list(islice(rest, batch.rows)))


def as_numbers(values: Any) -> np.ndarray:
    """A tensor of any library as an array on this machine's own memory."""
    for step in ("detach", "cpu"):
        values = getattr(values, step)() if hasattr(values, step) else values
    return (
        values.numpy()
        if hasattr(values, "numpy") and not isinstance(values, np.ndarray)
        else np.asarray(values)
    )
