"""One state of the original projector's bookmark file as a bookmark of ours.

Anything in it may be missing or of another kind: what says nothing usable is left out. The original scaled each axis to
[−1, 1] by itself; positions are kept as they were computed, and the camera is moved to where it sees the same.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hyperscope.arrays import Positions
from hyperscope.bookmark import Bookmark, Of, Point, SavedCamera, SavedLayout, SavedView
from hyperscope.errors import FormatError

METHODS = ("pca", "tsne", "umap", "custom")
HALF_FIELD = math.tan(math.radians(35))  # the original's perspective sees 70 degrees
HALF_FLAT = 1.2  # half of its flat camera's height
NO_COLOR = "No color map"
ENDS = {"x_from": "XLeft", "x_to": "XRight", "y_from": "YDown", "y_to": "YUp"}


def bookmark(state: Mapping[str, Any], number: int, where: str) -> Bookmark:
    """The bookmark of a state. Raises `FormatError` where its points contradict each other."""
    label = str(state.get("label") or f"State {number}")
    method = state.get("selectedProjection")
    method = method if method in METHODS else "pca"
    size = 3 if _in_3d(state, method) else 2
    positions = _positions(state, method, size)
    shape = [whole for whole in _whole_numbers(state.get("dataSetDimensions")) if whole >= 0]
    m = shape[0] if len(shape) == 2 else 0 if positions is None else len(positions)
    rows = _whole_numbers(state.get("filteredPoints")) or None
    if positions is not None and len(positions) != (m if rows is None else len(rows)):
        counts = f"{len(positions):,} positions for {m if rows is None else len(rows):,} points in {label!r}"
        raise FormatError("a position for every point", counts, "Save the bookmarks again.", where=where)
    seen = _whole_numbers(state.get("selectedPoints"))
    return Bookmark(
        label,
        Of(n=m if rows is None else 0, d=shape[1] if len(shape) == 2 else 0),
        SavedLayout(
            method, _params(state, method), 0, _count(state.get("tSNEIteration")) if method == "tsne" else 0, size,
            None if positions is None else positions.astype("<f4").tobytes(), rows,
        ),
        _view(state, size, positions),
        [row if rows is None else rows[row] for row in seen if 0 <= row < m],
        [] if rows is None else [rows],
        state,
    )  # fmt: skip


def _in_3d(state: Mapping[str, Any], method: str) -> bool:
    if method == "pca":
        return len(_whole_numbers(state.get("pcaComponentDimensions"))) != 2
    return state.get({"tsne": "tSNEis3d", "umap": "umapIs3d"}.get(method, "")) is True


def _positions(state: Mapping[str, Any], method: str, size: int) -> Positions | None:
    """(m, size) float32; NaN where a point has none. None where the file holds no point at all."""
    points = state.get("projections")
    if not isinstance(points, list) or not points:
        return None
    keys = {"custom": ["linear-x", "linear-y"]}.get(method) or [
        f"{method}-{at}" for at in _components(state, method, size)
    ]
    told = [[_number(point.get(key)) for key in keys] if isinstance(point, Mapping) else [math.nan] * len(keys)
            for point in points]  # fmt: skip
    positions = np.array(told, np.float32)
    return positions if np.isfinite(positions).all(axis=1).any() else None


def _components(state: Mapping[str, Any], method: str, size: int) -> list[int]:
    chosen = _whole_numbers(state.get("pcaComponentDimensions")) if method == "pca" else []
    return chosen if len(chosen) == size else list(range(size))


def _params(state: Mapping[str, Any], method: str) -> dict[str, Any]:
    """What our own tables know of it."""
    if method == "pca":
        chosen = _components(state, method, 3 if _in_3d(state, method) else 2)
        return {axis: component + 1 for axis, component in zip("xyz", chosen, strict=False)}
    if method == "tsne":
        return _known({"perplexity": state.get("tSNEPerplexity")})
    if method == "umap":
        return _known({"n_neighbors": state.get("umapNeighbors"), "min_dist": state.get("umapMinDist")})
    return _ends(state)


def _ends(state: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, side in ENDS.items():
        text, regex = state.get(f"custom{side}Text"), state.get(f"custom{side}Regex")
        if isinstance(text, str) and text:
            found[name] = f"/{text}/" if regex is True else text
    column = state.get("customSelectedSearchByMetadataOption")
    return {**found, **({"column": column} if isinstance(column, str) and column else {})}


def _known(params: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if not math.isnan(_number(value))}


def _view(state: Mapping[str, Any], size: int, positions: Positions | None) -> SavedView:
    color, label = state.get("selectedColorOptionName"), state.get("selectedLabelOption")
    return SavedView(
        size,
        _camera(state.get("cameraDef"), size, positions),
        color if isinstance(color, str) and color not in ("", NO_COLOR) else None,
        label if isinstance(label, str) and label else None,
        categorical=True if state.get("forceCategoricalColoring") is True else None,
    )


def _camera(saved: Any, size: int, positions: Positions | None) -> SavedCamera | None:
    if not isinstance(saved, Mapping) or positions is None:
        return None
    at, target = _point(saved.get("position")), _point(saved.get("target"))
    if at is None or target is None or math.dist(at, target) < 1e-6:
        return None
    low, high = np.nanmin(positions, axis=0), np.nanmax(positions, axis=0)
    centre = np.zeros(3)
    centre[:size] = (low + high) / 2
    half = float((high - low).max()) / 2 or 1.0
    zoom = _number(saved.get("zoom"))
    flat = HALF_FLAT / (zoom if zoom > 0 else 1.0)
    extent = half * (math.dist(at, target) * HALF_FIELD if size == 3 else flat)
    return SavedCamera(size, _moved(at, half, centre), _moved(target, half, centre), (0.0, 1.0, 0.0), extent)


def _moved(point: Sequence[float], half: float, centre: np.ndarray) -> Point:
    x, y, z = (float(part) for part in centre + half * np.asarray(point))
    return x, y, z


def _point(value: Any) -> list[float] | None:
    numbers = [_number(part) for part in value] if isinstance(value, list) else []
    return numbers if len(numbers) == 3 and all(map(math.isfinite, numbers)) else None


def _number(value: Any) -> float:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e30
    return float(value) if fits else math.nan


def _count(value: Any) -> int:
    number = _number(value)
    return int(number) if number > 0 else 0


def _whole_numbers(value: Any) -> list[int]:
    """A list of whole numbers from 0, or nothing."""
    if not isinstance(value, list) or not all(
        isinstance(one, int) and not isinstance(one, bool) for one in value
    ):
        return []
    return value if all(0 <= one < 1 << 31 for one in value) else []
