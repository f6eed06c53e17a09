"""Documents by word vectors that are there already: the mean of a text's words, and logistic regression on it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from hyperscope.dataset import Dataset
from hyperscope.errors import ShapeError
from hyperscope.text.labelled import words

FOLDS = 5
SEVERAL = 2


def mean_vectors(lexicon: Dataset, texts: Sequence[str]) -> NDArray[np.float32]:
    """(n, d) means of the unit vectors of a text's words, of length 1; NaN where none of its words is known.

    The first column of `lexicon` that is not numeric names its words; a word that stands there several times is its
    first row, and its spelling in lower case serves where the word itself is not found.
    """
    known = _places(lexicon)
    indices: list[int] = []
    ends = [0]
    for text in texts:
        indices.extend(known[word] for word in words(text) if word in known)
        ends.append(len(indices))
    counts = csr_array((np.ones(len(indices), np.float32), indices, ends), shape=(len(texts), lexicon.n))
    sums = counts @ _unit(np.nan_to_num(lexicon.as_float32()))
    found = _unit(sums)
    found[~sums.any(axis=1)] = np.nan
    return found


def log_probabilities(
    vectors: NDArray[np.float32], labels: Sequence[str], seed: int
) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    """The classes, and (n, classes) by logistic regressions that have not seen the row; NaN for rows that are NaN.

    The rows are split into folds with the shares of the classes kept; each fold is named by what learnt from the others.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    names, codes = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
    there = np.isfinite(vectors).all(axis=1)
    fewest = min(np.bincount(codes[there], minlength=len(names)))
    if len(names) < SEVERAL or fewest < SEVERAL:
        got = f"{len(names)} labels, the rarest on {fewest} texts with known words"
        raise ShapeError(
            "two labels or more, each on two texts or more", got, "Leave rare labels out.", where="labels"
        )
    splits = StratifiedKFold(min(FOLDS, int(fewest)), shuffle=True, random_state=seed)
    model: Any = LogisticRegression(C=10, max_iter=1000)
    found = np.full((len(vectors), len(names)), np.nan)
    found[there] = cross_val_predict(
        model, vectors[there].astype(np.float64), codes[there], cv=splits, method="predict_log_proba"
    )
    return tuple(map(str, names)), found


def _places(lexicon: Dataset) -> dict[str, int]:
    name = lexicon.label_column()
    if name is None:
        raise ShapeError(
            "word vectors with a column of words", "vectors without metadata", "Give it: read(…, metadata=…).",
            where=lexicon.name,
        )  # fmt: skip
    spelled = lexicon.columns[name].text
    places: dict[str, int] = {}
    for row, word in enumerate(spelled):
        places.setdefault(word, row)
    for row, word in enumerate(spelled):
        places.setdefault(word.lower(), row)
    return places


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
