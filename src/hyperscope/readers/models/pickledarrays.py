"""NumPy arrays in pickles: gensim's KeyedVectors and Word2Vec, and plain containers of arrays. The pickle is never run.

gensim keeps large arrays beside the file, as `FILE.vectors.npy`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates, shapes
from hyperscope.readers.arrays import npy
from hyperscope.readers.bounds import Bounds, is_file
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.models.pickled import Items, Machine, Made, Meaning
from hyperscope.readers.source import Source

BYTES_AT_MOST = 8 << 30
OPERATIONS_AT_MOST = 50_000_000
DEPTH_AT_MOST = 32
KEYED = (
    "KeyedVectors",
    "Word2VecKeyedVectors",
    "FastTextKeyedVectors",
    "EuclideanKeyedVectors",
    "Doc2VecKeyedVectors",
)
ARRAY, DTYPE = "array", "dtype"
WORDS = ("index_to_key", "index2word", "index2entity")
WORD = "word"
HARMLESS = ("gensim.", "numpy.random.", "builtins.set", "builtins.frozenset", "collections.")
FIX = "The file is damaged: save it again."


def inspect(source: Source) -> list[Entry]:
    """The vectors of a gensim model with their words, or an entry for each array of a plain pickle."""
    where, size = str(source.path), source.path.stat().st_size
    if size > BYTES_AT_MOST:
        most = f"a pickle of at most {BYTES_AT_MOST >> 30} GB"
        raise FormatError(most, f"{size:,} bytes", "Save the vectors as .npy.", where=where)
    gathered = Gathered(source)
    gathered.take(_machine(source.path).read(BytesIO(source.path.read_bytes())))
    return candidates.entries(source, gathered.found, partial(_labels, gathered.words))


@dataclass
class Gathered:
    """What stands in a pickle: arrays and lists of words, these by their number."""

    source: Source
    found: list[Candidate] = field(default_factory=list)
    words: dict[int, list[Any]] = field(default_factory=dict)

    def take(self, value: Any, path: str = "", depth: int = 0) -> None:
        """All that lies below `value`, to a depth."""
        if depth > DEPTH_AT_MOST:
            return
        if isinstance(value, Made) and value.name == ARRAY:
            self.found.append(_candidate(self.source, path or self.source.stem, value))
        elif isinstance(value, Made):
            self._take_object(value, path, depth)
        elif isinstance(value, Items):
            cells = value.values
            if cells and all(isinstance(cell, str) for cell in cells):
                self.words.setdefault(len(cells), cells)
                return
            named = ((key, one) for key, one in value.pairs if isinstance(key, str | int))
            for key, one in (*enumerate(cells), *named):
                self.take(one, f"{path}.{key}" if path else str(key), depth + 1)

    def _take_object(self, value: Made, path: str, depth: int) -> None:
        """A gensim object: the vectors and words of its KeyedVectors, wherever these stand."""
        pairs = value.state.pairs if isinstance(value.state, Items) else []
        state = {key: one for key, one in pairs if isinstance(key, str)}
        if value.name.rpartition(".")[2] in KEYED:
            self._take_vectors(state, path)
            return
        for key, one in state.items():
            if isinstance(one, Made) and one.name != ARRAY:
                self.take(one, f"{path}.{key}" if path else key, depth + 1)

    def _take_vectors(self, state: Mapping[str, Any], path: str) -> None:
        name = path or self.source.stem
        vectors = next((state[key] for key in ("vectors", "syn0") if state.get(key) is not None), None)
        file = self.source.path
        sidecar = file.with_name(f"{file.name}{f'.{path}' if path else ''}.vectors.npy")
        if isinstance(vectors, Made) and vectors.name == ARRAY:
            self.found.append(_candidate(self.source, name, vectors))
        elif is_file(Bounds((self.source.root,)).admit(sidecar)):
            seen = npy.outline(sidecar)
            self.found.append(Candidate(name, seen.shape, seen.dtype, lambda: npy.read(sidecar).vectors))
        listed = next((state[key] for key in WORDS if isinstance(state.get(key), Items)), None)
        if listed is not None:
            self.words[len(listed.values)] = listed.values


def _machine(path: Path) -> Machine:
    meanings: dict[str, Meaning] = {
        "collections.OrderedDict": lambda _: Items(),
        "collections.defaultdict": lambda _: Items(),
        "_codecs.encode": _encoded,
    }
    for module in ("numpy.core", "numpy._core"):
        meanings[f"{module}.multiarray._reconstruct"] = lambda _: Made(ARRAY)
        meanings[f"{module}.multiarray.scalar"] = lambda _: None
        meanings[f"{module}.numeric._frombuffer"] = _from_buffer
    meanings["numpy.dtype"] = lambda arguments: Made(f"{DTYPE} {arguments[0]}")
    return Machine(meanings, HARMLESS, str(path), OPERATIONS_AT_MOST)


def _encoded(arguments: tuple[Any, ...]) -> bytes:
    """Bytes as protocols 0 to 2 spell them."""
    text, encoding = arguments
    if encoding != "latin1" or not isinstance(text, str):
        raise ValueError("bytes in an unknown spelling")
    return text.encode("latin1")


def _from_buffer(arguments: tuple[Any, ...]) -> Made:
    """An array as protocol 5 has it: (bytes, dtype, shape, order)."""
    data, dtype, shape, order = arguments
    return Made(ARRAY, Items([1, shape, dtype, order == "F", data]))


def _candidate(source: Source, name: str, array: Made) -> Candidate:
    where = candidates.place(source, name)
    try:
        dtype, shape, fortran, data = _described(array, where)
    except FormatError as problem:
        return Candidate(name, None, "", lambda: np.empty(0), problem)

    def read() -> NDArray[Any]:
        return np.frombuffer(data, dtype).reshape(shape, order="F" if fortran else "C")

    return Candidate(name, shape, str(dtype.newbyteorder("=")), read)


def _described(array: Made, where: str) -> tuple[np.dtype, tuple[int, ...], bool, bytes]:
    """(dtype, shape, whether by columns, bytes) of an array's state. Raises `FormatError` where these do not fit."""
    try:
        _, shape, kind, fortran, data = array.state.values
        sizes = tuple(size for size in shape.values if type(size) is int and size >= 0)
        spelt = kind.name.removeprefix(f"{DTYPE} ")
        order = kind.state.values[1] if isinstance(kind.state, Items) else "="
        dtype = np.dtype(spelt).newbyteorder(order if order in ("<", ">") else "=")
        whole = len(sizes) == len(shape.values) and isinstance(data, bytes | bytearray)
    except (AttributeError, TypeError, ValueError, IndexError) as error:
        raise FormatError(
            "an array of numbers", str(error)[:100] or "something else", FIX, where=where
        ) from None
    shapes.check_kind(dtype.kind, str(dtype), where)
    if not whole or math.prod(sizes) * dtype.itemsize != len(data):
        got = f"{len(data):,}" if whole else "something else"
        raise FormatError(
            f"{math.prod(sizes) * dtype.itemsize:,} bytes for shape {sizes}", got, FIX, where=where
        )
    return dtype, sizes, bool(fortran), bytes(data)


def _labels(words: Mapping[int, list[Any]], n: int) -> tuple[Mapping[str, Column], tuple[str, ...]]:
    return ({WORD: Column.of(WORD, words[n])} if n in words else {}), ()
