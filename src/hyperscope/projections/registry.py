"""The methods, as text: importing this table loads neither numpy nor numba. Sorted by name."""

from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from hyperscope.params import Method, unknown_name
from hyperscope.projections.before import VECTORS


@dataclass(frozen=True, slots=True)
class Row:
    """Where a method's table and its implementation live, as `module:name`."""

    table: str
    projection: str


METHODS: dict[str, Row] = {
    "custom": Row(
        "hyperscope.projections.custom.params:METHOD", "hyperscope.projections.custom.projection:Custom"
    ),
    "pca": Row("hyperscope.projections.pca.params:METHOD", "hyperscope.projections.pca.projection:Pca"),
    "tsne": Row("hyperscope.projections.tsne.params:METHOD", "hyperscope.projections.tsne.projection:Tsne"),
    "umap": Row("hyperscope.projections.umap.params:METHOD", "hyperscope.projections.umap.projection:Umap"),
}


def method(name: str) -> Method:
    """The parameter table of a method, `before.VECTORS` at its end. Raises `ParameterError` for an unknown name."""
    table = _load(_row(name).table)
    return replace(table, params=(*table.params, *VECTORS))


def projection(name: str) -> Any:
    """The method's implementation (a `projections.abstract.Projection`), made ready."""
    return _load(_row(name).projection)()


def methods() -> list[Method]:
    return [method(name) for name in METHODS]


def _row(name: str) -> Row:
    if name not in METHODS:
        raise unknown_name(name, list(METHODS), where="method")
    return METHODS[name]


def _load(place: str) -> Any:
    module, _, attribute = place.partition(":")
    return getattr(import_module(module), attribute)
