"""Exact or approximate: decided in one pure function."""

from hyperscope.errors import ParameterError


def choose(n: int, d: int, metric: str, exact: bool | None) -> bool:  # noqa: ARG001 -- what a choice may look at
    """True for an exact search. Only exact search is on offer; asking for an approximate one is refused."""
    if exact is False:
        raise ParameterError(
            "exact=True or None",
            "exact=False",
            "Every graph is exact in this version; leave it out.",
            where="exact",
        )
    return True
