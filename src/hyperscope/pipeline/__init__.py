"""From a source to a picture: the only room that opens the doors between the others.

read → prepare → neighbours → project → measure. `starting` is the sentence, `spaces` its nouns, `opening` how it begins,
`placing` what comes after.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from hyperscope import preprocess, readers
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry, OpenOptions
from hyperscope.graph import GraphRequest, KnnGraph
from hyperscope.knn import given, search
from hyperscope.layout import Layout, Quality
from hyperscope.params import Method, whole
from hyperscope.pipeline.opening import opened
from hyperscope.pipeline.placing import placing
from hyperscope.pipeline.spaces import Data, beginning, dataset_of, labelled, layout_of, normalized
from hyperscope.pipeline.starting import start
from hyperscope.progress import drive
from hyperscope.projections import registry
from hyperscope.projections.abstract import Projection
from hyperscope.query import ends
from hyperscope.scores import measure

__all__ = [
    "Data", "dataset_of", "inspect", "layout_of", "neighbors", "opened", "place", "placing", "prepare",
    "project", "quality", "read", "start",
]  # fmt: skip


def inspect(source: Any) -> list[Entry]:
    """What can be opened at `source` (a path or an array), without reading it.

    An entry that cannot be loaded carries its `problem`. Raises `SourceError` only if nothing can be listed.
    """
    return readers.inspect(source, OpenOptions())


def read(
    source: Any,
    name: str | None = None,
    *,
    metadata: Any = None,
    key: str | None = None,
    images: Any = None,
    cell: tuple[int, int] | None = None,
    image_shape: tuple[int, ...] | None = None,
    invert: bool = False,
    together: bool = False,
    axes: Sequence[str] = (),
    fetch: bool = False,
    bits: bool = False,
) -> Dataset:
    """Open `source`: the entry called `name` (or "SOURCE::name"), or the likeliest readable one.

    `metadata` names a file (a table in any format) or gives columns; with `key` it is joined by this column of the file,
    which holds the vectors' own labels. `images` are a sprite, a folder or pictures, `cell` the (width, height) of a sprite's
    cells where a square grid does not tell; with `image_shape` the rows themselves are pictures of (width, height) or
    (width, height, channels), which `invert` draws as ink on paper. With `together`, `source` is a sequence of sources of
    equal width, which become one dataset with a column `source`. `axes` are two or three columns that are a layout already:
    it is in `layouts`, and the page opens with it. `fetch` lets `source` be an address (s3://…). `bits`: every byte holds
    eight dimensions. Raises `SourceError` and its children.
    """
    options = OpenOptions(
        metadata=metadata,
        key=key,
        images=images,
        cell=cell,
        image_shape=image_shape,
        invert=invert,
        axes=tuple(axes),
        fetch=fetch,
        bits=bits,
    )
    return opened(source, options, name, together)


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
    whole = drive(normalized(dataset_of(data), {"normalize": normalize, "truncate": truncate}))
    return whole if sample is None else preprocess.sample(whole, sample, by, random_state)


def neighbors(data: Data, k: int, metric: str = "euclidean", exact: bool | None = None) -> KnnGraph:
    """Every row's k nearest neighbours: `indices` and `distances` (n, k), the row itself left out.

    With k ≥ n there are n − 1 columns; rows that are not finite hold −1 and inf. `exact=None` lets the size decide.
    """
    return drive(search(dataset_of(data), GraphRequest(_neighbours(k), metric), exact))


def project(
    data: Data | KnnGraph,
    method: str | Projection[Any],
    n_components: int | None = None,
    *,
    random_state: int = 0,
    rows: ArrayLike | None = None,
    graph: KnnGraph | Any = None,
    callback: Callable[[Layout], bool | None] | None = None,
    **params: Any,
) -> Layout:
    """Lay `data` (n, d) out by `method` ("pca", "tsne", "umap", "parametric", "custom"): (n, `n_components`) float32.

    `rows` are the only ones to lay out (default: all that are finite); the others are NaN. `normalize` and `truncate`
    change the vectors first. `x`, `y` and `z` of "custom" are pairs of ends: texts, compiled patterns or rows, always
    looked up among all rows. `init` of "tsne" and "umap" may be a layout or positions (n, any number) to begin from.

    `method` may also be `module:Class`, any class with `fit_transform`, a third party's entry point, or a projection made
    ready (`projections.abstract.Projection`, with its table as METHOD). With `metric="precomputed"` neighbours come from
    `graph`, or `data` is itself the graph: a `KnnGraph`, or a sparse matrix of distances (n, n) as scikit-learn makes it.
    `supervise` of "tsne" and "umap" names a column, or is a label for each row.

    `callback` sees the layout after every step and may return False to stop; Ctrl-C stops too. Either way the layout
    so far comes back with `finished=False`. Raises `ParameterError` for what the method's table does not allow, and
    `QueryError` for an end that matches nothing.
    """
    if isinstance(method, str) and ":" in method:
        registry.admit(method)
    if isinstance(data, KnnGraph) or (
        graph is None and given.is_sparse(data) and params.get("metric") == given.PRECOMPUTED
    ):
        data = graph = given.graph_of(data)
    table = registry.ready(method)[0]
    if graph is not None or not _own_metric(table):
        graph = given.checked(
            None if graph is None else given.graph_of(graph), params.pop("metric", None), params
        )
    if isinstance(data, KnnGraph):
        data, params = given.rows_of(data), {**_without_vectors(table), **params}
    if method == "custom":
        params, drawn = ends.paired(params)
        n_components = n_components or drawn
    some = None if rows is None else np.asarray(rows)
    dataset, params = labelled(dataset_of(data), params)
    params, begin = beginning(params, table, dataset.n)
    stepper = drive(start(dataset, method, params, n_components, random_state, begin, rows=some, graph=graph))
    try:
        while not stepper.done:
            drive(stepper.step())
            if callback is not None and callback(stepper.layout) is False:
                break
    except KeyboardInterrupt:
        pass
    return stepper.layout


def place(layout: Layout, data: Data, new: Data) -> Layout:
    """New rows in a finished layout of `data`: m rows, NaN where a new row is not finite; the old points do not move.

    Exact for PCA and custom axes. In t-SNE and UMAP a new point begins at its neighbours and settles by the method's own
    loss, with the old points fixed; other new points do not matter to it. Raises `ShapeError` where data, layout and new
    rows do not fit, `ParameterError` for a layout that nothing can be placed in.
    """
    return drive(placing(layout, dataset_of(data), dataset_of(new)))


def quality(
    data: Data, layout: Layout | ArrayLike, k: int = 15, labels: Sequence[Any] | None = None
) -> Quality:
    """How far `layout` can be trusted as a picture of `data`: named scores, and one value per row."""
    return drive(measure(dataset_of(data), layout_of(layout), _neighbours(k), labels))


def _own_metric(table: Method) -> bool:
    """Whether this is another package's method whose `metric` is its own affair, "precomputed" too."""
    return any(row.name == "metric" and row.kind == "text" for row in table.params)


def _without_vectors(table: Method) -> dict[str, Any]:
    """Where points begin when there are no vectors to find principal components in."""
    return (
        {"init": "random"} if any(row.name == "init" and row.default == "pca" for row in table.params) else {}
    )


def _neighbours(k: Any) -> int:
    return whole(k, "k", "Ask for k = 15, say.", low=1)
