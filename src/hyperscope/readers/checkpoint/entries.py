"""Entries of checkpoints: the matrices a person may have come for, the likeliest first, training steps from the newest."""

import mmap
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.readers import shapes
from hyperscope.readers.beside import companions
from hyperscope.readers.bounds import Bounds
from hyperscope.readers.checkpoint import labels
from hyperscope.readers.checkpoint.folder import locate
from hyperscope.readers.checkpoint.location import Location, index_of
from hyperscope.readers.checkpoint.opened import Checkpoint, Tensor
from hyperscope.readers.checkpoint.ranking import Ranking, Said
from hyperscope.readers.numbers import Numbers
from hyperscope.readers.source import Source, broken, guarded

STEPS_AT_MOST = 64


Says = Callable[[Tensor], Said | None]


def inspect(source: Source) -> list[Entry]:
    """The matrices of the checkpoint that `source` names: a prefix, one of its files, or a state file.

    Raises `PathError` where there is no checkpoint, `FormatError` where its index is damaged or it holds no matrix.
    """
    bounds = bounds_of(source)
    said = Said(companions.chosen(source.options))
    return of_checkpoint(source, Checkpoint(locate(source.path, bounds), bounds), lambda _: said)


def bounds_of(source: Source) -> Bounds:
    """The folders that no file of this source may leave."""
    return Bounds((source.root, *source.options.allow_outside))


def of_checkpoints(source: Source, found: list[Location], says: Says, run: str = "") -> list[Entry]:
    """The newest checkpoint's matrices under their names, then the others' as `name@step`.

    A checkpoint that cannot be opened is one entry with its problem, unless it is the only one: then that is raised.
    """
    bounds = bounds_of(source)
    newest, *older = found
    entries: list[Entry] = []
    problems: list[HyperscopeError] = []
    for location in found[:STEPS_AT_MOST]:
        mark = _mark(location, newest)
        series = "" if location.name == newest.name else f"@{location.name}"
        try:
            entries += of_checkpoint(source, Checkpoint(location, bounds), says, mark, series)
        except HyperscopeError as problem:
            problems.append(problem)
            entries.append(broken(source.name, location.path.name, problem, run=run, step=location.step))
    if problems and len(problems) == len(found):
        raise problems[0]
    if len(older) >= STEPS_AT_MOST and entries:
        note = f"Of {len(found):,} checkpoints the newest {STEPS_AT_MOST} are listed."
        entries[0] = replace(entries[0], notes=(*entries[0].notes, note))
    return entries


def of_checkpoint(
    source: Source, checkpoint: Checkpoint, says: Says, mark: str = "", series: str = ""
) -> list[Entry]:
    """One entry for each matrix, its name followed by `mark`; none where `says` has None for the tensor.

    `series` tells checkpoints that go by another name than the newest, whose steps are therefore counted apart.

    Raises `FormatError` if there is no matrix.
    """
    told = [(tensor, says(tensor)) for tensor in checkpoint.tensors.values()]
    offered = [(tensor, said) for tensor, said in told if _is_offered(tensor, said, source.options.hidden)]
    if not offered:
        raise FormatError(
            "a tensor of two axes (points, dimensions) in the checkpoint",
            f"{len(told):,} tensors, none of that kind" if len(told) != 1 else "one tensor, not of that kind",
            "Open the checkpoint of the model that holds the embedding.",
            where=str(checkpoint.location.path),
        )
    ranking = Ranking()
    offered.sort(key=lambda one: ranking.of(one[0], one[1]))
    return [
        _entry(source, checkpoint, tensor, said, mark, series) for tensor, said in offered if said is not None
    ]


def _is_offered(tensor: Tensor, said: Said | None, hidden: bool) -> bool:
    matrix = tensor.shape is None or len(tensor.shape) == 2
    return hidden or (said is not None and said.named) or (matrix and not tensor.hidden)


def _mark(location: Location, newest: Location) -> str:
    if location.path == newest.path:
        return ""
    same = location.name == newest.name and location.step is not None
    return f"@{location.step if same else location.path.name}"


def _entry(
    source: Source, checkpoint: Checkpoint, tensor: Tensor, said: Said, mark: str, series: str
) -> Entry:
    name = tensor.name + mark
    location = checkpoint.location
    table = location.files[0] if location.files else index_of(location.path)
    about = {
        "run": said.run,
        "config": said.config,
        "files": {"tensor": table} | said.beside.files(),
        "notes": (*checkpoint.notes, *said.notes),
        "aliases": _aliases(tensor, location, mark),
        "step": checkpoint.step,
        "tensor": tensor.name + series,
        "dtype": tensor.dtype,
    }
    try:
        shape = _check(tensor, str(location.path))
    except HyperscopeError as problem:
        return broken(source.name, name, problem, shape=tensor.shape, **about)

    def load() -> Dataset:
        now = checkpoint if checkpoint.current else Checkpoint(location, bounds_of(source))
        numbers, check = _numbers(now, tensor.name)
        vectors, notes = shapes.flat(numbers)
        columns, lost = labels.columns(now, len(vectors))
        read = Numbers(vectors, columns, (*notes, *lost))
        return replace(companions.join(name, read, said.beside, about["notes"]), check=check)

    return Entry(name, source.name, guarded(load, str(location.path)), shape=shape, **about)


def _numbers(checkpoint: Checkpoint, name: str) -> tuple[NDArray[Any], Callable[[], None] | None]:
    """A tensor, and how to verify it later: at once where it is small, or copied anyway, since that takes as long."""
    numbers = checkpoint.read(name, verify=False)
    if numbers.nbytes <= companions.LOOKED_AT_BYTES or not _is_mapped(numbers):
        return checkpoint.read(name), None

    @cache
    def check() -> None:
        checkpoint.read(name)

    return numbers, check


def _is_mapped(numbers: NDArray[Any]) -> bool:
    base: Any = numbers
    while isinstance(base, np.ndarray | memoryview):
        base = base.base if isinstance(base, np.ndarray) else base.obj
    return isinstance(base, mmap.mmap)


def _check(tensor: Tensor, where: str) -> tuple[int, int]:
    """The matrix's shape. Raises what keeps the tensor from being one."""
    if tensor.problem is not None:
        raise tensor.problem
    assert tensor.shape is not None
    where = f"{where}, tensor {tensor.name!r}"
    shapes.check_kind(
        {"string": "U", "complex64": "c", "complex128": "c"}.get(tensor.dtype, "f"), tensor.dtype, where
    )
    return shapes.check(tensor.shape, where)


def _aliases(tensor: Tensor, location: Location, mark: str) -> tuple[str, ...]:
    """Every other name, each also with the step of the newest checkpoint."""
    marks = (mark,) if mark or location.step is None else ("", f"@{location.step}")
    spelt = [text + end for end in marks for text in (tensor.name, *tensor.others)]
    return tuple(text for text in spelt if text != tensor.name + mark)
