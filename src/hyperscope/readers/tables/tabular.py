"""Tables with vectors in them, whatever file they come from: which columns are vectors, and which say something about them.

A column of lists is a vector column. Without one, the columns of numbers are the dimensions, one each: those of a numbered
family (f0, f1, …) if there is one, else all but those whose names say otherwise (id, year, …).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates
from hyperscope.readers.candidates import Candidate, Pictures, no_images
from hyperscope.readers.source import Source

NUMBERED = re.compile(r"(.*?)(\d+)")
ABOUT = re.compile(
    r"(.*[_ .-])?(id|ids|idx|index|key|label|labels|class|target|cluster|group|year|month|day|date|time|timestamp|count|"
    r"n|rank|unnamed: 0|__index_level_\d+__|)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column before it is read. `width` is the length of its lists, 1 where a cell is a number, None where unknown.

    `vectors` is whether its cells are lists of numbers, `loose` whether they may be, where nothing else is, `number` whether
    they are numbers; `whole` says of these that they are integers or truth values.
    """

    name: str
    dtype: str
    vectors: bool = False
    number: bool = False
    whole: bool = False
    width: int | None = None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` is None where only reading tells. `matrix` reads columns of numbers side by side, `lists` one of lists."""

    rows: int | None
    fields: Sequence[Field]
    matrix: Callable[[Sequence[str]], NDArray[Any]]
    lists: Callable[[str], NDArray[Any]]
    columns: Callable[[Sequence[str]], Mapping[str, Column]]
    notes: tuple[str, ...] = ()
    images: Callable[[], Pictures] = no_images


def several(source: Source, tables: Mapping[str, Callable[[], list[Entry]]]) -> list[Entry]:
    """The entries of all tables that have vectors, by the tables' names. Raises the last one's problem if none has."""
    made: list[Entry] = []
    problem = FormatError("a table", "none", "Check what was written.", where=str(source.path))
    for read in tables.values():
        try:
            made += read()
        except FormatError as met:
            problem = met
    if not made:
        raise problem
    return sorted(made, key=lambda entry: not entry.readable)


def entries(source: Source, table: Table, prefix: str = "") -> list[Entry]:
    """An entry for each column of lists, else one for the columns of numbers; `prefix` comes before their names.

    Raises `FormatError` if there is neither.
    """
    vectors = [field for field in table.fields if field.vectors]
    axes = source.options.axes
    wide = [] if vectors else _dimensions(table.fields, axes)
    if not vectors and len(wide) < 2:
        vectors = [field for field in table.fields if field.loose]
    used = {field.name for field in (*vectors, *wide) if field.name not in axes}
    rest = [field.name for field in table.fields if field.name not in used]
    if vectors:
        offered = [_of_lists(table, field, prefix) for field in vectors]
    elif len(wide) > 1:
        offered = [_of_numbers(prefix[:-1] or source.stem, table, wide)]
    else:
        raise _no_vectors(source, table)
    return candidates.entries(source, offered, lambda _: (table.columns(rest), ()))


def dimensions(fields: Sequence[Field]) -> list[Field]:
    """The columns of numbers that are dimensions, in the table's order."""
    numbers = [field for field in fields if field.number]
    families: dict[str, list[Field]] = defaultdict(list)
    for field in numbers:
        if (found := NUMBERED.fullmatch(field.name)) is not None:
            families[found[1]].append(field)
    largest = max(families.values(), key=len, default=[])
    if len(largest) > 1:
        return largest
    plain = [field for field in numbers if not (field.whole and ABOUT.fullmatch(field.name.strip()))]
    broken = [field for field in plain if not field.whole]
    return broken if len(broken) > 1 else plain


def _dimensions(fields: Sequence[Field], axes: Sequence[str]) -> list[Field]:
    """The dimensions besides those that a person calls axes of a layout; these themselves where there are no others."""
    wide = dimensions([field for field in fields if field.name not in axes])
    return wide if len(wide) > 1 else [field for field in fields if field.name in axes and field.number]


def _of_lists(table: Table, field: Field, prefix: str) -> Candidate:
    shape = None if field.width is None or table.rows is None else (table.rows, field.width)
    return Candidate(
        f"{prefix}{field.name}",
        shape,
        field.dtype,
        lambda: table.lists(field.name),
        notes=table.notes,
        images=table.images,
    )


def _of_numbers(name: str, table: Table, wide: Sequence[Field]) -> Candidate:
    shape = None if table.rows is None else (table.rows, len(wide))
    names = [field.name for field in wide]
    kinds = {field.dtype for field in wide}
    dtype = kinds.pop() if len(kinds) == 1 else "float32"
    return Candidate(name, shape, dtype, lambda: table.matrix(names), notes=table.notes, images=table.images)


def _no_vectors(source: Source, table: Table) -> FormatError:
    shown = ", ".join(repr(field.name) for field in table.fields[:8]) or "none"
    return FormatError(
        "a column of vectors, or at least two columns of numbers",
        f"the columns {shown}",
        "Save each vector as a list in one column, or each of its numbers in a column of its own.",
        where=str(source.path),
    )
