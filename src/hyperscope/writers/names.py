"""Names for columns that a writer adds."""

from collections.abc import Container


def free(name: str, taken: Container[str]) -> str:
    """`name`, with an underscore more for as long as a column has that name."""
    while name in taken:
        name += "_"
    return name
