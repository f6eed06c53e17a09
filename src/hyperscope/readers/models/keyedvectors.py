"""gensim's KeyedVectors in a pickle: which arrays are the vectors, where the large ones lie beside the file, and FastText's,
which are not kept at all: they are the means of rows that are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.arrays import Floats
from hyperscope.errors import FormatError, HyperscopeError
from hyperscope.readers import candidates
from hyperscope.readers.arrays import npy
from hyperscope.readers.bounds import Bounds, is_file
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.models import pickledndarray
from hyperscope.readers.models.pickled import Items, Made
from hyperscope.readers.source import Source
from hyperscope.readers.words import subwords
from hyperscope.readers.words.subwords import Subwords

VECTORS = ("vectors", "syn0")
WORDS = ("index_to_key", "index2word", "index2entity")
OWN, GRAMS = "vectors_vocab", "vectors_ngrams"
BESIDE = "Copy all files that gensim wrote beside it."
FIX = "The file is damaged: save the model again."


@dataclass(frozen=True, slots=True)
class Keyed:
    """The `state` of KeyedVectors that stand at `path` of a pickle: "" for the whole, "wv" in a model."""

    source: Source
    state: Mapping[str, Any]
    path: str

    @property
    def name(self) -> str:
        return self.path or self.source.stem

    @property
    def words(self) -> list[Any] | None:
        return next((self.state[key].values for key in WORDS if isinstance(self.state.get(key), Items)), None)

    def candidate(self) -> Candidate:
        """The vectors, or the problem that keeps them from being read."""
        try:
            whole = next((made for key in VECTORS if (made := self._array(key)) is not None), None)
            return whole or self._composed() or self._missing(VECTORS[0])
        except HyperscopeError as problem:
            return self._refused(problem)

    def _array(self, key: str) -> Candidate | None:
        """An array of the pickle, or of the file beside it."""
        value = self.state.get(key)
        if isinstance(value, Made) and value.name == pickledndarray.ARRAY:
            return pickledndarray.candidate(self.name, value, candidates.place(self.source, self.name))
        file = self._beside(key)
        if not is_file(Bounds((self.source.root,)).admit(file)):
            return None
        seen = npy.outline(file)
        return Candidate(self.name, seen.shape, seen.dtype, lambda: npy.read(file).vectors)

    def _beside(self, key: str) -> Path:
        file = self.source.path
        return file.with_name(f"{file.name}{f'.{self.path}' if self.path else ''}.{key}.npy")

    def _composed(self) -> Candidate | None:
        """FastText's: each word's own row and those of its n-grams, in buckets."""
        if "bucket" not in self.state:
            return None
        own, grams = self._array(OWN), self._array(GRAMS)
        if own is None:
            return self._missing(OWN)
        if not self.state["bucket"]:
            return own
        if grams is None:
            return self._missing(GRAMS)
        if problem := own.problem or grams.problem:
            return self._refused(problem)
        parts = self._parts(own, grams)
        return replace(own, dtype="float32", read=lambda: _means(parts, own.read(), grams.read()))

    def _parts(self, own: Candidate, grams: Candidate) -> Subwords:
        words, sizes = self.words or [], [self.state.get(key) for key in ("min_n", "max_n", "bucket")]
        least, most, bucket = (size if type(size) is int else -1 for size in sizes)
        plain = all(isinstance(word, str) for word in words)
        if not (plain and 0 < least <= most <= subwords.LONGEST_GRAM):
            raise FormatError("words and n-grams of a sensible length", f"{least} to {most} characters", FIX,
                              where=self._where())  # fmt: skip
        shapes = own.shape, grams.shape
        if shapes != ((len(words), *(own.shape or ())[1:]), (bucket, *(own.shape or ())[1:])):
            got = f"{own.shape} and {grams.shape}"
            raise FormatError(
                f"rows of {len(words):,} words and {bucket:,} n-grams", got, FIX, where=self._where()
            )
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        return Subwords(encoded, least, most, bucket, whole=None)

    def _missing(self, key: str) -> Candidate:
        got = f"a pickle without them, and no {self._beside(key).name!r} beside it"
        return self._refused(FormatError("the vectors of a gensim model", got, BESIDE, where=self._where()))

    def _refused(self, problem: HyperscopeError) -> Candidate:
        return Candidate(self.name, None, "", lambda: np.empty(0), problem)

    def _where(self) -> str:
        return candidates.place(self.source, self.name)


def _means(parts: Subwords, own: NDArray[Any], grams: NDArray[Any]) -> Floats:
    def take(rows: NDArray[np.int64]) -> Floats:
        words = int(np.searchsorted(rows, len(own)))
        return np.concatenate([own[rows[:words]], grams[rows[words:] - len(own)]]).astype(np.float32)

    return subwords.means(parts, take, own.shape[1])
