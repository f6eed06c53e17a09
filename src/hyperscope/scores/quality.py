"""The door: a Dataset and a Layout become a Quality."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Rows
from hyperscope.dataset import Dataset
from hyperscope.errors import ParameterError, ShapeError
from hyperscope.layout import GroupPair, Layout, Quality
from hyperscope.principal import sample
from hyperscope.progress import Progress, Work
from hyperscope.scores import preservation
from hyperscope.scores.agreement import VOTES, label_agreement
from hyperscope.scores.distances import distance_correlation
from hyperscope.scores.groups import group_distances
from hyperscope.scores.labels import Labels
from hyperscope.scores.neighborhoods import compare
from hyperscope.scores.squared import STAGE, Spread

ROWS_AT_MOST = 2_000  # measured against all rows; the error of a mean of 2,000 is below 0.01
ROWS_AT_LEAST = 200  # the error of their mean is below 0.03
DISTANCES = 500_000_000  # of sampled rows to all rows: a few seconds
PAIRS_OF = 1_000  # rows whose distances to each other are correlated
NUMBERS_AT_ONCE = 2_000_000  # about 20 ms
FEW_ROWS, FEW_NUMBERS = 10_000, 32_000_000  # up to which float64 is afforded: half as fast, and 256 MB
Values = NDArray[np.float64]


def measure(
    dataset: Dataset, layout: Layout, k: int = 15, labels: Sequence[Any] | str | None = None, seed: int = 0
) -> Work[Quality]:
    """Trustworthiness, continuity, neighbours kept, distance correlation and, with `labels`, what becomes of groups.

    Euclidean, against the dataset as given. `labels` are n labels or the name of a column. Rows beyond 2,000 (200
    of very many) are a seeded sample, compared with all rows; rows that were not measured are NaN in `per_point`, and in
    `label_agreement` those without a label (None, NaN, an empty cell). k is cut to (n − 1) / 2.
    Raises `ShapeError` where rows do not match, `ParameterError` for k < 1.
    """
    if layout.n != dataset.n:
        got = f"a layout of {layout.n:,} rows for {dataset.n:,} rows of data"
        raise ShapeError("one position a row", got, "Pass the data the layout was made from.", where="layout")
    if k < 1:
        raise ParameterError("at least one neighbour", f"k = {k}", "Ask for k = 15, say.", where="k")
    named = None if labels is None else Labels.of(dataset, labels)
    placed = dataset.kept[np.isfinite(layout.positions[dataset.kept]).all(axis=1)]
    if len(placed) < 3:
        raise ShapeError(
            "at least three placed rows", f"{len(placed)}", "Two points are always in order.", where="layout"
        )
    return (
        yield from _measure(dataset, layout, placed, k, None if named is None else named.at(placed), seed)
    )


def _measure(
    dataset: Dataset, layout: Layout, placed: Rows, k: int, labels: Labels | None, seed: int
) -> Work[Quality]:
    data = yield from _scaled(dataset.vectors, placed)
    positions = yield from _scaled(layout.positions, placed)
    most = min(ROWS_AT_MOST, max(ROWS_AT_LEAST, DISTANCES // len(placed)))
    rows = sample(len(placed), most, seed)
    near = yield from compare(data, positions, rows, k, VOTES)
    values: dict[str, Values] = {
        "trustworthiness": preservation.trustworthiness(near),
        "continuity": preservation.continuity(near),
        "neighbors_kept": preservation.neighbors_kept(near),
    }
    if labels is not None and (labels.codes[rows] >= 0).any():
        values["label_agreement"] = label_agreement(near, labels)
    scores = {name: float(np.nanmean(value)) for name, value in values.items()}
    few = sample(len(placed), PAIRS_OF, seed)
    scores["distance_correlation"], own = yield from distance_correlation(data[few], positions[few])
    per_point = _spread(dataset.n, placed[rows], values) | _spread(
        dataset.n, placed[few], {"distance_correlation": own}
    )
    worst: tuple[GroupPair, ...] = ()
    groups = None if labels is None else (yield from group_distances(data, positions, labels))
    if groups is not None:
        scores["group_distance_correlation"], worst = groups.correlation, groups.worst
        per_point |= _spread(dataset.n, placed, {"group_distance_correlation": groups.per_point})
    return Quality(
        scores, per_point, f"{dataset.d:,} dimensions, euclidean", len(rows), len(placed), near.k, worst
    )


def _scaled(space: NDArray[np.generic], rows: Rows) -> Work[Spread]:
    """These rows, centred and about 1 in size: ranks do not change, and squares of 1e30 fit.

    In float64 where they are few: there a single rank counts, and equal distances stay equal.
    """
    step = max(1, NUMBERS_AT_ONCE // max(space.shape[1], 1))
    parts = [rows[start : start + step] for start in range(0, len(rows), step)]
    few = len(rows) <= FEW_ROWS and len(rows) * space.shape[1] <= FEW_NUMBERS
    scaled = np.empty((len(rows), space.shape[1]), np.float64 if few else np.float32)
    total = np.zeros(space.shape[1])
    for at, part in enumerate(parts):
        block = space[part]
        scaled[at * step : at * step + len(part)] = block
        total += block.sum(axis=0, dtype=np.float64)
        yield Progress(STAGE)
    mean, largest = total / len(rows), 0.0
    for start in range(0, len(rows), step):
        largest = max(largest, float(np.abs(scaled[start : start + step] - mean).max(initial=0)))
        yield Progress(STAGE)
    for start in range(0, len(rows), step):
        scaled[start : start + step] = (scaled[start : start + step] - mean) / (largest or 1.0)
        yield Progress(STAGE)
    return scaled


def _spread(n: int, rows: Rows, values: Mapping[str, Values]) -> dict[str, NDArray[np.float32]]:
    spread: dict[str, NDArray[np.float32]] = {}
    for name, value in values.items():
        spread[name] = np.full(n, np.nan, np.float32)
        spread[name][rows] = value
    return spread
