"""The methods, as text, in the order in which people meet them: importing this table loads neither numpy nor numba.

Other packages add methods by entry points of the group `hyperscope.projections`, each naming a class with
`fit_transform`, or a whole projection (`abstract.Projection`, with its table as `METHOD`).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from hyperscope.errors import HyperscopeError, ParameterError
from hyperscope.params import Method, unknown_name
from hyperscope.projections.before import VECTORS

GROUP = "hyperscope.projections"
log = logging.getLogger("hyperscope")
_admitted: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """Where a method's table and its implementation live, as `module:name`; `placing`: the module that places new points."""

    table: str
    projection: str
    placing: str = ""


METHODS: dict[str, Row] = {
    "pca": Row("hyperscope.projections.pca.params:METHOD", "hyperscope.projections.pca.projection:Pca"),
    "tsne": Row(
        "hyperscope.projections.tsne.params:METHOD",
        "hyperscope.projections.tsne.projection:Tsne",
        "hyperscope.projections.placing.tsne",
    ),
    "umap": Row(
        "hyperscope.projections.umap.params:METHOD",
        "hyperscope.projections.umap.projection:Umap",
        "hyperscope.projections.placing.umap",
    ),
    "parametric": Row(
        "hyperscope.projections.parametric.params:METHOD",
        "hyperscope.projections.parametric.projection:Parametric",
    ),
    "custom": Row(
        "hyperscope.projections.custom.params:METHOD", "hyperscope.projections.custom.projection:Custom"
    ),
}


def method(name: str) -> Method:
    """The parameter table of a method, `before.VECTORS` at its end. Raises `ParameterError` for an unknown name."""
    return _whole(_load(METHODS[name].table) if name in METHODS else _stranger(name)[0])


def projection(name: str) -> Any:
    """The method's implementation (a `projections.abstract.Projection`), made ready."""
    return _load(METHODS[name].projection)() if name in METHODS else _stranger(name)[1]()


def ready(given: Any) -> tuple[Method, Any]:
    """Table and implementation of the method of this name, or of a projection already made, with its table as METHOD."""
    if hasattr(given, "METHOD"):
        return _whole(given.METHOD), given
    return method(given), projection(given)


def placing(name: str) -> Any:
    """The module that places new points in a layout of this method, or None."""
    row = METHODS.get(name)
    return import_module(row.placing) if row and row.placing else None


def methods() -> list[Method]:
    """The tables of all methods; a stranger's that cannot be loaded is left out, and the log says why."""
    found = [method(name) for name in METHODS]
    for name in strangers():
        try:
            found.append(method(name))
        except HyperscopeError as error:
            log.warning("%s", error)
    return found


def admit(place: str) -> None:
    """Let the class at `place` (`module:Class`, with `fit_transform`) be a method of that name in this process.

    Only a person's own words may come here, never a request: to name a module is to run it. Raises `ParameterError`
    for a place that cannot be imported or a class that lays nothing out.
    """
    _admitted[place] = place
    try:
        _stranger(place)
    except HyperscopeError:
        del _admitted[place]
        raise


def strangers() -> dict[str, str]:
    """Methods of other packages: the entry points of the group `hyperscope.projections`, and what was admitted."""
    offered = {point.name: point.value for point in entry_points(group=GROUP) if point.name not in METHODS}
    return dict(sorted(offered.items())) | _admitted


def _whole(table: Method) -> Method:
    return replace(table, params=(*table.params, *VECTORS))


def _stranger(name: str) -> tuple[Method, Callable[[], Any]]:
    """A stranger's table, and what makes its implementation."""
    from hyperscope.projections.foreign.table import described

    known = strangers()
    if name not in known:
        raise unknown_name(name, [*METHODS, *known], where="method")
    kind = _imported(known[name])
    if hasattr(kind, "METHOD") and hasattr(kind, "init"):
        return replace(kind.METHOD, name=name), kind
    if not hasattr(kind, "fit_transform"):
        raise ParameterError(
            "a class with fit_transform, or a projection with METHOD, init and step", repr(kind),
            "See docs/how-to/add-a-projection.md.", where=name,
        )  # fmt: skip
    table = described(name, kind, [row.name for row in VECTORS])

    def made() -> Any:
        from hyperscope.projections.foreign.projection import Foreign

        return Foreign(kind, table)

    return table, made


def _imported(place: str) -> Any:
    try:
        return _load(place)
    except Exception as error:  # a stranger's module may raise anything when it is imported
        raise ParameterError(
            f"a class at {place!r}", f"{type(error).__name__}: {str(error).rstrip('.')}",
            "Write module:Class, and install the package that holds it here.", where="method",
        ) from error  # fmt: skip


def _load(place: str) -> Any:
    module, _, attribute = place.partition(":")
    return getattr(import_module(module), attribute)
