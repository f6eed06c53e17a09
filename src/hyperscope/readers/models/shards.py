"""Models in several files: an index says which tensor lies in which of them (Hugging Face's *.index.json)."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from hyperscope.entry import Entry
from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.readers import candidates
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.logdirs.resolve import Resolver
from hyperscope.readers.models import pytorch, safetensors
from hyperscope.readers.source import Source, guarded

INDEX_BYTES_AT_MOST = 64 << 20
AXES_AT_MOST = 2


def inspect(source: Source) -> list[Entry]:
    """The entries of all files that an index names. Raises `PathError` for one that is missing or outside."""
    resolver = Resolver(source.path.parent, source.root, source.options.allow_outside)
    shards: dict[str, list[str]] = {}
    for name, file in read_index(source.path).items():
        shards.setdefault(file, []).append(name)
    paths = {file: resolver.find(file).path for file in shards}
    found: list[Candidate] = []
    for file, names in shards.items():
        found += _of_file(paths[file], names)
    return candidates.entries(source, found, axes_at_most=AXES_AT_MOST)


def read_index(path: Path) -> Mapping[str, str]:
    """Tensor → file, of an index. Raises `FormatError` where it is none."""
    where, size = str(path), path.stat().st_size
    if size > INDEX_BYTES_AT_MOST:
        raise _refusal(f"an index of at most {INDEX_BYTES_AT_MOST:,} bytes", f"{size:,}", where)
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _refusal("an index in JSON", str(error)[:200], where) from None
    files = found.get("weight_map") if isinstance(found, dict) else None
    if not isinstance(files, dict) or not files or not all(isinstance(file, str) for file in files.values()):
        raise _refusal("a weight_map of tensors to files", "JSON without one", where)
    return files


def _of_file(path: Path, names: list[str]) -> list[Candidate]:
    read = safetensors.tensors if path.suffix.lower() == ".safetensors" else pytorch.tensors
    try:
        there = {one.name: one for one in guarded(partial(read, path), str(path))()}
    except HyperscopeError as problem:
        return [_broken(name, problem) for name in names]
    missing = "a file without it"
    return [
        there.get(name) or _broken(name, _refusal(f"tensor {name!r}, as the index says", missing, str(path)))
        for name in names
    ]


def _broken(name: str, problem: HyperscopeError) -> Candidate:
    def refuse() -> NDArray[Any]:
        raise problem

    return Candidate(name, None, "", refuse, problem)


def _refusal(expected: str, got: str, where: str) -> FormatError:
    return FormatError(expected, got, "Write or copy the model again.", where=where)
