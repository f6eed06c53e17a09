"""Metadata joined by key: a column of the table says which row of the vectors each of its lines belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from hyperscope.columns import Column, Kind, arrow
from hyperscope.errors import FormatError

KNOWN_SHARE = 0.5  # of the vectors' own labels that a column must know to be taken for their key unasked


@dataclass(frozen=True, slots=True)
class Key:
    """Column `name` of a table holds what the column `own` of the vectors holds; `places` are the lines of each row."""

    name: str
    own: str
    places: pa.Array

    @property
    def found(self) -> int:
        return len(self.places) - self.places.null_count


def named(table: Mapping[str, Column], own: Mapping[str, Column], key: str, where: str) -> Key:
    """The key that a person named, and the labels it knows most of. Raises `FormatError` where there are none."""
    if key not in table:
        there = ", ".join(map(repr, table)) or "none"
        raise FormatError(f"a column {key!r}", f"the columns {there}", "Name one of them.", where=where)
    labels = [key] if key in own else _labels(own)
    found = [Key(key, label, _places(own[label], table[key])) for label in labels]
    best = max(found, key=lambda one: one.found, default=None)
    if best is None:
        raise FormatError(
            "vectors with labels of their own to join by",
            "vectors without any",
            "Leave the key out to join row by row.",
            where=where,
        )
    if best.found == 0:
        labels_told, cells_told = (
            ", ".join(map(repr, column.written.slice(0, 3).to_pylist()))
            for column in (own[best.own], table[key])
        )
        raise FormatError(
            f"in {key!r} what {best.own!r} says of the vectors: {labels_told}",
            f"{cells_told}, and nothing that fits",
            "Name the column that holds the vectors' own labels, or leave the key out to join row by row.",
            where=where,
        )
    return best


def guessed(table: Mapping[str, Column], own: Mapping[str, Column], n: int) -> Key | None:
    """The key where there can be no doubt: a column that knows most of the vectors' own labels, and of as many rows as
    there are vectors only one that holds just their labels, in another order.
    """
    best: Key | None = None
    for label in _labels(own):
        for name, column in table.items():
            key = Key(name, label, _places(own[label], column))
            if _fits(key, own[label], column, n) and (best is None or key.found > best.found):
                best = key
    return best


def _labels(own: Mapping[str, Column]) -> list[str]:
    """The vectors' own columns that name a row."""
    return [name for name, column in own.items() if column.kind is not Kind.NUMERIC]


def _fits(key: Key, own: Column, column: Column, n: int) -> bool:
    if own.n_unique < max(2, n // 2) or column.n_unique < len(column) / 2:
        return False  # groups rather than names
    if len(column) != n:
        return key.found >= max(1, KNOWN_SHARE * n)
    return key.found == n and own.n_unique == n and not own.written.equals(column.written)


def _places(own: Column, column: Column) -> pa.Array:
    return arrow.index_in(own.written, value_set=column.written)


def join(table: Mapping[str, Column], key: Key, file: str) -> tuple[dict[str, Column], str]:
    """The table's other columns in the order of the vectors, empty where it has no line, and a sentence about it."""
    column, n = table[key.name], len(key.places)
    joined = {
        name: Column(name, arrow.fill_null(one.written.take(key.places), ""))
        for name, one in table.items()
        if name != key.name
    }
    used = len(key.places.drop_null().unique())
    told = [f"{file} was joined by {key.name!r}: it knows {key.found:,} of {n:,} rows"]
    if key.found < n:
        told.append("the others have empty cells")
    if column.n_unique < len(column):
        told.append(f"{len(column) - column.n_unique:,} of its lines repeat a key, of which the first counts")
    if used < column.n_unique:
        told.append(f"{column.n_unique - used:,} of its keys belong to no row")
    return joined, "; ".join(told) + "."
