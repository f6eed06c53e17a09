"""A CSV of labelled texts becomes a dataset: a vector for every text, and what a classifier takes it for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hyperscope.columns import Column
from hyperscope.dataset import Dataset
from hyperscope.entry import OpenOptions
from hyperscope.errors import ParameterError
from hyperscope.params import check_seed
from hyperscope.pipeline import opened
from hyperscope.text.labelled import Labelled
from hyperscope.text.means import log_probabilities, mean_vectors
from hyperscope.text.trained import FastText, load, marked, train


@dataclass(frozen=True)
class Probabilities:
    """Columns on demand: how likely each text is to be of a class. `logs` (n, classes) are their logarithms."""

    classes: tuple[str, ...]
    logs: NDArray[np.float64]

    @property
    def names(self) -> Sequence[str]:
        return [f"P({name})" for name in self.classes]

    def column(self, name: str) -> Column:
        return Column.of(name, np.exp(self.logs[:, self.names.index(name)]).round(6).tolist())


def documents(
    source: Any,
    model: Any = None,
    *,
    vectors: Any = None,
    classes: Sequence[str] | None = None,
    random_state: int = 0,
) -> Dataset:
    """A vector of length 1 for every text of `source`, and the classes that a classifier finds likely.

    `source` is a CSV of `label,text`, with these names in its first line, or without: then the first column is the label
    and the others are the text, as in dbPedia (`classes` name its 14 numbers). It may also be a pair (labels, texts).

    With `vectors`, word vectors in any format that `read` opens, a text is the mean of its words, and probabilities
    are by logistic regressions that have not seen the text. Otherwise both are fastText's: `model` is one that `train` or
    `load` gave, the path of one, or None, to train one on these very texts.

    Columns: `label`, `text`, `taken for` and `log-probability`, that of its own label; `features` has the probability of
    each class. A text without a known word has NaN for a vector, and is left out of layouts. Raises `PathError`,
    `FormatError` or `ShapeError` for the source, `MissingExtra` without fastText where it is needed.
    """
    if model is not None and vectors is not None:
        raise ParameterError("a model or word vectors", "both", "Leave one of them out.", where="vectors")
    said, seed = Labelled.of(source, classes), check_seed(random_state)
    if vectors is not None:
        rows = mean_vectors(opened(vectors, OpenOptions()), said.texts)
        names, logs = log_probabilities(rows, said.labels, seed)
        return _dataset(said, rows, names, logs, ())
    notes = () if model is not None else ("Probabilities are those of the texts that the model learnt from.",)
    if model is None:
        model = train((said.labels, said.texts), random_state=seed)
    found = model if isinstance(model, FastText) else load(model)
    return _dataset(
        said, found.vectors(said.texts), found.classes, found.log_probabilities(said.texts), notes
    )


def _dataset(
    said: Labelled, vectors: NDArray[np.float32], classes: tuple[str, ...], logs: NDArray[np.float64],
    notes: tuple[str, ...],
) -> Dataset:  # fmt: skip
    columns = {"label": Column.of("label", said.labels), "text": Column.of("text", said.texts)}
    if not classes:
        return Dataset(said.name, vectors, columns, notes=notes)
    likeliest = [None if np.isnan(row).any() else classes[int(row.argmax())] for row in logs]
    at = {marked(name): place for place, name in enumerate(classes)}
    own = [
        logs[row, at[marked(label)]] if marked(label) in at else None for row, label in enumerate(said.labels)
    ]
    columns["taken for"] = Column.of("taken for", likeliest)
    columns["log-probability"] = Column.of(
        "log-probability", [None if one is None else round(float(one), 6) for one in own]
    )
    return Dataset(said.name, vectors, columns, features=Probabilities(classes, logs), notes=notes)
