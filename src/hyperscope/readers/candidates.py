"""One file, several tensors: which of them are entries, the likeliest first, and what keeps the others from being read."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.images import Images
from hyperscope.readers import shapes
from hyperscope.readers.beside import companions
from hyperscope.readers.beside.metadata import distinct
from hyperscope.readers.checkpoint.names import likelihood
from hyperscope.readers.numbers import Numbers
from hyperscope.readers.source import Source, broken, listed

Labels = Callable[[int], tuple[Mapping[str, Column], tuple[str, ...]]]
Pictures = tuple[Images | None, tuple[str, ...]]
BOOKKEEPING = re.compile(
    r"(^|[/.])optimizers?(_states?|_weights)?([/.]|$)|(^|[/.])exp_avg(_sq)?$", re.IGNORECASE
)
ANY_AXES = 32


def no_images() -> Pictures:
    """The pictures of a format that has none."""
    return None, ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tensor before it is read; `shape` is None where only reading tells. `problem` keeps it from being read."""

    name: str
    shape: tuple[int, ...] | None
    dtype: str
    read: Callable[[], NDArray[Any]]
    problem: HyperscopeError | None = None
    notes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    images: Callable[[], Pictures] = no_images

    @property
    def hidden(self) -> bool:
        """Whether it is what an optimizer keeps for itself."""
        return BOOKKEEPING.search(self.name) is not None


def no_labels(n: int) -> tuple[Mapping[str, Column], tuple[str, ...]]:  # noqa: ARG001  (a `Labels`)
    """The labels of a format that has none."""
    return {}, ()


def entries(
    source: Source,
    candidates: Sequence[Candidate],
    labels: Labels = no_labels,
    axes_at_most: int = ANY_AXES,
) -> list[Entry]:
    """An entry for each candidate that may be a matrix; `labels` gives the columns that fit a number of rows.

    Raises `FormatError` where there is none, and a lone candidate's own problem.
    """
    offered = [one for one in candidates if source.options.hidden or _is_offered(one, axes_at_most)]
    if not offered:
        raise FormatError(
            "a tensor of two axes (points, dimensions)",
            _counted(len(candidates)),
            "Open the file that holds the embedding.",
            where=str(source.path),
        )
    offered.sort(key=_rank)
    names = distinct(one.name for one in offered)
    made = [_entry(source, one, name, labels) for one, name in zip(offered, names, strict=True)]
    if len(made) == 1 and made[0].problem is not None:
        raise made[0].problem
    return made


def _counted(tensors: int) -> str:
    return f"{tensors:,} tensor{'s' * (tensors > 1)}, none of that kind" if tensors else "none"


def place(source: Source, name: str) -> str:
    """How errors name a tensor of a file."""
    return f"{source.path}, tensor {name!r}"


def _is_offered(one: Candidate, axes_at_most: int) -> bool:
    if one.problem is not None or one.shape is None:
        return True
    return 2 <= len(one.shape) <= axes_at_most and not one.hidden


def _rank(one: Candidate) -> tuple[bool, bool, int, int]:
    rows = one.shape[0] if one.shape else 0
    return one.problem is not None, one.hidden, likelihood(one.name), -rows


def _entry(source: Source, one: Candidate, name: str, labels: Labels) -> Entry:
    beside = replace(companions.chosen(source.options), folder=source.path.parent)
    files = {"tensor": source.path} | beside.files()
    try:
        if one.problem is not None:
            raise one.problem
        shape = None if one.shape is None else shapes.check(one.shape, place(source, one.name))
    except HyperscopeError as problem:
        return broken(
            source.name,
            name,
            problem,
            shape=one.shape,
            dtype=one.dtype,
            notes=one.notes,
            files=files,
            aliases=one.aliases,
        )

    def load() -> Dataset:
        array = one.read()
        shapes.check(array.shape, place(source, one.name))
        vectors, notes = shapes.flat(array)
        columns, lost = labels(len(vectors))
        images, about_images = one.images()
        told = (*one.notes, *notes, *lost, *about_images)
        return companions.join(name, Numbers(vectors, columns, told, images), beside)

    made = listed(source, name, load, shape, one.dtype, notes=one.notes, files=files)
    return replace(made, aliases=one.aliases)
