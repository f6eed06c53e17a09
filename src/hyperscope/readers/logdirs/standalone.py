"""The standalone projector's config: the same message as TensorBoard's, in JSON with camelCase names."""

import json
from collections.abc import Mapping
from typing import Any

from hyperscope.errors import FormatError
from hyperscope.readers.logdirs.embedding import Config, Embedding


def parse(data: bytes, where: str) -> Config:
    """The config that `data` spells. Raises `FormatError` where it is no JSON, or JSON of something else."""
    try:
        config = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise _refusal(f"in line {error.lineno}, column {error.colno}: {error.msg}", where) from None
    except (ValueError, RecursionError):  # among them a number of thousands of digits
        raise _refusal("something else", where) from None
    listed = config.get("embeddings") if isinstance(config, dict) else None
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise _refusal("JSON without a list of embeddings", where)
    return Config(
        tuple(_listed(item, f"{where}, embedding {number}") for number, item in enumerate(listed, 1))
    )


def _listed(item: Mapping[str, Any], where: str) -> Embedding:
    """One broken entry must not hide the others."""
    try:
        return _embedding(item, where)
    except FormatError as problem:
        return Embedding(name=str(item.get("tensorName") or "tensor"), problem=problem)


def _embedding(item: Mapping[str, Any], where: str) -> Embedding:
    sprite = item.get("sprite") or {}
    if not isinstance(sprite, dict):
        raise _refusal(f"a sprite of {type(sprite).__name__}", where)
    return Embedding(
        name=_text(item, "tensorName", where),
        shape=_sizes(item, "tensorShape", where),
        tensor=_text(item, "tensorPath", where),
        metadata=_text(item, "metadataPath", where),
        bookmarks=_text(item, "bookmarksPath", where),
        sprite=_text(sprite, "imagePath", where),
        cell=_sizes(sprite, "singleImageDim", where),
    )


def _text(item: Mapping[str, Any], name: str, where: str) -> str:
    value = item.get(name) or ""
    if not isinstance(value, str):
        raise _refusal(f"{name} {value!r}", where)
    return value


def _sizes(item: Mapping[str, Any], name: str, where: str) -> tuple[int, ...]:
    value = item.get(name) or []
    whole = isinstance(value, list) and all(type(size) is int and 0 <= size < 1 << 62 for size in value)
    if not whole:
        raise _refusal(f"{name} {value!r}", where)
    return tuple(value)


def _refusal(got: str, where: str) -> FormatError:
    return FormatError(
        "a standalone projector config: JSON with a list of embeddings", got, "Correct the file.", where=where
    )
