"""How damage is told: whoever meets it says what was expected and got, whoever knows the place adds it."""

from collections.abc import Iterator
from contextlib import contextmanager

from hyperscope.errors import FormatError

COPY_AGAIN = "The file is damaged, cut off or still being written: write or copy it again."


class Malformed(Exception):
    """Bytes that are not what the format promises. Never leaves this package: see `place`."""

    def __init__(self, expected: str, got: str, fix: str = COPY_AGAIN) -> None:
        self.expected, self.got, self.fix = expected, got, fix
        super().__init__(f"expected {expected}, got {got}")


@contextmanager
def place(where: str) -> Iterator[None]:
    """Turn a `Malformed` met inside into a `FormatError` that names the file and the tensor."""
    try:
        yield
    except Malformed as met:
        raise FormatError(met.expected, met.got, met.fix, where=where) from None
