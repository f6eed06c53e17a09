"""Exact or approximate: decided in one pure function."""

EXACT_UP_TO = 1e11  # floating-point operations of all products: about a second on two cores
FEWEST = 2_000  # points: fewer make too few clusters to leave any out
WIDEST = 2_048  # dimensions beyond which clusters tell little about who is near


def choose(n: int, d: int, metric: str, exact: bool | None) -> bool:
    """True for an exact search: `exact` if it is given, else where all products take about a second or less.

    Inner products are searched exactly unless told otherwise: their neighbours lie in far clusters.
    """
    if n < FEWEST:
        return True
    if exact is not None:
        return exact
    return metric == "dot" or d > WIDEST or 2.0 * n * n * d <= EXACT_UP_TO
