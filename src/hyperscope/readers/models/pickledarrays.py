"""NumPy arrays in pickles: gensim's KeyedVectors, Word2Vec, FastText and Doc2Vec, and plain containers of arrays; never run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.models import pickledndarray
from hyperscope.readers.models.keyedvectors import Keyed
from hyperscope.readers.models.pickled import Items, Machine, Made, Meaning
from hyperscope.readers.models.pickledndarray import ARRAY, MEANINGS, candidate
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
WORD = "word"
HARMLESS = ("gensim.", "numpy.random.", "collections.")
FOREIGN = "If you trust its author, save the vectors as .npy, a table as .parquet."


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
    seen: set[int] = field(default_factory=set)

    def take(self, value: Any, path: str = "", depth: int = 0) -> None:
        """All that lies below `value`, to a depth; a container that is met again is left aside the second time."""
        if depth > DEPTH_AT_MOST or id(value) in self.seen:
            return
        if isinstance(value, Items):
            self.seen.add(id(value))
        if isinstance(value, Made) and value.name == ARRAY:
            self.found.append(self._array(path or self.source.stem, value))
        elif isinstance(value, Made):
            self._take_object(value, path, depth)
        elif isinstance(value, Items):
            cells = value.values
            if cells and all(isinstance(cell, str) for cell in cells):
                self.words.setdefault(len(cells), cells)
                return
            named = ((key, one) for key, one in value.pairs if isinstance(key, str | int))
            if self._took_rows(value, path):
                return
            for key, one in (*enumerate(cells), *named):
                self.take(one, f"{path}.{key}" if path else str(key), depth + 1)

    def _took_rows(self, value: Items, path: str) -> bool:
        """Whether the values are the rows of one matrix: arrays or lists of numbers of one length. Names of theirs are words."""
        rows = [one for _, one in value.pairs] or value.values
        matrix = pickledndarray.stacked(rows) if len(rows) > 1 else None
        if matrix is None:
            return False
        name = path or self.source.stem
        self.found.append(Candidate(name, matrix.shape, str(matrix.dtype), lambda: matrix))
        if value.pairs:
            self.words.setdefault(len(rows), [key for key, _ in value.pairs])
        return True

    def _array(self, name: str, array: Made) -> Candidate:
        return candidate(name, array, candidates.place(self.source, name))

    def _take_object(self, value: Made, path: str, depth: int) -> None:
        """A gensim object: the vectors and words of its KeyedVectors, wherever these stand."""
        pairs = value.state.pairs if isinstance(value.state, Items) else []
        state = {key: one for key, one in pairs if isinstance(key, str)}
        if value.name.rpartition(".")[2] in KEYED:
            keyed = Keyed(self.source, state, path)
            self.found.append(keyed.candidate())
            if keyed.words is not None:
                self.words[len(keyed.words)] = keyed.words
            return
        for key, one in state.items():
            if isinstance(one, Made) and one.name != ARRAY:
                self.take(one, f"{path}.{key}" if path else key, depth + 1)


def _machine(path: Path) -> Machine:
    meanings: dict[str, Meaning] = {
        **MEANINGS,
        "collections.OrderedDict": lambda _: Items(),
        "collections.defaultdict": lambda _: Items(),
        "builtins.set": lambda _: Items(),
        "builtins.frozenset": lambda _: Items(),
    }
    return Machine(meanings, HARMLESS, str(path), OPERATIONS_AT_MOST, FOREIGN)


def _labels(words: Mapping[int, list[Any]], n: int) -> tuple[Mapping[str, Column], tuple[str, ...]]:
    return ({WORD: Column.of(WORD, words[n])} if n in words else {}), ()
