"""From a source to a picture: the only place where the rooms meet.

read → reduce → neighbours → project → measure
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from hyperscope import preprocess, readers
from hyperscope.arrays import Positions, Rows, as_vectors
from hyperscope.dataset import Dataset, spread
from hyperscope.entry import Entry, OpenOptions
from hyperscope.errors import ParameterError, ShapeError, SourceError
from hyperscope.graph import GraphRequest, KnnGraph
from hyperscope.knn import given, search
from hyperscope.knn.kept import Graphs
from hyperscope.layout import Layout, Quality
from hyperscope.params import Method, check_seed, whole
from hyperscope.progress import Work, drive
from hyperscope.projections import registry
from hyperscope.projections.abstract import Problem
from hyperscope.query import ends
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
    return opened(source, options, name)


def opened(source: Any, options: OpenOptions, name: str | None = None) -> Dataset:
    """The entry called `name` with what is said about the source, or the likeliest readable one."""
    entries = readers.inspect(source, options)
    if name is not None and not called(entries, name):
        entries = readers.inspect(source, replace(options, hidden=True))
    return chosen(entries, name, source).load()


def prepare(
    data: Data,
    *,
    normalize: str = "none",
    truncate: int = 0,
    sample: int | None = None,
    by: str | None = None,
    random_state: int = 0,
) -> Dataset:
    """`data` with its vectors changed: the first `truncate` dimensions, then normalised, then a sample of the rows.

    `normalize` is "none", "unit", "sphereize" or "zscore". A sample of `sample` rows is seeded and, with `by`, keeps the
    share of every group of that column. Every step is added to `history`; the data given are not touched.
    """  # fmt: skip
    whole = drive(_normalized(dataset_of(data), {"normalize": normalize, "truncate": truncate}))
    return whole if sample is None else preprocess.sample(whole, sample, by, random_state)


def neighbors(data: Data, k: int, metric: str = "euclidean", exact: bool | None = None) -> KnnGraph:
    """Every row's k nearest neighbours: `indices` and `distances` (n, k), the row itself left out.

    With k ≥ n there are n − 1 columns; rows that are not finite hold −1 and inf. `exact=None` lets the size decide.
    """
    return drive(search(dataset_of(data), GraphRequest(_neighbours(k), metric), exact))


def project(
    data: Data | KnnGraph,
    method: str,
    n_components: int | None = None,
    *,
    random_state: int = 0,
    rows: ArrayLike | None = None,
    graph: KnnGraph | None = None,
    callback: Callable[[Layout], bool | None] | None = None,
    **params: Any,
) -> Layout:
    """Lay `data` (n, d) out by `method` ("pca", "tsne", "umap", "custom"): n rows × `n_components` columns of float32.

    `rows` are the only ones to lay out (default: all that are finite); the others are NaN. `normalize` and `truncate`
    change the vectors first. `x`, `y` and `z` of "custom" are pairs of ends: texts, compiled patterns or rows, always
    looked up among all rows.

    `method` may also be `module:Class`, any class with `fit_transform`, or a third party's entry point. With
    `metric="precomputed"` neighbours come from `graph`, or `data` is itself the graph.

    `callback` sees the layout after every step and may return False to stop; Ctrl-C stops too. Either way the layout
    so far comes back with `finished=False`. Raises `ParameterError` for what the method's table does not allow, and
    `QueryError` for an end that matches nothing.
    """
    if isinstance(method, str) and ":" in method:
        registry.admit(method)
    graph = given.checked(data if isinstance(data, KnnGraph) else graph, params.pop("metric", None), params)
    if isinstance(data, KnnGraph):
        data, params = given.rows_of(data), {**_without_vectors(registry.method(method)), **params}
    if method == "custom":
        params, drawn = ends.paired(params)
        n_components = n_components or drawn
    some = None if rows is None else np.asarray(rows)
    stepper = drive(
        start(dataset_of(data), method, params, n_components, random_state, rows=some, graph=graph)
    )
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
    rows: Rows | None = None,
    graph: KnnGraph | None = None,
) -> Work[Stepper]:
    """Prepare a projection as far as its first picture. `graphs` remembers neighbours from run to run, a `graph`
    given takes their place.

    With `rows` only these are laid out, with the vectors they have in the whole: what is learnt from all rows
    (normalising, the ends of custom axes) does not change when a few of them are isolated.
    """
    table, projection = registry.method(method), registry.projection(method)
    checked, seed = table.check(params), check_seed(seed)
    components = table.check_components(n_components)
    placed = _placed(dataset, rows)
    whole = yield from _normalized(dataset.finite(), checked)
    space = _among(dataset, whole, placed)
    resolved = projection.resolve(checked, space.n, space.d, components)
    found = ends.look_up(dataset, whole, table, resolved)
    if graph is None:
        vectors, notes = yield from _reduced(space, resolved, seed)
        request = projection.graph_request(resolved, vectors.n)
        graph = (yield from (graphs or Graphs()).get(vectors, request)) if request else None
    else:
        request = projection.graph_request(resolved, space.n)
        graph, notes = given.among(graph, dataset.n, placed, request)
        vectors, resolved = space, {**resolved, "metric": given.PRECOMPUTED, "reduce": 0}
    begin = None if start is None else start[placed]
    places = {name: end.vector for name, end in found.items()}
    state = yield from projection.init(Problem(vectors, graph, resolved, components, seed, begin, places))
    recorded = {**resolved, "n_components": components, "random_state": seed}
    told = (*_left_out(dataset, rows), *_changed(dataset, whole), *_matches(found), *notes)
    return Stepper(dataset.n, placed, table, projection, state, recorded, told)


def place(layout: Layout, data: Data, new: Data) -> Layout:
    """New rows in a finished layout of `data`: m rows, NaN where a new row is not finite; the old points do not move.

    Exact for PCA and custom axes. In t-SNE and UMAP a new point begins at its neighbours and settles by the method's own
    loss, with the old points fixed; other new points do not matter to it. Raises `ShapeError` where data, layout and new
    rows do not fit, `ParameterError` for a layout that nothing can be placed in.
    """
    return drive(placing(layout, dataset_of(data), dataset_of(new)))


def placing(layout: Layout, dataset: Dataset, new: Dataset) -> Work[Layout]:
    """The work of `place`."""
    _check_fit(layout, dataset, new)
    dimensions, how = layout.params.get("truncate", 0), layout.params.get("normalize", "none")
    known = preprocess.truncate(dataset.finite(), dimensions)
    scaling = yield from preprocess.learn(known, how)
    rows = yield from scaling.apply(preprocess.truncate(new.finite(), dimensions))
    if layout.linear is not None:
        positions = layout.linear.of(rows.vectors)
    else:
        old = np.flatnonzero(np.isfinite(layout.positions).all(axis=1))
        space = _among(dataset, (yield from scaling.apply(known)), old)
        positions = yield from _settled(layout, layout.positions[old], space, rows)
    return replace(
        layout, positions=spread(positions, new.n, new.kept), iteration=0, loss=None,
        notes=(f"Placed in a layout of {layout.n:,} rows.", *_left_out(new, None)),
    )  # fmt: skip


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


def _without_vectors(table: Method) -> dict[str, Any]:
    """Where points begin when there are no vectors to find principal components in."""
    return (
        {"init": "random"} if any(row.name == "init" and row.default == "pca" for row in table.params) else {}
    )


def _check_fit(layout: Layout, dataset: Dataset, new: Dataset) -> None:
    if layout.n != dataset.n or new.d != dataset.d:
        raise ShapeError(
            f"a layout of the {dataset.n:,} rows, and new rows of {dataset.d:,} dimensions",
            f"a layout of {layout.n:,} rows, and new rows of {new.d:,}",
            "Pass the data the layout was made from.", where="place",
        )  # fmt: skip
    if not len(new.kept):
        raise ShapeError(
            "a new row of finite numbers", f"{new.n:,} rows, none of them finite", "Check the data."
        )


def _settled(layout: Layout, old: Positions, space: Dataset, rows: Dataset) -> Work[Positions]:
    """Positions of `rows` among the `old` ones, by the layout's own method."""
    from hyperscope.knn.across import across  # compiles

    method = registry.placing(layout.method)
    if method is None or layout.params.get("metric") == given.PRECOMPUTED or len(old) < 2:
        raise ParameterError(
            "a layout by PCA, custom axes, t-SNE or UMAP, of at least two rows and from vectors",
            f"one by {layout.method!r} of {len(old):,} rows, metric {layout.params.get('metric')!r}",
            "Lay all rows out anew.", where="place",
        )  # fmt: skip
    params = layout.params
    if 0 < params["reduce"] < space.d:
        angles, seed = params["metric"] != "euclidean", params["random_state"]
        learnt = yield from preprocess.reduction(space, params["reduce"], angles=angles, seed=seed)
        space, rows = (yield from learnt.apply(space)), (yield from learnt.apply(rows))
    indices, distances = yield from across(space, rows, method.neighbors(params), params["metric"])
    return (yield from method.place(old, indices, distances, params, params["random_state"]))


def _placed(dataset: Dataset, rows: Rows | None) -> Rows:
    """The finite rows among those asked for, ascending, each once."""
    if rows is None:
        placed = dataset.kept
    else:
        if (
            rows.ndim != 1
            or rows.dtype.kind not in "iu"
            or (len(rows) and not 0 <= rows.min() <= rows.max() < dataset.n)
        ):
            raise ShapeError(
                f"row numbers from 0 to {dataset.n - 1:,}", f"{rows.dtype} of shape {rows.shape}",
                "Pass whole numbers, one for each row to lay out.", where="rows",
            )  # fmt: skip
        placed = np.intersect1d(rows.astype(np.int64), dataset.kept)
    if not len(placed):
        asked = dataset.n if rows is None else len(rows)
        raise ShapeError("a row of finite numbers", f"{asked:,} rows, none of them finite", "Check the data.")
    return placed


def _among(dataset: Dataset, finite: Dataset, rows: Rows) -> Dataset:
    """These rows of `dataset` out of the vectors of its finite ones."""
    return finite if len(rows) == finite.n else finite.select(np.searchsorted(dataset.kept, rows))


def _normalized(dataset: Dataset, params: Mapping[str, Any]) -> Work[Dataset]:
    cut = preprocess.truncate(dataset, params["truncate"])
    scaling = yield from preprocess.learn(cut, params["normalize"])
    return (yield from scaling.apply(cut))


def _neighbours(k: Any) -> int:
    return whole(k, "k", "Ask for k = 15, say.", low=1)


def _reduced(dataset: Dataset, resolved: dict[str, Any], seed: int) -> Work[tuple[Dataset, tuple[str, ...]]]:
    """Fewer dimensions where the method's resolved `reduce` asks for it; angles are kept where the metric needs them."""
    target = resolved.get("reduce", 0)
    if not 0 < target < dataset.d:
        return dataset, ()
    angles = resolved["metric"] != "euclidean"
    reduced = yield from preprocess.reduce(dataset, target, angles=angles, seed=seed)
    return reduced, (f"Neighbours were sought in the first {reduced.d} principal components of {dataset.d}.",)


def _left_out(dataset: Dataset, rows: Rows | None) -> tuple[str, ...]:
    count = len(dataset.left_out if rows is None else np.intersect1d(rows, dataset.left_out))
    asked = dataset.n if rows is None else len(np.unique(rows))
    return (f"{count:,} of {asked:,} rows are not finite and were left out.",) if count else ()


def _changed(dataset: Dataset, whole: Dataset) -> tuple[str, ...]:
    steps = whole.history[len(dataset.finite().history) :]
    return (f"The vectors were changed first: {'; '.join(steps)}.",) if steps else ()


def _matches(found: Mapping[str, ends.End]) -> tuple[str, ...]:
    """One sentence an axis: what its ends are, and how many rows each matched."""
    pairs = [(name[0], found[f"{name[0]}_to"]) for name in found if name.endswith("_from")]
    return tuple(f"{axis.upper()} runs from {found[f'{axis}_from'].told} to {to.told}." for axis, to in pairs)
