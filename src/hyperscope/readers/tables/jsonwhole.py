"""One JSON object that holds many records: as a list under some name, column by column, or a vector for each name."""

from collections.abc import Mapping, Sequence
from typing import Any

NAME = "name"


def records(whole: Mapping[str, Any], vector: str) -> list[dict[str, Any]]:
    """The records of an object, which is one itself where it is in none of these forms.

    Understood are ``{"data": [{…}, …], …}`` (answers of embedding services), ``{"a": [1.5, …], "b": …}`` where every list
    has numbers only (names and their vectors, called `vector`), ``{"word": ["a", …], "v": [[1.5, …], …]}`` and pandas'
    ``{"word": {"0": "a", …}, …}`` (columns).
    """
    values = list(whole.values())
    lists = [value for value in values if isinstance(value, list)]
    tables = [value for value in lists if value and all(isinstance(one, dict) for one in value)]
    if len(tables) == 1 and len(lists) == 1:
        return tables[0]
    if len(values) > 1 and len(lists) == len(values) and all(map(_is_vector, lists)):
        return [{NAME: name, vector: value} for name, value in whole.items()]
    columns = _columns(whole)
    return _by_row(columns) if columns is not None else [dict(whole)]


def _is_vector(value: Sequence[Any]) -> bool:
    return len(value) > 1 and all(type(one) in (int, float) for one in value)


def _columns(whole: Mapping[str, Any]) -> dict[str, list[Any]] | None:
    """The columns, if the values are lists of one length or objects with the same keys."""
    values = list(whole.values())
    if values and all(isinstance(value, dict) for value in values):
        keys = list(values[0])
        same = len(keys) > 1 and all(list(value) == keys for value in values)
        return {name: list(value.values()) for name, value in whole.items()} if same else None
    if values and all(isinstance(value, list) for value in values):
        lengths = {len(value) for value in values}
        return dict(whole) if len(lengths) == 1 and lengths.pop() > 1 else None
    return None


def _by_row(columns: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
