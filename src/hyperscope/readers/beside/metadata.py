"""Metadata tables: which lines are rows, which line is a header, and what each column is called.

TensorBoard's rule is kept where it works: tabs only, no quoting, a header if and only if the first line has a tab. Where it
would eat a row or shift all of them, the number of vectors decides, and a note says so. A table whose rows cannot be told
apart with certainty is left out: no label is better than a wrong one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from hyperscope.columns import Column, arrow
from hyperscope.readers.beside import grid, keyed, tablefile
from hyperscope.readers.tables import text


@dataclass(frozen=True, slots=True)
class Metadata:
    """The columns, each of as many cells as there are vectors, or none; `notes` say what was assumed or left out."""

    columns: Mapping[str, Column]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """Rows `start`, … of a table belong to the vectors; `header` is the row that names the columns, or None."""

    start: int
    header: int | None
    notes: tuple[str, ...] = ()


def read(path: Path, n: int, own: Mapping[str, Column] | None = None, key: str | None = None) -> Metadata:
    """The metadata of `n` vectors, from a table in any format.

    They are joined by `key`, a column of the table that holds what a column of the vectors' `own` holds; without one row
    by row, unless only a key can say which row belongs where. Raises `FormatError` for what is no table or lacks the key.
    """
    own = own or {}
    named = tablefile.columns(path)
    if named is not None:
        joined = _by_key(named, own, key, n, path)
        rows = max(map(len, named.values()), default=0)
        return joined or (
            Metadata(named) if rows == n else Metadata({}, (_uncertain(path.name, rows, "", n),))
        )
    content = text.read(path)
    table, notes = grid.of(content, path.name)
    notes = content.notes + notes
    if key or (own and (len(grid.trimmed(table)) != n or not _begins_with_row(table, own))):
        joined = _by_key(_titled(table, path.name), own, key, n, path)
        if joined is not None:
            return Metadata(joined.columns, notes + joined.notes)
    return _by_position(table, n, path, notes)


def _by_key(
    named: Mapping[str, Column], own: Mapping[str, Column], key: str | None, n: int, path: Path
) -> Metadata | None:
    found = keyed.named(named, own, key, str(path)) if key else keyed.guessed(named, own, n)
    if found is None:
        return None
    columns, told = keyed.join(named, found, path.name)
    return Metadata(columns, (told,))


def _begins_with_row(table: pa.Table, own: Mapping[str, Column]) -> bool:
    """Whether the first line names one of the vectors, and is therefore no header."""
    first = [column[0] for column in table.slice(0, 1).columns if len(column)]
    return any(arrow.index(one.written, cell).as_py() >= 0 for one in own.values() for cell in first)


def _titled(table: pa.Table, file: str) -> dict[str, Column]:
    """Several columns under their header, for a key to be looked for; {} for a single one, which has nothing to add."""
    rows = grid.without_blank(table)
    if rows.num_columns < 2 or not rows.num_rows:
        return {}
    names, _ = _names(rows, Fit(1, 0), file)
    arrays = (grid.as_array(column) for column in rows.slice(1).columns)
    return {name: Column(name, array) for name, array in zip(names, arrays, strict=True)}


def _by_position(table: pa.Table, n: int, path: Path, notes: tuple[str, ...]) -> Metadata:
    fitting = _fitting(table, n, path.name)
    if fitting is None:
        return Metadata({}, (*notes, _mismatch(grid.trimmed(table), n, path.name)))
    rows, fit = fitting
    if len(rows) < len(grid.trimmed(table)):
        blank = len(table) - len(rows)
        notes += (f"{path.name}: {blank:,} blank {'lines were' if blank > 1 else 'line was'} skipped.",)
    columns, renamed = _columns(rows, fit, n, path.name)
    return Metadata(columns, notes + fit.notes + renamed)


def _fitting(table: pa.Table, n: int, name: str) -> tuple[pa.Table, Fit] | None:
    """The lines that are rows, and how they belong to the vectors: first as they should be, then as they often are."""
    trimmed, solid = grid.trimmed(table), grid.without_blank(table)
    if not len(solid):
        return None
    if table.num_columns == 1 and len(trimmed) == n + 1 and len(solid) == n:
        if grid.may_be_titled(trimmed):
            return None  # a header and an empty label, or a blank line too many: nothing tells which
        return solid, Fit(0, None)
    for expect in (plain_fit, repaired_fit):
        for rows in (trimmed, table, solid):
            fit = expect(rows, n, name)
            if fit is not None:
                return rows, fit
    return None


def count_candidates(path: Path) -> tuple[int, ...]:
    """How many rows a metadata file may mean when the number of vectors is not known: with and without a header."""
    named = tablefile.columns(path)
    if named is not None:
        return tuple({len(column) for column in named.values()})
    table = grid.trimmed(grid.of(text.read(path), path.name)[0])
    return (len(table) - 1, len(table)) if table.num_columns > 1 else (len(table),)


def plain_fit(table: pa.Table, n: int, name: str) -> Fit | None:
    """A row for every vector, with a header above several columns or without one."""
    rows, wide = len(table), table.num_columns > 1
    if wide and rows == n + 1:
        return Fit(1, 0)
    if rows != n or (wide and n > 1 and grid.has_header(table)):
        return None
    return Fit(0, None, (f"{name} has no header line; its columns were numbered.",) if wide else ())


def repaired_fit(table: pa.Table, n: int, name: str) -> Fit | None:
    """A header above a single column, or a file that was written again and again in append mode: its last part counts."""
    rows, wide, block = len(table), table.num_columns > 1, n + 1
    if not wide and rows == block:
        return Fit(
            1, 0, (f"{name}: its one line too many, {table.column(0)[0].as_py()!r}, was taken as a header.",)
        )
    if rows > block and rows % block == 0 and grid.repeats(table, block):
        return Fit(rows - n, 0, (_appended(name, rows // block, n),))
    if wide and rows > block and n > 1 and rows % n == 1:
        return Fit(rows - n, 0, (_appended(name, rows // n, n),))
    if rows > n > 1 and rows % n == 0 and not (wide and grid.has_header(table)):
        return Fit(rows - n, None, (_appended(name, rows // n, n),))
    return None


def _columns(table: pa.Table, fit: Fit, n: int, file: str) -> tuple[dict[str, Column], tuple[str, ...]]:
    cells = table.slice(fit.start, n)
    names, notes = _names(table, fit, file)
    arrays = (grid.as_array(column) for column in cells.columns)
    return {name: Column(name, array) for name, array in zip(names, arrays, strict=True)}, notes


def _names(table: pa.Table, fit: Fit, file: str) -> tuple[list[str], tuple[str, ...]]:
    if fit.header is None:
        count = table.num_columns
        return (["label"] if count == 1 else [f"column {place}" for place in range(1, count + 1)]), ()
    written = [column[fit.header].as_py() for column in table.columns]
    names = distinct(word or f"column {place}" for place, word in enumerate(written, 1))
    if names == written:
        return names, ()
    changed = ", ".join(repr(name) for name, word in zip(names, written, strict=True) if name != word)
    return names, (f"{file}: columns of equal or no name were called {changed}.",)


def unused(name: str, taken: "list[str] | Mapping[str, object]") -> str:
    """`name`, or `name (2)`, `name (3)`, … whichever is not taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def distinct(words: Iterable[str]) -> list[str]:
    """Every word in turn, called as `unused` would where it was there before."""
    taken: dict[str, int] = {}  # and the number that its next namesake is tried with
    for word in words:
        free, number = word, taken.get(word, 2)
        while free in taken:
            free, number = f"{word} ({number})", number + 1
        taken[word] = number
        taken.setdefault(free, 2)
    return list(taken)


def _appended(name: str, times: int, n: int) -> str:
    return f"{name} was appended {times} times; its last {n:,} rows count."


def _mismatch(table: pa.Table, n: int, name: str) -> str:
    header = 1 if table.num_columns > 1 and grid.has_header(table) else 0
    return _uncertain(name, len(table) - header, " below its header" if header else "", n)


def _uncertain(name: str, rows: int, where: str, n: int) -> str:
    return (
        f"{name} has {rows:,} rows{where} for {n:,} vectors; it was left out, because which row belongs to which vector is "
        "not certain."
    )
