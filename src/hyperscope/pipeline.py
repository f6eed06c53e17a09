"""From a source to a picture: the only place where the rooms meet.

read → reduce → neighbours → project → measure
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from hyperscope import preprocess, readers
from hyperscope.arrays import Positions, as_vectors
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import ShapeError, SourceError
from hyperscope.graph import GraphRequest, KnnGraph
from hyperscope.knn import search
from hyperscope.knn.kept import Graphs
from hyperscope.layout import Layout, Quality
from hyperscope.params import check_seed, whole
from hyperscope.progress import Work, drive
from hyperscope.projections import registry
from hyperscope.projections.abstract import Problem
from hyperscope.stepper import Stepper

Data = Dataset | ArrayLike


def inspect(source: Any) -> list[Entry]:
    """What can be opened at `source` (a path or an array), without reading it.

    An entry that cannot be loaded carries its `problem`. Raises `SourceError` only if nothing can be listed.
    """
    return readers.inspect(source, OpenOptions())


def read(source: Any, name: str | None = None, *, metadata: Any = None, images: Any = None) -> Dataset:
    """Open `source`: the entry called `name`, or the likeliest readable one.

    `metadata` names a file or gives columns, `images` a sprite or pictures. Raises `SourceError` and its children.
    """
    sprite = Path(images) if isinstance(images, str | Path) else None
    options = OpenOptions(metadata=metadata, sprite=sprite, images=images if sprite is None else None)
    entries = readers.inspect(source, options)
    if name is not None and not called(entries, name):
        entries = readers.inspect(source, replace(options, hidden=True))
    return chosen(entries, name, source).load()


def neighbors(data: Data, k: int, metric: str = "euclidean", exact: bool | None = None) -> KnnGraph:
    """Every row's k nearest neighbours: `indices` and `distances` (n, k), the row itself left out.

    With k ≥ n there are n − 1 columns; rows that are not finite hold −1 and inf. `exact=None` lets the size decide.
    """
    return drive(search(dataset_of(data), GraphRequest(_neighbours(k), metric), exact))


def project(
    data: Data,
    method: str,
    n_components: int | None = None,
    *,
    random_state: int = 0,
    callback: Callable[[Layout], bool | None] | None = None,
    **params: Any,
) -> Layout:
    """Lay `data` (n, d) out by `method` ("pca", "tsne"): n rows × `n_components` columns of float32.

    `callback` sees the layout after every step and may return False to stop; Ctrl-C stops too. Either way the layout
    so far comes back with `finished=False`. Raises `ParameterError` for what the method's table does not allow.
    """
    stepper = drive(start(dataset_of(data), method, params, n_components, random_state))
    try:
        while not stepper.done:
            drive(stepper.step())
            if callback is not None and callback(stepper.layout) is False:
                break
    except KeyboardInterrupt:
        pass
    return stepper.layout


def start(
    dataset: Dataset,
    method: str,
    params: dict[str, Any],
    n_components: int | None = None,
    seed: int = 0,
    start: Positions | None = None,
    graphs: Graphs | None = None,
) -> Work[Stepper]:
    """Prepare a projection as far as its first picture. `graphs` remembers neighbours from run to run."""
    table, projection = registry.method(method), registry.projection(method)
    checked, seed = table.check(params), check_seed(seed)
    components = table.check_components(n_components)
    finite = dataset.finite()
    if not finite.n:
        raise ShapeError(
            "a row of finite numbers", f"{dataset.n:,} rows, none of them finite", "Check the data."
        )
    resolved = projection.resolve(checked, finite.n, finite.d, components)
    vectors, notes = yield from _reduced(finite, resolved, seed)
    request = projection.graph_request(resolved, vectors.n)
    graph = (yield from (graphs or Graphs()).get(vectors, request)) if request else None
    begin = None if start is None else start[dataset.kept]
    state = yield from projection.init(Problem(vectors, graph, resolved, components, seed, begin))
    recorded = {**resolved, "n_components": components, "random_state": seed}
    return Stepper(dataset, table, projection, state, recorded, (*_left_out(dataset), *notes))


def quality(
    data: Data, layout: Layout | ArrayLike, k: int = 15, labels: Sequence[Any] | None = None
) -> Quality:
    """How far `layout` can be trusted as a picture of `data`: named scores, and one value per row."""
    from hyperscope.scores import measure  # compiles

    return drive(measure(dataset_of(data), layout_of(layout), _neighbours(k), labels))


def chosen(entries: Sequence[Entry], name: str | None, source: Any) -> Entry:
    """The entry called `name`, or the first that can be read. Raises `SourceError`, or the reason none can."""
    named = list(entries) if name is None else called(entries, name)
    readable = [entry for entry in named if entry.readable]
    if readable:
        return readable[0]
    if named and named[0].problem is not None:
        raise named[0].problem
    names = ", ".join(entry.name for entry in entries)
    raise SourceError(f"one of {names or 'no entries'}", repr(name), "Use a listed name.", where=str(source))


def called(entries: Sequence[Entry], name: str) -> list[Entry]:
    """The entries that have this name, else those that answer to it, with TensorFlow's output number or without."""
    plain = name.removesuffix(":0")
    return [entry for entry in entries if entry.name == name] or [
        entry for entry in entries if plain == entry.name or plain in entry.aliases
    ]


def dataset_of(data: Data) -> Dataset:
    return data if isinstance(data, Dataset) else Dataset("array", as_vectors(cast(ArrayLike, data)))


def layout_of(layout: Layout | ArrayLike) -> Layout:
    if isinstance(layout, Layout):
        return layout
    return Layout("given", np.ascontiguousarray(as_vectors(layout, where="layout"), dtype=np.float32))


def _neighbours(k: Any) -> int:
    return whole(k, "k", "Ask for k = 15, say.", low=1)


def _reduced(dataset: Dataset, resolved: dict[str, Any], seed: int) -> Work[tuple[Dataset, tuple[str, ...]]]:
    """Fewer dimensions where the method's resolved `reduce` asks for it; angles are kept where the metric needs them."""
    target = resolved.get("reduce", 0)
    if not 0 < target < dataset.d:
        return dataset, ()
    euclidean = resolved["metric"] == "euclidean"
    before = dataset if euclidean else preprocess.unit(dataset)
    reduced = yield from preprocess.reduce(before, target, centred=euclidean, seed=seed)
    return reduced, (f"Neighbours were sought in the first {reduced.d} principal components of {dataset.d}.",)


def _left_out(dataset: Dataset) -> tuple[str, ...]:
    count = len(dataset.left_out)
    return (f"{count:,} of {dataset.n:,} rows are not finite and were left out.",) if count else ()
