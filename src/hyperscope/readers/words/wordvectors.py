"""Word vectors: word2vec's text and binary files, GloVe, fastText's .vec.

A word may hold spaces, so that a line is split from its right end; nothing but a line feed ends a line.
"""

import io
import mmap
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from hyperscope.arrays import Floats
from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import Entry
from hyperscope.errors import FormatError
from hyperscope.progress import told
from hyperscope.readers import packed, shapes
from hyperscope.readers.beside import companions
from hyperscope.readers.numbers import Numbers
from hyperscope.readers.sniff import first_bytes, is_packed
from hyperscope.readers.source import Source, listed
from hyperscope.readers.tables import text
from hyperscope.readers.tables.lines import as_array, is_number

HEADER = re.compile(rb"\s*(-?\d+) (-?\d+)\s*\n")
SAMPLE_LINES = 100
CHECKED_BYTES = 8 << 20
HEADER_BYTES = 64
WORD_BYTES_AT_MOST = 10_000
WORD = "word"
FIX = "The file is damaged, cut off or no file of word vectors."


def inspect(source: Source) -> list[Entry]:
    """One entry, named after the file, the words beside it. Small text is read at once, so that its faults are told."""
    binary = is_binary(source.path)
    read = partial(_read_binary if binary else _read_text, source.path)
    small = source.path.stat().st_size <= CHECKED_BYTES
    seen = _claimed(source.path) if binary else read().vectors.shape if small else None
    beside = companions.chosen(source.options)

    def load() -> Dataset:
        return companions.join(source.stem, read(), beside)

    files = {"tensor": source.path} | beside.files()
    return [listed(source, source.stem, load, seen, "float32", files=files)]


def tells(path: Path) -> bool:
    """Whether a file has word2vec's header, or lines of one word and numbers, separated by single blanks."""
    head = first_bytes(path)
    if path.suffix.lower() == ".vec" or HEADER.match(head):
        return True
    lines = head.decode(errors="replace").split("\n")
    first = [line.rstrip().split(" ") for line in lines[:3][:-1]] or [lines[0].split(" ")[:-1]]
    ends = all(len(cells) > 2 and "\t" not in cells[0] and all(map(is_number, cells[-2:])) for cells in first)
    return ends and any(not is_number(cells[0]) and all(map(is_number, cells[1:])) for cells in first)


def is_binary(path: Path) -> bool:
    """Whether the numbers are stored as bytes rather than spelt."""
    head = first_bytes(path)
    start = HEADER.match(head)
    return start is not None and (path.suffix.lower() == ".bin" or text.is_binary(head[start.end() :]))


def _read_text(path: Path) -> Numbers:
    where = str(path)
    content = text.read(path)
    data = content.data
    found = HEADER.match(data[:HEADER_BYTES])
    if found and not _is_point(data, found.end()):
        claimed, width = int(found[1]), int(found[2])
        data = data[found.end() :]
    else:
        claimed, width = None, _width(data)
    data = (data.replace(b" \n", b"\n") if b" \n" in data else data).rstrip(b"\n ")
    if not data or width < 1:
        raise FormatError(
            "at least one word with its numbers", "none", "Check what was written.", where=where
        )
    skipped = 1 if claimed is not None else 0
    words, vectors = _fast(data, width) or _slow(data.decode().split("\n"), width, skipped, where)
    shapes.check(vectors.shape, where)
    notes = content.notes
    if claimed is not None and claimed != len(vectors):
        notes += (
            f"The header claims {claimed:,} words, the file holds {len(vectors):,}; all of those are shown.",
        )
    return Numbers(vectors, {WORD: Column(WORD, words)}, notes)


def _is_point(data: bytes, end: int) -> bool:
    """Whether a first line of two whole numbers is a point as the next one is: a word that is a digit, one number."""
    following = data[end : data.find(b"\n", end)]
    return following.strip().count(b" ") == 1


def _width(data: bytes) -> int:
    """How many numbers follow a word: as many as where the word has no space."""
    head = data[: 1 << 20].split(b"\n")
    lines = [line.rstrip(b" ") for line in head[: SAMPLE_LINES if len(head) > SAMPLE_LINES else None]]
    return min((line.count(b" ") for line in lines[: max(1, len(lines) - 1)] if line.strip()), default=0)


def _fast(data: bytes, width: int) -> tuple[pa.Array, Floats] | None:
    """Words and vectors by Arrow, or None where a line has something unusual."""
    names = [WORD, *(f"f{place}" for place in range(width))]
    longest = len(max(data[: 1 << 20].split(b"\n"), key=len))
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(data),
            read_options=pyarrow.csv.ReadOptions(
                column_names=names, block_size=max(text.BLOCK_BYTES, 8 * longest)
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=" ", quote_char=False, double_quote=False, escape_char=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.float32()) | {WORD: pa.string()},
                null_values=[],
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    vectors = np.empty((table.num_rows, width), np.float32)
    for place in told(range(width), "Reading numbers", width, every=1):
        vectors[:, place] = table.column(place + 1).to_numpy()
    return as_array(table.column(0)), vectors


def _slow(lines: Sequence[str], width: int, skipped: int, where: str) -> tuple[pa.Array, Floats]:
    words: list[str] = []
    vectors = np.empty((len(lines), width), np.float32)
    for number, line in enumerate(told(lines, "Reading words", len(lines)), 1 + skipped):
        if not line.strip():
            continue
        word, *numbers = line.rstrip(" ").rsplit(" ", width)
        if len(numbers) != width or not all(map(is_number, numbers)):
            raise FormatError(
                f"a word and {width:,} numbers in line {number:,}",
                repr(line[:40]),
                "Separate them by single blanks; every line needs as many numbers.",
                where=where,
            )
        vectors[len(words)] = [float(cell) for cell in numbers]
        words.append(word)
    return pa.array(words, pa.string()), vectors[: len(words)]


def _claimed(path: Path) -> tuple[int, int]:
    """(words, numbers) as the header says, checked against the file's size."""
    where = str(path)
    found = HEADER.match(first_bytes(path))
    count, width = (int(found[1]), int(found[2])) if found else (0, 0)
    stored = path.stat().st_size
    if is_packed(path):
        stored = len(packed.read(path))
    least = count * (4 * width + 1)
    if count < 1 or width < 1 or least > stored:
        got = f"{count:,} words of {width:,} numbers claimed by a file of {stored:,} bytes"
        raise FormatError("a header that its file can hold", got, FIX, where=where)
    return shapes.check((count, width), where)


def _read_binary(path: Path) -> Numbers:
    where = str(path)
    count, width = _claimed(path)
    if is_packed(path):
        return _words(packed.read(path), count, width, where)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return _words(data, count, width, where)


def _words(data: bytes | mmap.mmap, count: int, width: int, where: str) -> Numbers:
    found = HEADER.match(data[:HEADER_BYTES])
    at = found.end() if found else 0
    words: list[str] = []
    vectors = np.empty((count, width), np.float32)
    for row in told(range(count), "Reading words", count):
        space = data.find(b" ", at, at + WORD_BYTES_AT_MOST)
        end = space + 1 + 4 * width
        if space < 0 or end > len(data):
            got = (
                f"the end of the file after word {row:,}" if space >= 0 or at >= len(data) else "no end of it"
            )
            raise FormatError(f"word {row + 1:,} of {count:,} at byte {at:,}", got, FIX, where=where)
        words.append(data[at:space].lstrip(b"\n").decode("utf-8", "replace"))
        vectors[row] = np.frombuffer(data[space + 1 : end], "<f4")
        at = end
    return Numbers(vectors, {WORD: Column(WORD, pa.array(words, pa.string()))})
