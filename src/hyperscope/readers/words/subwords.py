"""Words made of parts, as fastText has them: a word's vector is the mean of its own row and those of its character n-grams.

Bojanowski et al. 2017 (arXiv 1607.04606), section 3.2. An n-gram's row is told by its hash.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hyperscope.arrays import Floats
from hyperscope.progress import told

END = b"</s>"
WORDS_AT_ONCE = 20_000
LONGEST_GRAM = 32
FNV_START, FNV_PRIME = np.uint32(2166136261), np.uint32(16777619)


@dataclass(frozen=True, slots=True)
class Subwords:
    """`words` with n-grams of `minn` to `maxn` characters in `bucket` rows, which come after those of the words.

    `whole` is a word that has none.
    """

    words: Sequence[bytes]
    minn: int
    maxn: int
    bucket: int
    whole: bytes | None = END


def means(parts: Subwords, take: Callable[[NDArray[np.int64]], Floats], dim: int) -> Floats:
    """(words, dim): the mean of all rows that belong to a word. `take` is asked for ascending rows."""
    made = np.empty((len(parts.words), dim), np.float32)
    for start in told(range(0, len(parts.words), WORDS_AT_ONCE), "Putting words together", every=1):
        some = parts.words[start : start + WORDS_AT_ONCE]
        word, row = _rows(some, start, parts)
        used, place = np.unique(row, return_inverse=True)
        share = (1 / np.bincount(word, minlength=len(some))[word]).astype(np.float32)
        mean = sparse.csr_matrix((share, (word, place)), shape=(len(some), len(used)))
        made[start : start + len(some)] = mean @ take(used)
    return made


def _rows(words: Sequence[bytes], start: int, parts: Subwords) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(word, row) of every row that belongs to one of `words`: its own and one for each of its n-grams."""
    own = np.arange(len(words))
    pairs = [(own, own + start), *grams(words, parts)]
    return np.concatenate([word for word, _ in pairs]), np.concatenate([row for _, row in pairs])


def grams(words: Sequence[bytes], parts: Subwords) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """(word, row) of all n-grams, for one length after the other.

    The hash is FNV-1a over bytes that are sign-extended, as in fastText. All n-grams grow by a character at a time.
    """
    marked = [b"" if word == parts.whole else b"<" + word + b">" for word in words]
    lengths = np.array([len(word) for word in marked])
    ends = np.cumsum(lengths)
    data = np.frombuffer(b"".join(marked) + b"\0" * 4, np.uint8)
    inside = (data & 0xC0) == 0x80
    inside[-4:] = False
    wide = data.astype(np.int8).astype(np.int32).view(np.uint32)
    begin = np.flatnonzero(~inside[: ends[-1]])
    word = np.searchsorted(ends, begin, "right")
    at, limit = begin.copy(), ends[word]
    hashes = np.full(len(begin), FNV_START)
    for length in range(1, parts.maxn + 1):
        alive = at < limit
        begin, word, at, limit = (one[alive] for one in (begin, word, at, limit))
        hashes = hashes[alive]
        hashes = (hashes ^ wide[at]) * FNV_PRIME
        at = at + 1
        while len(more := np.flatnonzero((at < limit) & inside[at])):
            hashes[more] = (hashes[more] ^ wide[at[more]]) * FNV_PRIME
            at[more] += 1
        if length >= parts.minn:
            kept = np.ones(len(at), bool)
            if length == 1:
                kept = (begin != limit - lengths[word]) & (at != limit)
            yield word[kept], len(parts.words) + hashes[kept].astype(np.int64) % parts.bucket
