"""One JSON object that holds many records: as a list under some name, column by column, or a vector for each name."""

from collections.abc import Mapping, Sequence
from typing import Any

NAME = "name"
INDEX, SPLIT = "index", ("columns", "index", "data")


def records(whole: Mapping[str, Any], vector: str) -> list[dict[str, Any]]:
    """The records of an object, which is one itself where it is in none of these forms.

    Understood are ``{"data": [{…}, …], …}`` (answers of embedding services), ``{"a": [1.5, …], "b": …}`` where every list
    has numbers only (names and their vectors, called `vector`), ``{"word": ["a", …], "v": [[1.5, …], …]}`` and pandas'
    ``{"word": {"0": "a", …}, …}`` (columns) and ``{"columns": ["word", …], "index": [0, …], "data": [["a", …], …]}`` (split).
    """
    if _is_split(whole):
        return _split(*(whole[part] for part in SPLIT))
    values = list(whole.values())
    lists = [value for value in values if isinstance(value, list)]
    tables = [value for value in lists if value and all(isinstance(one, dict) for one in value)]
    if len(tables) == 1 and len(lists) == 1:
        return tables[0]
    if len(values) > 1 and len(lists) == len(values) and all(map(_is_vector, lists)):
        return [{NAME: name, vector: value} for name, value in whole.items()]
    columns = _columns(whole)
    return _by_row(columns) if columns is not None else [dict(whole)]


def _is_split(whole: Mapping[str, Any]) -> bool:
    """Whether it is a frame as pandas splits it: its columns' names, its rows' names, and its rows."""
    if not all(isinstance(whole.get(part), list) for part in SPLIT):
        return False
    names, index, rows = (whole[part] for part in SPLIT)
    distinct = len({_word(name) for name in names}) == len(names) > 0
    return distinct and len(index) == len(rows) > 0 and all(_is_row(row, len(names)) for row in rows)


def _is_row(row: Any, width: int) -> bool:
    return isinstance(row, list) and len(row) == width


def _split(names: Sequence[Any], index: Sequence[Any], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """The rows as records; what the index says stays a column where it does more than count, and no column has its name."""
    words = [_word(name) for name in names]
    records = [dict(zip(words, row, strict=True)) for row in rows]
    if INDEX in words or list(index) == list(range(len(index))):
        return records
    return [{INDEX: _word(said), **record} for said, record in zip(index, records, strict=True)]


def _word(name: Any) -> str:
    """A name as text; those of several levels are lists."""
    return ", ".join(map(str, name)) if isinstance(name, list) else str(name)


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
