"""New rows in a finished layout, whose own points do not move."""

from dataclasses import replace

import numpy as np

from hyperscope import preprocess
from hyperscope.arrays import Positions
from hyperscope.dataset import Dataset, spread
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.knn import given
from hyperscope.layout import Layout
from hyperscope.pipeline.spaces import among, left_out
from hyperscope.progress import Work
from hyperscope.projections import registry


def placing(layout: Layout, dataset: Dataset, new: Dataset) -> Work[Layout]:
    """The work of `place`."""
    _check_fit(layout, dataset, new)
    dimensions, how = layout.params.get("truncate", 0), layout.params.get("normalize", "none")
    known = preprocess.truncate(dataset.finite(), dimensions)
    scaling = yield from preprocess.learn(known, how)
    rows = yield from scaling.apply(preprocess.truncate(new.finite(), dimensions))
    if layout.transform is not None:
        positions = layout.transform.of(rows.vectors)
    else:
        old = np.flatnonzero(np.isfinite(layout.positions).all(axis=1))
        space = among(dataset, (yield from scaling.apply(known)), old)
        positions = yield from _settled(layout, layout.positions[old], space, rows)
    return replace(
        layout, positions=spread(positions, new.n, new.kept), iteration=0, loss=None,
        notes=(f"Placed in a layout of {layout.n:,} rows.", *left_out(new, None)),
    )  # fmt: skip


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
            "a layout by PCA, custom axes, t-SNE, UMAP or a network, of at least two rows and from vectors",
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
