"""The program that makes a run's layout again, for a person to copy."""

from collections.abc import Mapping
from typing import Any

from hyperscope.entry import Entry
from hyperscope.params import AUTO, Param
from hyperscope.session.run import Run
from hyperscope.wire.rows import unpack

IN_MEMORY = "# `data` is what was passed to show().\n"
WIDTH = 100
WRITTEN_ROWS = 100
NUMPY = "import hyperscope\nimport numpy\n\n# rows.npy: the isolated rows, exported from the page as row numbers.\n"


def python(entry: Entry, run: Run) -> str:
    """Python that reads the data and makes the positions on show, with every parameter as it was resolved.

    What cannot be repeated exactly (a kick, parameters moved on the way, positions that were saved) is said in a comment.
    """
    layout = run.newest.layout
    axes = run.newest.axes
    params = {name: value for name, value in _resolved(run).items() if name not in axes}
    said = [repr(run.plan.method.name), f"n_components={run.plan.computed}", f"random_state={run.plan.seed}"]
    said += [f"{name}={value!r}" for name, value in arguments(run.plan.method.params, params)]
    said += _rows(run)
    if layout is not None and run.plan.method.steps and not layout.finished:
        said.append(f"callback=lambda layout: layout.iteration < {layout.iteration}")
    numpy = 'rows=numpy.load("rows.npy")' in said
    lines = [NUMPY if numpy else "import hyperscope\n\n", *_data(entry), *_caveats(run)]
    lines.append(call("layout = hyperscope.project", ["data", *said]))
    if axes:
        columns = [component - 1 for component in list(axes.values())[: run.plan.shown]]
        lines.append(f"positions = layout.positions[:, {columns}]\n")
    return "".join(lines)


def _resolved(run: Run) -> Mapping[str, Any]:
    """As resolved, but for live parameters left at "auto": the method moves these on the way, and so it shall again."""
    moving = {row.name: AUTO for row in run.plan.method.params if row.live and run.params[row.name] == AUTO}
    return {**run.message.params, **moving}


def arguments(rows: tuple[Param, ...], params: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Every parameter of the table but the ends of axes that nobody named; an axis's two ends as one pair."""
    told: list[tuple[str, Any]] = []
    for row in rows:
        value = params.get(row.name)
        if row.kind != "end":
            told.append((row.name, value))
        elif row.name.endswith("_from") and value:
            axis = row.name.removesuffix("_from")
            told.append((axis, (value, params.get(f"{axis}_to"))))
    return told


def _data(entry: Entry) -> list[str]:
    if not entry.files and not entry.source.startswith("demo:"):
        return [IN_MEMORY]
    said = [repr(entry.source), repr(entry.name)]
    if entry.parts:
        said = [repr(list(entry.parts)), "together=True"]
    said += [
        f"{word}={str(entry.files[role])!r}"
        for role, word in (("metadata", "metadata"), ("sprite", "images"))
        if role in entry.files and not entry.config
    ]
    return [call("data = hyperscope.read", said)]


def _rows(run: Run) -> list[str]:
    if run.plan.rows is None:
        return []
    rows = unpack(run.plan.rows, 8 * len(run.plan.rows)).tolist()
    return [f"rows={rows}" if len(rows) <= WRITTEN_ROWS else 'rows=numpy.load("rows.npy")']


def _caveats(run: Run) -> list[str]:
    if run.restored:
        return ["# The layout on show was saved elsewhere; this makes one with the same parameters.\n"]
    if run.plan.start is not None:
        return ["# This run began at another layout; the call begins anew.\n"]
    if run.strayed:
        return ["# This run was kicked, or sent on after its end; the call does neither.\n"]
    if run.params != run.plan.params:
        return ["# Parameters were moved while it ran; the call has their last values from the beginning.\n"]
    return []


def call(function: str, said: list[str]) -> str:
    line = f"{function}({', '.join(said)})\n"
    if len(line) <= WIDTH:
        return line
    return f"{function}(\n" + "".join(f"    {word},\n" for word in said) + ")\n"
