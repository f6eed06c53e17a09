"""What is decided before neighbours are sought, alike for every method that starts from them. Plain Python."""

from typing import Any

from hyperscope.params import AUTO, Param

REDUCE_ABOVE, REDUCE_TO = 100, 50

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


def reduced_to(asked: Any, d: int) -> int:
    """The number of principal components that `reduce` stands for; 0: all dimensions."""
    if asked != AUTO:
        return int(asked)
    return REDUCE_TO if d > REDUCE_ABOVE else 0
