"""Hugging Face datasets on disk (save_to_disk): Arrow streams in the order of state.json, splits by dataset_dict.json."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers.bounds import Bounds, is_file
from hyperscope.readers.source import Source
from hyperscope.readers.tables import arrowfile, tabular
from hyperscope.readers.tables.arrowfile import Part

STATE, INFO, SPLITS = "state.json", "dataset_info.json", "dataset_dict.json"
JSON_BYTES_AT_MOST = 64 << 20
FIX = "Save the dataset again with save_to_disk."


def inspect(source: Source) -> list[Entry]:
    """The entries of a dataset, or of every split. Only Arrow files are read, none outside the folder."""
    if not is_file(source.path / SPLITS):
        return _split(source, source.path, "")
    splits = _json(source.path / SPLITS).get("splits")
    if not isinstance(splits, list) or not all(isinstance(name, str) for name in splits):
        raise FormatError("a list of splits", "something else", FIX, where=str(source.path / SPLITS))
    return tabular.several(
        source, {name: partial(_split, source, source.path / name, f"{name}/") for name in splits}
    )


def tells(path: Path) -> bool:
    """Whether a folder is a dataset of this kind."""
    return path.is_dir() and (is_file(path / SPLITS) or (is_file(path / STATE) and is_file(path / INFO)))


def _split(source: Source, folder: Path, prefix: str) -> list[Entry]:
    bounds = Bounds((source.path,))
    state, info = _json(bounds.admit(folder / STATE)), _json(bounds.admit(folder / INFO))
    files = state.get("_data_files")
    names = [one.get("filename") for one in files if isinstance(one, dict)] if isinstance(files, list) else []
    if not names or not all(isinstance(name, str) for name in names):
        raise FormatError("the names of Arrow files", "none", FIX, where=str(folder / STATE))
    words = _class_names(info)
    parts = [_named(arrowfile.arrow_part(bounds.admit(folder / str(name))), words) for name in names]
    return arrowfile.entries(source, parts, prefix)


def _class_names(info: Mapping[str, Any]) -> dict[str, list[str]]:
    """The words that whole numbers of a column stand for."""
    features = info.get("features")
    labels = features.items() if isinstance(features, dict) else ()
    return {
        name: [str(word) for word in kind["names"]]
        for name, kind in labels
        if isinstance(kind, dict)
        and kind.get("_type") == "ClassLabel"
        and isinstance(kind.get("names"), list)
    }


def _named(part: Part, words: Mapping[str, list[str]]) -> Part:
    """The part with words in place of the numbers that stand for them."""
    there = [name for name in words if name in part.schema.names]
    if not there:
        return part
    schema = part.schema
    for name in there:
        schema = schema.set(schema.get_field_index(name), pa.field(name, pa.string()))

    def read(names: Sequence[str]) -> pa.Table:
        table = part.read(names)
        for name in (name for name in there if name in names):
            place = table.schema.get_field_index(name)
            codes = table.column(name).to_pylist()
            table = table.set_column(
                place, name, pa.array([_word(words[name], code) for code in codes], pa.string())
            )
        return table

    return Part(part.path, schema, part.rows, read, part.extra)


def _word(words: Sequence[str], code: Any) -> str | None:
    return (
        words[code]
        if isinstance(code, int) and 0 <= code < len(words)
        else None
        if code is None
        else str(code)
    )


def _json(path: Path) -> dict[str, Any]:
    if not is_file(path) or path.stat().st_size > JSON_BYTES_AT_MOST:
        raise FormatError("a small JSON file", "none of that name", FIX, where=str(path))
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise FormatError("JSON", str(error)[:200], FIX, where=str(path)) from None
    if not isinstance(found, dict):
        raise FormatError("a JSON object", type(found).__name__, FIX, where=str(path))
    return found
