"""fastText's .bin: a word's vector is the mean of its own row and those of its character n-grams.

Bojanowski et al. 2017 (arXiv 1607.04606), section 3.2; the file as fastText 0.9 writes it (version 12, and 11).
"""

import mmap
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from hyperscope.arrays import Floats
from hyperscope.columns import Column
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.readers import candidates
from hyperscope.readers.candidates import Candidate
from hyperscope.readers.source import Source
from hyperscope.readers.words import subwords
from hyperscope.readers.words.subwords import Subwords

MAGIC = struct.pack("<i", 793712314)
HEAD = struct.Struct("<2i12id3i2q")
ENTRY = struct.Struct("<qb")
MATRIX = struct.Struct("<2q")
VERSIONS = (11, 12)
SUPERVISED = 3
FIX = "The file is damaged or cut off: write or copy it again."


@dataclass(frozen=True, slots=True)
class Model:
    """`offset` is where the (rows, dim) float32 matrix begins; n-grams have `minn` to `maxn` characters, none if 0."""

    words: list[bytes]
    minn: int
    maxn: int
    bucket: int
    rows: int
    dim: int
    offset: int


def inspect(source: Source) -> list[Entry]:
    """One entry, the vectors of all words; a supervised model's labels are left out."""
    where = str(source.path)
    with source.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        model = _parse(data, where)
    words = Column("word", pa.array([word.decode("utf-8", "replace") for word in model.words], pa.string()))

    def read() -> Floats:
        return _vectors(source.path, model)

    one = Candidate("word_vectors", (len(model.words), model.dim), "float32", read)
    return candidates.entries(source, [one], lambda _: ({"word": words}, ()))


def _parse(data: bytes | mmap.mmap, where: str) -> Model:
    if len(data) < HEAD.size:
        raise _cut(f"a header of {HEAD.size} bytes", f"{len(data):,}", where)
    _, version, *args, _, size, nwords, nlabels, _, pruned = HEAD.unpack_from(data)
    dim, _, _, _, _, _, _, kind, bucket, minn, maxn, _ = args
    if version not in VERSIONS:
        fix = "Save the model again with fastText 0.9, or export a .vec file."
        raise FormatError("a fastText model of version 11 or 12", f"version {version}", fix, where=where)
    if (
        nwords < 1
        or nlabels < 0
        or size != nwords + nlabels
        or size * (ENTRY.size + 2) > len(data)
        or dim < 1
    ):
        raise _cut("a dictionary that the file can hold", f"{size:,} entries in {len(data):,} bytes", where)
    if version == VERSIONS[0] and kind == SUPERVISED:
        maxn = 0
    if not 0 <= maxn <= subwords.LONGEST_GRAM or minn < 0 or bucket < 0 or (maxn and bucket < 1):
        raise _cut(
            "n-grams of a sensible length", f"{minn} to {maxn} characters in {bucket:,} buckets", where
        )
    words, at = _dictionary(data, size, where)
    if pruned > 0 or data[at : at + 1] == b"\1":
        fix = "Quantised models keep no vectors as such: open the .bin they were made of, or export a .vec file."
        raise FormatError(
            "a fastText model that is not quantised", "a quantised one (.ftz)", fix, where=where
        )
    offset = at + 1 + MATRIX.size
    if offset > len(data):
        raise _cut("a matrix after the dictionary", "the end of the file", where)
    rows, columns = MATRIX.unpack_from(data, at + 1)
    least = nwords + (bucket if maxn else 0)
    if columns != dim or rows < least or offset + 4 * rows * columns > len(data):
        got = f"{rows:,} × {columns:,} in a file of {len(data):,} bytes"
        raise _cut(f"a matrix of at least {least:,} × {dim:,} numbers", got, where)
    return Model([word for word, label in words if not label][:nwords], minn, maxn, bucket, rows, dim, offset)


def _dictionary(data: bytes | mmap.mmap, size: int, where: str) -> tuple[list[tuple[bytes, bool]], int]:
    """((word, whether it is a label), …) and where they end."""
    words: list[tuple[bytes, bool]] = []
    at = HEAD.size
    for number in range(size):
        end = data.find(b"\0", at)
        if end < 0 or end + 1 + ENTRY.size > len(data):
            raise _cut(f"{size:,} words", f"the end of the file after {number:,}", where)
        _, kind = ENTRY.unpack_from(data, end + 1)
        words.append((data[at:end], kind != 0))
        at = end + 1 + ENTRY.size
    return words, at


def _vectors(path: Path, model: Model) -> Floats:
    matrix = np.memmap(path, "<f4", "r", model.offset, (model.rows, model.dim))
    if not model.maxn:
        return matrix[: len(model.words)]
    parts = Subwords(model.words, model.minn, model.maxn, model.bucket)
    return subwords.means(parts, lambda rows: np.array(matrix[rows], np.float32), model.dim)


def _cut(expected: str, got: str, where: str) -> FormatError:
    return FormatError(expected, got, FIX, where=where)
