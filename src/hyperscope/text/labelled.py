"""Texts with their labels: a CSV of `label,text`, or two sequences; and the words of a text."""

import csv
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hyperscope.errors import FormatError, PathError, ShapeError

WORD = re.compile(r"\w+")
FORM = "a CSV of label,text"


@dataclass(frozen=True)
class Labelled:
    """Texts and the label of each, in the order they came."""

    name: str
    labels: Sequence[str]
    texts: Sequence[str]

    @classmethod
    def of(cls, source: Any, classes: Sequence[str] | None = None) -> "Labelled":
        """`source` is the path of a CSV file, or a pair (labels, texts).

        A first line with the names `label` and `text` says which columns are meant; without it the first column is the
        label, and the others together are the text. `classes` name labels that are numbers, counted from 1, as dbPedia's
        are. Raises `PathError`, `FormatError` or `ShapeError`.
        """
        found = _file(Path(source)) if isinstance(source, str | os.PathLike) else _pair(source)
        if not found.texts:
            raise ShapeError("at least one text", "none", "Check the source.", where=found.name)
        return found if classes is None else replace(found, labels=_named(found.labels, classes))


def words(text: str) -> list[str]:
    """The words of a text in lower case: runs of letters, digits and underscores."""
    return WORD.findall(text.lower())


def _pair(source: Any) -> Labelled:
    try:
        labels, texts = source
    except (TypeError, ValueError):
        got = f"a {type(source).__name__}"
        raise ShapeError(
            "a path, or a pair (labels, texts)", got, f"Pass {FORM}, or both.", where="source"
        ) from None
    if len(labels) != len(texts):
        got = f"{len(labels):,} labels for {len(texts):,} texts"
        raise ShapeError("one label a text", got, "Pass them in the same order.", where="source")
    return Labelled("documents", [str(label) for label in labels], [str(text) for text in texts])


def _file(path: Path) -> Labelled:
    if not path.is_file():
        raise PathError.missing(path)
    labels, texts = [], []
    for label, text in _rows(path):
        labels.append(label)
        texts.append(text)
    return Labelled(path.stem, labels, texts)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, strict=True)
            at: tuple[int, int] | None = None
            for row in rows:
                line = rows.line_num
                names = [cell.strip().lower() for cell in row]
                if line == 1 and {"label", "text"} <= set(names):
                    at = names.index("label"), names.index("text")
                elif row:
                    yield _cells(row, at, f"{path}, line {line:,}")
    except (csv.Error, UnicodeDecodeError) as error:
        fix = "Save it as UTF-8, with quotes around texts that hold commas."
        raise FormatError(FORM, str(error), fix, where=f"{path}, line {line + 1:,}") from None


def _cells(row: list[str], at: tuple[int, int] | None, where: str) -> tuple[str, str]:
    if len(row) <= max(at or (1,)):
        got = f"{len(row)} cell" + "s" * (len(row) != 1)
        raise FormatError(FORM, got, "Give every line a label and a text.", where=where)
    return (row[0], " ".join(row[1:])) if at is None else (row[at[0]], row[at[1]])


def _named(labels: Sequence[str], classes: Sequence[str]) -> list[str]:
    wrong = next(
        (label for label in labels if not label.isdecimal() or not 1 <= int(label) <= len(classes)), None
    )
    if wrong is not None:
        expected = f"labels from 1 to {len(classes)}, one for each of the classes"
        raise ShapeError(expected, repr(wrong), "Leave classes out where labels are names.", where="classes")
    return [classes[int(label) - 1] for label in labels]
