"""fastText's supervised models: trained on labelled texts, or loaded; a text's vector and its class probabilities."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.errors import FormatError, MissingExtra, PathError, ShapeError
from hyperscope.params import check_seed, whole
from hyperscope.text.labelled import Labelled, words

PREFIX = "__label__"
END = "</s>"  # fastText's own word for the end of a line
SEVERAL = 2
TEXTS_SEEN, MOST_EPOCHS = 100_000, 50  # a model that sees fewer has hardly moved from where it began


@dataclass(frozen=True)
class FastText:
    """A fastText model as fastText's own package holds it (`model`); `classes` are its labels, none if unsupervised."""

    model: Any
    classes: tuple[str, ...]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dim) mean word vectors of length 1; NaN where a text has no word."""
        found = np.stack([self.model.get_sentence_vector(_line(text)) for text in texts]).astype(np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        found[[not words(text) for text in texts]] = np.nan
        return np.divide(found, lengths, out=np.full_like(found, np.nan), where=lengths > 0)

    def log_probabilities(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(n, classes) natural logarithms of the softmax."""
        found = np.full((len(texts), len(self.classes)), -np.inf)
        at = {label: place for place, label in enumerate(self.model.get_labels())}
        names, shares = self.model.predict([_line(text) for text in texts], k=len(self.classes))
        for row, (labels, chances) in enumerate(zip(names, shares, strict=True)):
            found[row, [at[label] for label in labels]] = np.log(
                np.maximum(chances, np.finfo(np.float32).tiny)
            )
        return np.minimum(found, 0.0)  # fastText adds 1e-5 to what it takes the logarithm of

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write a `.bin` that fastText, and `hyperscope.text.load`, open."""
        self.model.save_model(os.fspath(path))
        return Path(path)


def train(
    source: Any,
    *,
    classes: Sequence[str] | None = None,
    dim: int = 100,
    epochs: int | None = None,
    learning_rate: float = 0.5,
    random_state: int = 0,
) -> FastText:
    """Train a supervised fastText model (Joulin et al. 2016) on `source`, a CSV of `label,text` or (labels, texts).

    `dim` numbers a word; `epochs` are 5, and more where there are few texts. One thread, so that a seed gives one model:
    dbPedia's 560,000 texts take minutes. Raises `MissingExtra` without fastText,
    and what `documents` raises for the source.
    """
    said = Labelled.of(source, classes)
    if len(set(said.labels)) < SEVERAL:
        raise ShapeError("at least two labels", "one", "Pass texts of several classes.", where=said.name)
    package = _package()
    rounds = max(5, min(MOST_EPOCHS, TEXTS_SEEN // len(said.texts))) if epochs is None else epochs
    dim, lines = whole(dim, "dim", "100, say.", low=1), [_line(text) for text in said.texts]
    with tempfile.TemporaryDirectory() as folder:
        path, begin = Path(folder) / "train.txt", Path(folder) / "begin.vec"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(
                f"{PREFIX}{marked(label)} {line}\n" for label, line in zip(said.labels, lines, strict=True)
            )
        _write_beginning(begin, lines, dim, check_seed(random_state))
        model = package.train_supervised(
            str(path), dim=dim, epoch=whole(rounds, "epochs", "5, say.", low=1), lr=learning_rate, minCount=1,
            pretrainedVectors=str(begin), thread=1, seed=check_seed(random_state), verbose=0,
        )  # fmt: skip
    return _wrapped(model, {marked(label): label for label in said.labels})


def _write_beginning(path: Path, lines: Sequence[str], dim: int, seed: int) -> None:
    """Where every word begins, at random within ±1/dim as fastText has it.

    With one thread fastText itself sets a tenth of its matrix and leaves the rest as memory happens to be, now and then
    not a number.
    """
    vocabulary = [END, *sorted({word for line in lines for word in line.split()})]
    draw = np.random.default_rng(seed)
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{len(vocabulary)} {dim}\n")
        for word in vocabulary:
            numbers = " ".join(f"{number:.6f}" for number in draw.uniform(-1 / dim, 1 / dim, dim))
            file.write(f"{word} {numbers}\n")


def load(path: str | os.PathLike[str]) -> FastText:
    """Open a fastText `.bin` or `.ftz`, supervised or not. Raises `PathError`, `FormatError` or `MissingExtra`."""
    package = _package()
    if not Path(path).is_file():
        raise PathError.missing(path)
    try:
        return _wrapped(package.load_model(os.fspath(path)))
    except ValueError as error:
        fix = "Save it with fastText's save_model."
        raise FormatError("a fastText model", str(error), fix, where=str(path)) from None


def _wrapped(model: Any, written: Mapping[str, str] | None = None) -> FastText:
    """`written` has the labels as they were before they were `marked`."""
    marks = model.get_labels() if model.f.getArgs().model.name == "supervised" else []
    plain = [mark.removeprefix(PREFIX) for mark in marks]
    names = written or {}
    return FastText(model, tuple(str(names.get(mark, mark)) for mark in plain))


def marked(label: str) -> str:
    """A label without the blanks that would end it."""
    return "_".join(label.split()) or "_"


def _line(text: str) -> str:
    return " ".join(words(text))


def _package() -> Any:
    try:
        import fasttext
    except ImportError:
        raise MissingExtra.named("fasttext", "train and load fastText models", where="fastText") from None
    return fasttext
