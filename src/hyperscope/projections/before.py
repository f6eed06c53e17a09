"""What is decided before a method begins: alike for every method (`VECTORS`), or for those that start from neighbours.

Plain Python.
"""

from typing import Any

from hyperscope.params import ANY, AUTO, Param

REDUCE_ABOVE, REDUCE_TO = 100, 50

NORMALIZE = {
    "none": "the vectors as they are",
    "sphereize": "centred, then unit length, so that directions count",
    "unit": "unit length",
    "zscore": "every dimension about its mean in units of its deviation",
}
VECTORS = (
    Param(
        "normalize", "choice", "none", "Normalise",
        f"What is done to the vectors first. {'; '.join(f'{name}: {what}' for name, what in NORMALIZE.items())}.",
        choices=tuple(NORMALIZE), meanings=tuple(NORMALIZE.values()), advanced=True,
    ),
    Param(
        "truncate", "int", 0, "First dimensions",
        "Only the first so many dimensions of each vector, before anything else is done; 0: all. For embeddings trained "
        "that way (Matryoshka).",
        low=0, advanced=True,
    ),
)  # fmt: skip
METRIC = Param(
    "metric", "choice", "euclidean", "Metric",
    "How the distance between two vectors is measured.",
    choices=("euclidean", "cosine"), advanced=True,
)  # fmt: skip
REDUCE = Param(
    "reduce", "int", AUTO, "Dimensions before",
    f"Principal components in which neighbours are sought; 0: all dimensions. "
    f"auto: {REDUCE_TO} above {REDUCE_ABOVE} dimensions.",
    low=0, high=10_000, auto=True, advanced=True,
)  # fmt: skip

SUPERVISION = (
    Param(
        "supervise", "column", None, "Supervise with",
        "A column whose labels may draw points together: equal labels attract more, different ones less. None: the "
        "vectors alone decide.",
        advanced=True,
    ),
    Param(
        "supervision", "float", 0.5, "Supervision",
        "How much labels count, from 0 (not at all) to 1, where a column is chosen.",
        low=0, high=1, step=0.01, when=("supervise", ANY), advanced=True,
    ),
    Param(
        "ignored_label", "label", None, "Ignored label",
        "Points with this label, like those with an empty cell, count as unlabelled. None: every label counts.",
        when=("supervise", ANY), advanced=True,
    ),
)  # fmt: skip


def reduced_to(asked: Any, d: int) -> int:
    """The number of principal components that `reduce` stands for; 0: all dimensions."""
    if asked != AUTO:
        return int(asked)
    return REDUCE_TO if d > REDUCE_ABOVE else 0
